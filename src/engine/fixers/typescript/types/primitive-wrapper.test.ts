import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/primitive-wrapper',
  [
    ['export function f(text: String): string {\n  return text;\n}\n', 'export function f(text: string): string {\n  return text;\n}\n'],
    [
      'export interface Row { label: String; ok: Boolean }\nexport const f = (row: Row): string => row.label;\n',
      'export interface Row { label: string; ok: Boolean }\nexport const f = (row: Row): string => row.label;\n',
    ],
    ['export const f = (all: Number[]): number[] => all;\n', 'export const f = (all: number[]): number[] => all;\n'],
  ],
  [
    ["const made = new String('x');\nexport const f = (text: String): string => text;\nconsole.log(made);\n"],
    ['export const f = (one: Object): string => one;\n'],
  ],
);

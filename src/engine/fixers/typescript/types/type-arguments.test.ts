import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/type-arguments',
  [
    [
      'class Box<T> {\n  constructor(readonly value: T) {}\n}\nexport const box: Box = new Box(3);\n',
      'class Box<T> {\n  constructor(readonly value: T) {}\n}\nexport const box: Box<number> = new Box(3);\n',
    ],
    ['export const ages: Map = new Map<string, number>();\n', 'export const ages: Map<string, number> = new Map<string, number>();\n'],
    ["export async function f(): Promise {\n  return 'x';\n}\n", "export async function f(): Promise<string> {\n  return 'x';\n}\n"],
    [
      'export async function f(n: number): Promise {\n  if (n > 1) return;\n  console.log(n);\n}\n',
      'export async function f(n: number): Promise<void> {\n  if (n > 1) return;\n  console.log(n);\n}\n',
    ],
    ['export function f(): Set {\n  return new Set([1]);\n}\n', 'export function f(): Set<number> {\n  return new Set([1]);\n}\n'],
  ],
  [
    ['export const f = (list: Array): number => list.length;\n'],
    ["export async function f(n: number): Promise {\n  if (n > 1) return 1;\n  return 'a';\n}\n"],
  ],
);

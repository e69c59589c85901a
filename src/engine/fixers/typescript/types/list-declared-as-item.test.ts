import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/list-declared-as-item',
  [
    [
      'export function last(words: string): string | undefined {\n  return words.pop();\n}\n',
      'export function last(words: string[]): string | undefined {\n  return words.pop();\n}\n',
    ],
    [
      'interface Team {\n  members: string;\n}\nexport const first = (team: Team): string | undefined => team.members.find((one) => one.length > 1);\n',
      'interface Team {\n  members: string[];\n}\nexport const first = (team: Team): string | undefined => team.members.find((one) => one.length > 1);\n',
    ],
  ],
  [['export function last(words: string): string | undefined {\n  return words.trim() || words.pop();\n}\n']],
);

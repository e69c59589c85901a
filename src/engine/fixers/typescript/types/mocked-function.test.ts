import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/mocked-function',
  [
    [
      'declare const vi: { mocked<T>(what: T): T & { mockReturnValue(value: unknown): void } };\nconst now = (): number => 1;\nnow.mockReturnValue(12);\n',
      'declare const vi: { mocked<T>(what: T): T & { mockReturnValue(value: unknown): void } };\nconst now = (): number => 1;\nvi.mocked(now).mockReturnValue(12);\n',
    ],
  ],
  [['const now = (): number => 1;\nnow.mockReturnValue(12);\n']],
);

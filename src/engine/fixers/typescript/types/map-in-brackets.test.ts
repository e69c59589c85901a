import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/map-in-brackets',
  [
    [
      'const ages = new Map<string, number>();\nexport const of = (name: string): number | undefined => ages[name];\n',
      'const ages = new Map<string, number>();\nexport const of = (name: string): number | undefined => ages.get(name);\n',
    ],
    [
      'const ages = new Map<string, number>();\nexport function keep(name: string): void {\n  ages[name] = 41;\n}\n',
      'const ages = new Map<string, number>();\nexport function keep(name: string): void {\n  ages.set(name, 41);\n}\n',
    ],
  ],
  [['const ages = new Map<string, number>();\nexport const of = (name: string): number => ages[name];\n']],
);

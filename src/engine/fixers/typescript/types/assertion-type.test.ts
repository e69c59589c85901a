import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/assertion-type',
  [
    [
      "const isText = (one: unknown): asserts one is string => {\n  if (typeof one !== 'string') throw new Error('no');\n};\nexport function size(one: unknown): number {\n  isText(one);\n  return one.length;\n}\n",
      "const isText: (one: unknown) => asserts one is string = (one: unknown): asserts one is string => {\n  if (typeof one !== 'string') throw new Error('no');\n};\nexport function size(one: unknown): number {\n  isText(one);\n  return one.length;\n}\n",
    ],
  ],
  [
    [
      "const checks = {\n  isText(one: unknown): asserts one is string {\n    if (typeof one !== 'string') throw new Error('no');\n  },\n};\nexport function size(one: unknown): number {\n  checks.isText(one);\n  return one.length;\n}\n",
    ],
  ],
);

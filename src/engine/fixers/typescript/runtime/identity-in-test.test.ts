import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/identity-in-test',
  [
    [
      'JestAssertionError: expect(received).toBe(expected) // Object.is equality\n\nIf it should pass with deep equality, replace "toBe" with "toStrictEqual"',
      'expect({ a: 1 }).«toBe»({ a: 1 });\n',
      'expect({ a: 1 }).toStrictEqual({ a: 1 });\n',
    ],
  ],
  [['JestAssertionError: expect(received).toBe(expected) // Object.is equality', 'expect(1).«toBe»(2);\n']],
);

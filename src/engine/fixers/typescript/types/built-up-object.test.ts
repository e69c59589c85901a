import { expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { builtUpObject } from './built-up-object';

test('what follows moves into the literal', () => {
  expect(
    bestScript(
      builtUpObject,
      "export function f(age: number) {\n  const user = {};\n  user.name = 'Ann';\n  user.age = age;\n  return user;\n}\n",
    ),
  ).toBe("export function f(age: number) {\n  const user = { name: 'Ann', age: age };\n  return user;\n}\n");
  expect(
    bestScript(
      builtUpObject,
      'export function f(age: number) {\n  const user = {};\n  user.age = age;\n  user.next = [age + 1, age + 2, age + 3, age + 4, age + 5, age + 6, age + 7];\n  return user;\n}\n',
    ),
  ).toContain('const user = {\n    age: age,\n    next: [');
});

test.each([
  // Between them something is done with it; a value is read from it.
  'declare function show(o: object): void;\nconst user = {};\nshow(user);\nuser.name = "Ann";\nexport {};\n',
  'const user = {};\nuser.name = "Ann";\nuser.long = user.name + "!";\nexport {};\n',
])('not: %j', (text) => {
  expect(bestScript(builtUpObject, text)).toBeUndefined();
});

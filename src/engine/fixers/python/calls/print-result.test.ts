import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const PLUS = "TypeError: unsupported operand type(s) for +: 'NoneType' and 'str'";
const PERCENT = "TypeError: unsupported operand type(s) for %: 'NoneType' and 'int'";
proposes([
  ['n = 3\n«print("Total: %d") % n»\n', PERCENT, 'n = 3\nprint("Total: %d" % n)\n'],
  ['n = 3\n«print("Total: ") + str(n) + "!"»\n', PLUS, 'n = 3\nprint("Total: " + str(n) + "!")\n'],
  ['«print("Hi {}").format»("Ann")\n', "AttributeError: 'NoneType' object has no attribute 'format'", 'print("Hi {}".format("Ann"))\n'],
]);

test.each([
  ['several things are printed', '«print("a", "b") + "c"»\n'],
  ['another print', 'def print(x): return None\n«print("a") + "c"»\n'],
  ['the result is stored', 'x = «print("a") + "c"»\n'],
])('%s: silence', async (_, marked) => {
  expect((await tried(marked, PLUS)).all.filter(({ origin }) => origin.id === 'python/print-result')).toEqual([]);
});

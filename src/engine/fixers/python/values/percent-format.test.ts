import { expect, test } from 'vitest';
import { proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

const FEW = 'TypeError: not enough arguments for format string';
const MANY = 'TypeError: not all arguments converted during string formatting';
proposes([
  ['print(«"Score: %d of %d" % 3», 5)\n', FEW, 'print("Score: %d of %d" % (3, 5))\n'],
  ['log(«"%s: %s (%d)" % name», value, n, flush=True)\n', FEW, 'log("%s: %s (%d)" % (name, value, n), flush=True)\n'],
  ['n = 4\nprint(«"Total: " % n»)\n', MANY, 'n = 4\nprint("Total: %d" % n)\n'],
  ['print(«"%s / " % (first, last)»)\n', MANY, 'print("%s / %s" % (first, last))\n'],
  ["print(«'name=' % name»)\n", MANY, "print('name=%s' % name)\n"],
]);

test.each([
  ['too few values anywhere', 'print(«"%d of %d" % 3»)\n', FEW],
  ['the text is whole', 'print(«"done" % n»)\n', MANY],
  ['two marks are missing', 'print(«"a: " % (b, c)»)\n', MANY],
  ['a percent sign is no place', 'print(«"100%% of " % (a, b)»)\n', MANY],
  ['a number modulo another', 'x = «"5" % 2»\n', MANY],
])('%s: silence', async (_, marked, error) => {
  expect((await tried(marked, error)).all.filter(({ origin }) => origin.id === 'python/percent-format')).toEqual([]);
});

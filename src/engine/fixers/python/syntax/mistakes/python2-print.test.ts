import { expect, test } from 'vitest';
import { best, proposed } from '../../../../../../test/unit/mend';

test.each([
  ["print 'a', b\n", "print('a', b)\n"],
  ["import sys\nprint >>sys.stderr, 'x', 3\nprint y\n", "import sys\nprint >>sys.stderr, 'x', 3\nprint(y)\n"],
  ['for x in xs:\n    print x,\n', "for x in xs:\n    print(x, end=' ')\n"],
  ["if a: print 'one' % b\n", "if a: print('one' % b)\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('the other print statements go with it', async () => {
  const text = "print 'a'\nif b:\n    print  # the end\n    print >>log, b; go()\nx = \'\'\'\nprint\n\'\'\'\nprint(x)\nprint = x\n";
  expect((await proposed(text))[0]).toBe(
    "print('a')\nif b:\n    print()  # the end\n    print(b, file=log); go()\nx = \'\'\'\nprint\n\'\'\'\nprint(x)\nprint = x\n",
  );
});

import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  ["print 'a', b\n", "print('a', b)\n"],
  ["import sys\nprint >>sys.stderr, 'x', 3\nprint y\n", "import sys\nprint >>sys.stderr, 'x', 3\nprint(y)\n"],
  ["for x in xs:\n    print x,\n", "for x in xs:\n    print(x, end=' ')\n"],
  ["if a: print 'one' % b\n", "if a: print('one' % b)\n"],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

import { expect, test } from 'vitest';
import { best, mend, proposed } from '../../../../../../test/unit/mend';

test.each([
  ['try:\n    go()\nexcept ValueError, e:\n    stop(e)\n', 'try:\n    go()\nexcept ValueError as e:\n    stop(e)\n'],
  ['try:\n    go()\nexcept TypeError, KeyError:\n    stop()\n', 'try:\n    go()\nexcept (TypeError, KeyError):\n    stop()\n'],
  ["raise ValueError, 'bad %s' % x\n", "raise ValueError('bad %s' % x)\n"],
  ['exec code in space\n', 'exec(code, space)\n'],
  ["s = `x` + 'a'\n", "s = repr(x) + 'a'\n"],
  ['if a <> b:\n    go()\n', 'if a != b:\n    go()\n'],
  ["s = ur'\\d+'\n", "s = r'\\d+'\n"],
  ['n = 10L\n', 'n = 10\n'],
  ['os.chmod(p, 0755)\n', 'os.chmod(p, 0o755)\n'],
  ['d = date(1999, 01, 02)\n', 'd = date(1999, 1, 2)\n'],
  ['f = lambda (x): x + 1\n', 'f = lambda x: x + 1\n'],
  ['f = [lambda(x): x, lambda(y): y]\n', 'f = [lambda x: x, lambda y: y]\n'],
  ['xs.sort(key=lambda (k, v): (v.k, k))\n', 'xs.sort(key=lambda k_v: (k_v[1].k, k_v[0]))\n'],
  ['ys = map(lambda (i, (a, b)): i + b, xs)\n', 'ys = map(lambda i_a_b: i_a_b[0] + i_a_b[1][1], xs)\n'],
  ['def f(self, (a, b), c=1):\n    return a + b\n', 'def f(self, a_b, c=1):\n    a, b = a_b\n    return a + b\n'],
  ["def f((a, b)):\n    '''Doc.\n    '''\n    return a + b\n", "def f(a_b):\n    '''Doc.\n    '''\n    a, b = a_b\n    return a + b\n"],
  ['S_FILE = 0644\n', 'S_FILE = 0o644\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('an error named in lower case is no second type', () => {
  expect(mend('try:\n    go()\nexcept OSError, e:\n    stop(e)\n')[0]?.repair.share).toBeGreaterThan(0.9);
});

test('the same elsewhere goes with it, another habit does not', async () => {
  const text = 'try:\n    go()\nexcept OSError, e:\n    raise Stop, e\ntry:\n    go()\nexcept (A, B), e:\n    pass\n';
  expect((await proposed(text))[0]).toBe(
    'try:\n    go()\nexcept OSError as e:\n    raise Stop, e\ntry:\n    go()\nexcept (A, B) as e:\n    pass\n',
  );
});

import { expect, test } from 'vitest';
import { best, mend } from '../../../../../../test/unit/mend';

test.each([
  ['f(a=1, b)\n', 'f(b, a=1)\n'],
  ['def f(a=1, b):\n    return a\n', 'def f(b, a=1):\n    return a\n'],
  ['x = get_style(default="plain", self.style)\n', 'x = get_style(self.style, default="plain")\n'],
  ['x = wait(timeout=0, [self.done])\n', 'x = wait([self.done], timeout=0)\n'],
  [
    'def f(a, b=1, c=2):\n    return a\n\n\nx = [3]\nprint(f(b=2, x[0], c=3))\n',
    'def f(a, b=1, c=2):\n    return a\n\n\nx = [3]\nprint(f(x[0], b=2, c=3))\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('a call does not move past another call, nor past a star', () => {
  expect(mend('x = f(a=g(), h())\n').map(({ text }) => text)).not.toContain('x = f(h(), a=g())\n');
  expect(mend('def f(a=g(), *b, c=d(), e):\n    return a\n').map(({ text }) => text)).not.toContain(
    'def f(e, a=g(), *b, c=d()):\n    return a\n',
  );
});

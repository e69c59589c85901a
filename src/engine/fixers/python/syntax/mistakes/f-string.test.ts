import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  [
    'class A:\n    def f(self):\n        return f"<{self.a.{self.b}"\n',
    'class A:\n    def f(self):\n        return f"<{self.a}.{self.b}"\n',
  ],
  ['name = \'a\'\nprint(f"hello {name")\n', 'name = \'a\'\nprint(f"hello {name}")\n'],
  ['name = \'a\'\nprint(f"hello name}")\n', 'name = \'a\'\nprint(f"hello {name}")\n'],
  ['name = \'a\'\nprint(f"no {name!r in {name!r}")\n', 'name = \'a\'\nprint(f"no {name!r} in {name!r}")\n'],
  ['n = 1\nprint(f"took {n:.2f seconds")\n', 'n = 1\nprint(f"took {n:.2f} seconds")\n'],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('its own quotes inside a field, which Python takes only since 3.12', () => {
  expect(best('d = {}\nprint(f"total: {d["sum"]}")\n', "f-string: expecting '}'", 1).text).toBe('d = {}\nprint(f"total: {d[\'sum\']}")\n');
});

test.each([
  ['names = []\nprint(f"{\'\\n\'.join(names)}")\n', 'names = []\nnewline = \'\\n\'\nprint(f"{newline.join(names)}")\n'],
  ["d = {}\nprint(f'{d[\\'a\\']}')\n", 'd = {}\nprint(f"{d[\'a\']}")\n'],
])('a backslash in braces: %j → %j', (before, after) => {
  expect(best(before, 'f-string expression part cannot include a backslash', 1).text).toBe(after);
});

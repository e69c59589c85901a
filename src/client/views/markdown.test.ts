import { expect, test } from 'vitest';
import { codeInItem, escaped, tableCell } from './markdown';

test('running text can’t become a heading, a link, a picture or HTML', () => {
  expect(escaped('# x ![a](http://b) <img> *c* `d`')).toBe('\\# x \\!\\[a\\](http://b) \\<img\\> \\*c\\* \\`d\\`');
  expect(escaped('two\n\n# lines')).toBe('two \\# lines');
  expect(escaped('x'.repeat(1_000))).toHaveLength(300);
});

test('a cell of a table stays one cell', () => {
  expect(tableCell('int | None\nis_it')).toBe('int \\| None is_it');
});

test('a block of code ends where it should', () => {
  expect(codeInItem('diff', '-```\n+x')).toBe('  ````diff\n  -```\n  +x\n  ````');
});

import { expect, test } from 'vitest';
import { codeInItem, escaped } from './markdown';

test('running text can’t become a heading, a link, a picture or HTML', () => {
  expect(escaped('# x ![a](http://b) <img> *c* `d`')).toBe('\\# x \\!\\[a\\](http://b) \\<img\\> \\*c\\* \\`d\\`');
  expect(escaped('two\n\n# lines')).toBe('two \\# lines');
  expect(escaped('x'.repeat(1_000))).toHaveLength(300);
});

test('what an editor would hide or turn round is shown', () => {
  const [text, shown] = ['a\x1b[31m\u202eb\u200bc', 'a\\x1b[31m\\u202eb\\u200bc'];
  expect(escaped(text)).toBe('a\\\\x1b\\[31m\\\\u202eb\\\\u200bc');
  expect(codeInItem('diff', `${text}\n\t+x`)).toBe(`  \`\`\`diff\n  ${shown}\n  \t+x\n  \`\`\``);
});

test('a block of code ends where it should', () => {
  expect(codeInItem('diff', '-```\n+x')).toBe('  ````diff\n  -```\n  +x\n  ````');
});

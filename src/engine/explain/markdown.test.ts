import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bulletList, codeBlock, escapeMarkdown, indentBlock, inlineCode } from './markdown';

test.each([
  ['# no heading', '\\# no heading'],
  ['a\n\n- b', 'a - b'],
  ['[text](command:run)', '\\[text\\](command\\:run)'],
  ['see https://a.b and www.a.b', 'see https\\://a.b and www\\.a.b'],
  ['snake_case stays, _this_ does not', 'snake_case stays, \\_this\\_ does not'],
  ['<img src=x>', '\\<img src=x\\>'],
])('%j → %j', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test('what an editor would hide or turn round is shown', () => {
  const [text, shown] = ['a\x1b\u202eb\u200bc', 'a\\x1b\\u202eb\\u200bc'];
  expect(escapeMarkdown(text)).toBe('a\\\\x1b\\\\u202eb\\\\u200bc');
  expect(codeBlock([text, '\tx'])).toBe(`\`\`\`\n${shown}\n\tx\n\`\`\``);
  expect(inlineCode(`${text}\n`)).toBe(`\`${shown}\\n\``);
});

test('code with backticks stays within its fence', () => {
  expect(codeBlock(['a ``` b'], 'sh')).toBe('````sh\na ``` b\n````');
  expect(codeBlock(['plain'])).toBe('```\nplain\n```');
  expect([inlineCode('a'), inlineCode('a`b')]).toEqual(['`a`', '`` a`b ``']);
  expect(bulletList(['a', indentBlock('b\nc')])).toBe('- a\n-   b\n  c');
});

test('property: no run of backticks in code is as long as its fence', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', 'a', '\n') }), (text) => {
      const fence = /^`+/.exec(codeBlock([text]))?.[0].length ?? 0;
      expect([...text.matchAll(/`+/g)].every(([run]) => run.length < fence)).toBe(true);
    }),
  );
});

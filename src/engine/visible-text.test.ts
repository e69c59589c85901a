import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleLine, visibleText } from './visible-text';

test.each([
  ['colours', '\x1b[31mred\x1b[0m', '\\x1b[31mred\\x1b[0m'],
  ['a title for the window', '\x1b]0;owned\x07x', '\\x1b]0;owned\\x07x'],
  ['a link', '\x1b]8;;http://x\x1b\\y', '\\x1b]8;;http://x\\x1b\\y'],
  ['the one-byte CSI', 'a\x9b2Jb', 'a\\x9b2Jb'],
  ['a line that is overwritten', 'safe\rbad', 'safe\\rbad'],
  ['backspaces, bells, DEL', 'a\b\x07\x7f', 'a\\x08\\x07\\x7f'],
  ['NUL', 'a\0b', 'a\\x00b'],
  ['text that is turned round', 'a\u202eb\u2066c\u2069', 'a\\u202eb\\u2066c\\u2069'],
  ['marks of direction', '\u200e\u200f\u061c', '\\u200e\\u200f\\u061c'],
  ['spaces without width', 'pass\u200bword\ufeff\u2060', 'pass\\u200bword\\ufeff\\u2060'],
  ['joiners that join nothing', 'ad\u200dmin \u200c', 'ad\\u200dmin \\u200c'],
  ['tags', 'x\u{e0041}', 'x\\u{e0041}'],
  ['other line ends', 'a\u2028b\u2029c\x85', 'a\\u2028b\\u2029c\\x85'],
  ['a half of a pair', 'a\ud800b', 'a\\ud800b'],
])('%s', (_name, text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(visibleLine(text)).toBe(shown);
});

test('what people write stays: lines, tabs, CR LF, any script, emoji made of several', () => {
  const text = 'a\tb\r\nc\n日本語 العربية עברית 👨‍👩‍👧 👩🏽‍💻 ❤️‍🔥 می‌خواهم क्‍ष é 𝒳';
  expect(visibleText(text)).toBe(text);
});

test('one line is one line', () => {
  expect(visibleLine('a\nb\tc\r\nd')).toBe('a\\nb\\tc\\r\\nd');
});

test('whatever comes, nothing is left that a terminal obeys, and twice is once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = visibleText(text);
      expect(shown).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)/);
      expect(visibleText(shown)).toBe(shown);
    }),
  );
});

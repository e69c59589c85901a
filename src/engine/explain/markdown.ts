// Markdown from code and messages, which are data of others: escaped or fenced, so that they can't become headings, links or pictures, and made
// visible.

import { visibleLine, visibleText } from '../visible-text';

/** On one line; nothing in it is Markdown, and no address becomes a link. */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[#+-]/gu, '\\$&')
    .replace(/(https?|ftp|command|file):/gi, '$1\\:')
    .replace(/www\./gi, (www) => `${www.slice(0, -1)}\\.`);
}

/** A block of code; its fence is longer than any run of backticks in it. */
export function codeBlock(lines: readonly string[], language = ''): string {
  const text = visibleText(lines.join('\n'));
  const fence = '`'.repeat(Math.max(2, longestRunOfBackticks(text)) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Code within a line. */
export function inlineCode(code: string): string {
  const text = visibleLine(code);
  const longest = longestRunOfBackticks(text);
  const ticks = '`'.repeat(longest + 1);
  return longest > 0 ? `${ticks} ${text} ${ticks}` : `${ticks}${text}${ticks}`;
}

export function bulletList(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** As the continuation of a list's item. */
export function indentBlock(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}

function longestRunOfBackticks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

// Text of others put into Markdown: problems, titles and file names are data, and can't become headings, links, pictures or the end of a block.

import { visibleLine, visibleText } from '../../engine/visible-text';

const MAX_TEXT = 300;

/** As running text, on one line. */
export function escaped(text: string): string {
  return visibleLine(text.replace(/\s+/g, ' '))
    .slice(0, MAX_TEXT)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&');
}

/** As a block of code inside a list's item; no run of backticks in it can end it. */
export function codeInItem(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [`${fence}${language}`, ...visibleText(text).split('\n'), fence].map((line) => `  ${line}`).join('\n');
}

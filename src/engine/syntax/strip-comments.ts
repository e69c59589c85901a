// Code without its comments and the insides of its strings, told without a parse.

import type { LanguageId } from '../language';

export interface CodeAndComments {
  /** The text with the insides of comments and strings blanked; same length, same lines. */
  readonly code: string;
  readonly comments: readonly string[];
}

/**
 * Tells code from comments and strings without a parse, since the text before a fix often has none: a string on one line
 * ends with its line. Good enough to count with, not to edit by.
 */
export function separateComments(text: string, language: LanguageId): CodeAndComments {
  const python = language === 'python';
  const comments: string[] = [];
  let code = '';
  let at = 0;
  const blank = (end: number): void => {
    code += text.slice(at, end).replace(/[^\r\n]/g, ' ');
    at = end;
  };
  const closing = (quote: string, from: number, multiline: boolean): number => {
    for (let i = from; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text.startsWith(quote, i)) return i + quote.length;
      else if (!multiline && (text[i] === '\n' || text[i] === '\r')) return i;
    }
    return text.length;
  };
  const starts = python ? /#|"""|'''|["']/g : /\/\/|\/\*|["'`]|\//g;
  for (;;) {
    starts.lastIndex = at;
    const found = starts.exec(text);
    if (!found) break;
    code += text.slice(at, found.index);
    at = found.index;
    const mark = found[0];
    if (mark === '#' || mark === '//') {
      const end = nextLineEnd(text, at);
      comments.push(text.slice(at, end).trim());
      blank(end);
    } else if (mark === '/*') {
      const close = text.indexOf('*/', at + 2);
      const end = close < 0 ? text.length : close + 2;
      comments.push(text.slice(at, end).trim());
      blank(end);
    } else if (mark === '/') {
      // A regular expression stands where a value may begin; else it is a division.
      const literal = /(?:^|[=(,:[!&|?{};+\n]|\breturn|=>)[ \t]*$/.test(text.slice(Math.max(0, at - 40), at))
        ? /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]|[^/\\\r\n[])+\//.exec(text.slice(at, at + 2000))
        : null;
      if (literal) blank(at + literal[0].length);
      else code += text[at++] ?? '';
    } else if (mark === "'" && language === 'rust' && !/^'(?:\\[^'\n]{1,10}|[^'\\\n]{1,2})'/.test(text.slice(at, at + 14))) {
      // A lifetime is no quote.
      code += mark;
      at++;
    } else {
      const end = closing(mark, at + mark.length, mark.length === 3 || mark === '`');
      code += mark;
      at += mark.length;
      blank(Math.max(at, end));
    }
  }
  return { code: code + text.slice(at), comments };
}

/** The text with comments and the insides of strings blanked out: lines and columns stay. */
export function stripComments(text: string, language: LanguageId): string {
  return separateComments(text, language).code;
}

function nextLineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === '\n' || text[i] === '\r') return i;
  return text.length;
}

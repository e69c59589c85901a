// How a file writes what every file has: its quotes, semicolons, line ends and steps of indentation, as new code beside it should be written.

import { countUses } from './identifiers';

export interface TextStyle {
  readonly quote: string;
  /** `;` or nothing. */
  readonly semicolon: string;
  readonly eol: string;
  /** One step of indentation. */
  readonly step: string;
}

export function styleOf(text: string): TextStyle {
  const steps = [...text.matchAll(/^(\t| {2,8})(?=\S)/gm)].map((match) => match[1] ?? '');
  const narrowest = steps.includes('\t') ? '\t' : steps.reduce((a, b) => (b.length < a.length ? b : a), '        ');
  return {
    quote: text.split("'").length >= text.split('"').length ? "'" : '"',
    semicolon: /;[ \t]*(?:\r?\n|$)/.test(text) ? ';' : '',
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    step: steps.length > 0 ? narrowest : '  ',
  };
}

/** White space before the first word of the line that holds the offset. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
}

/** A name that the file does not say but as a member: `name`, else `name2`, … */
export function freshName(text: string, name: string): string {
  for (let n = 1; ; n++) {
    const one = n === 1 ? name : `${name}${n}`;
    if (countUses(text, one) === 0) return one;
  }
}

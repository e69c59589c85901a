// Parentheses that a keyword wants.

import { CLOSER, closerOf, OPENER } from '../brackets';
import type { ErrorSite, Repair } from './repair';

/** `if cond {` and the like: both parentheses at once; `function f {` wants `()`. */
export function keywordHeads({ tokens, at, distance }: ErrorSite): Repair[] {
  const found: Repair[] = [];
  for (let i = Math.max(0, at - 4); i <= Math.min(tokens.length - 1, at + 1); i++) {
    const token = tokens[i];
    if (!token || !/^(?:if|while|for|switch|catch|with)$/.test(token.text)) continue;
    const next = tokens[i + 1];
    if (!next || (next.text === '(' && closerOf(tokens, i + 1) !== undefined && tokens[(closerOf(tokens, i + 1) ?? 0) + 1]?.text === '{'))
      continue;
    let depth = 0;
    for (let j = i + 1; j < tokens.length && j < i + 60; j++) {
      const other = tokens[j];
      if (!other) break;
      const ends = depth === 0 && j > i + 1 && (other.text === '{' || (other.newLine && token.text !== 'for'));
      if (ends) {
        const last = tokens[j - 1];
        if (last)
          found.push({
            variant: 'condition-without-parentheses',
            cost: 0.8 + distance(i),
            title: `Put the condition of '${token.text}' in parentheses`,
            edits: [
              { start: next.start, end: next.start, text: '(' },
              { start: last.end, end: last.end, text: ')' },
            ],
          });
        if (other.newLine || other.text === '{') break;
      }
      if (other.text in CLOSER) depth++;
      else if (other.text in OPENER) depth--;
      if (depth < 0) break;
    }
  }
  return found;
}

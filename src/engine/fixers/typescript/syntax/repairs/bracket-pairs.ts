import { CLOSER, closerOf, OPENER } from '../brackets';
import type { ErrorSite, Repair } from './repair';

/** A list in the brackets of another: `['a': 1]`, `{1, 2}`. */
export function bracketPairs({ tokens, at, distance }: ErrorSite): Repair[] {
  const found: Repair[] = [];
  const stack: number[] = [];
  for (let i = 0; i < Math.min(at, tokens.length); i++) {
    const text = tokens[i]?.text ?? '';
    if (text in CLOSER) stack.push(i);
    else if (text in OPENER) stack.pop();
  }
  const open = stack.at(-1);
  const close = open === undefined ? undefined : closerOf(tokens, open);
  const a = open === undefined ? undefined : tokens[open];
  const b = close === undefined ? undefined : tokens[close];
  if (!a || !b || open === undefined) return found;
  for (const other of ['(', '[', '{']) {
    if (other === a.text) continue;
    found.push({
      variant: 'brackets-of-another-kind',
      cost: 2.4 + distance(open) * 0.3,
      title: `Change '${a.text} ${b.text}' to '${other} ${CLOSER[other] ?? ''}'`,
      edits: [
        { start: a.start, end: a.end, text: other },
        { start: b.start, end: b.end, text: CLOSER[other] ?? '' },
      ],
    });
  }
  return found;
}

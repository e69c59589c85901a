// An example cut to what lies near its change: the rest of a long file costs time and says nothing of the fix.

import { diffArrays } from 'diff';
import { toLines } from '../../syntax/lines';
import type { RuleExample } from './rule';

/** Lines kept above and below a change and the problem. */
const AROUND = 20;
/** UTF-16 units; shorter texts stay whole. */
const SHORT = 3_000;

/** The same lines are left out of both sides. */
export function nearChange(example: RuleExample): RuleExample {
  const { before, after, at } = example;
  if (before.length <= SHORT && after.length <= SHORT) return example;
  const old = toLines(before);
  const parts = diffArrays(old, toLines(after), { maxEditLength: 400, timeout: 100 });
  if (!parts) return example;
  const kept = new Set<number>();
  const keep = (from: number, to: number): void => {
    for (let line = Math.max(0, from - AROUND); line < to + AROUND; line++) kept.add(line);
  };
  if (at) keep(at.start.line, at.end.line + 1);
  let line = 0;
  for (const { added, removed, value } of parts) {
    if (added || removed) keep(line, line + (removed ? value.length : 0));
    if (!added) line += value.length;
  }
  let [cutBefore, cutAfter, shift] = ['', '', 0];
  line = 0;
  for (const { added, removed, value } of parts) {
    for (const text of value) {
      if (added) cutAfter += text;
      else {
        if (kept.has(line)) {
          cutBefore += text;
          if (!removed) cutAfter += text;
        } else if (at && line < at.start.line) shift++;
        line++;
      }
    }
  }
  const moved = at && {
    start: { ...at.start, line: at.start.line - shift },
    end: { ...at.end, line: at.end.line - shift },
  };
  return { ...example, before: cutBefore, after: cutAfter, ...(moved ? { at: moved } : {}) };
}

// Cases with a known fix, for the scripts that learn from them: where they come from, and whether a text is on the way to the fix.
import fs from 'node:fs';
import { jsonLines } from '../test/bench/figures.mjs';
import { pythonCases } from '../test/bench/corpus/python.mjs';
import { scriptCases } from '../test/bench/corpus/script.mjs';

/** Classes of generated mistakes, for the share of each. */
const CLASSES = 64 + 51 + 51 / 3;

/** `{ one, read }` of the files' cases, and about `generated` slips injected into source of this machine, as unread ones. */
export async function collectCases({ cases, read, generated, seed }) {
  const from = (files, isRead) => files.flatMap((file) => jsonLines(fs.readFileSync(file, 'utf8'))).map((one) => ({ one, read: isRead }));
  const perClass = generated > 0 ? Math.max(1, Math.round(generated / CLASSES)) : 0;
  const made = perClass > 0 ? [...(await pythonCases({ seed, perClass })), ...scriptCases({ seed, perClass })] : [];
  const every = [...from(cases, false), ...made.map((one) => ({ one, read: false })), ...from(read, true)];
  return every
    .map(({ one, read: isRead }, i) => ({ one: { ...one, id: `${i}` }, read: isRead }))
    .filter(({ one }) => fixesOf(one).length > 0);
}

/** The known fixes; a case that is judged by running its program only has none. */
export function fixesOf({ after, oracle }) {
  if (oracle?.kind === 'test' && oracle.io) return [];
  return [...(typeof after === 'string' ? [after] : []), ...(oracle?.alternatives ?? [])];
}

/** The text lies on a shortest way from the broken one to the fix: what it changed, the developer changed too. By tokens. */
export function isOnTheWay(before, text, fix) {
  const [a, b, c] = [tokensOf(before), tokensOf(text), tokensOf(fix)];
  const whole = distance(a, c);
  return whole > 0 && distance(a, b) + distance(b, c) === whole;
}

/** Words, numbers and single marks, and the indentation of each line that holds something. */
function tokensOf(text) {
  return text.match(/^[ \t]+(?=\S)|\w+|[^\s\w]/gm) ?? [];
}

/** Tokens to be taken out and put in, by the usual dynamic programme over what lies between the common ends. */
function distance(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // Texts this different are no fix of one another; the bound keeps the table small.
  if (x.length * y.length > 4_000_000) return x.length + y.length;
  let row = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const next = [i];
    for (let j = 1; j <= y.length; j++) next[j] = x[i - 1] === y[j - 1] ? row[j - 1] : Math.min(row[j], next[j - 1]) + 1;
    row = next;
  }
  return row[y.length];
}

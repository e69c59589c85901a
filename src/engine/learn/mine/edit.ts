// What a pair changed, as the smallest whole nodes that cover it: first the changed place, then its line, then its block.

import type { Span } from './match';
import { zoneOf } from './match';
import { elementEnd, elementStart, lex, type Lexed, type Token } from './tokens';
import type { HealedLanguageId } from '../../language';
import type { RuleExample } from './rule';

/** One change of one example: tokens of `before` that became tokens of `after`. */
export interface Edit {
  readonly example: RuleExample;
  /** Number of the example in the list it came in. */
  readonly index: number;
  readonly before: Lexed;
  readonly after: Lexed;
  readonly old: Span;
  readonly fresh: Span;
  /** The places inside it that changed, in order; what lies between is the same before and after. */
  readonly changes?: readonly Change[];
  /** Lines from the problem to the change; absent where the place of the problem is not known. */
  readonly distance?: number;
}

/** Tokens of the text before that became tokens of the text after. */
export interface Change {
  readonly old: Span;
  readonly fresh: Span;
}

const MAX_DIFF = 4_000;

const same = (a: Token | undefined, b: Token | undefined): boolean =>
  a !== undefined && b !== undefined && a.text === b.text && zoneOf(a) === zoneOf(b);

/** The example as tokens. */
export function readExample(language: HealedLanguageId, example: RuleExample, parts: boolean): { before: Lexed; after: Lexed } {
  return { before: lex(language, example.before, parts), after: lex(language, example.after, parts) };
}

/** All of the change as one. undefined where no token differs. */
export function wholeEdit(before: Lexed, after: Lexed): Change | undefined {
  const [b, a] = [before.tokens, after.tokens];
  let head = 0;
  while (head < b.length && head < a.length && same(b[head], a[head])) head++;
  let tail = 0;
  while (tail < b.length - head && tail < a.length - head && same(b[b.length - 1 - tail], a[a.length - 1 - tail])) tail++;
  if (head === b.length && head === a.length) return undefined;
  return { old: { start: head, end: b.length - tail }, fresh: { start: head, end: a.length - tail } };
}

/** The change as separate places, in order: what lies between two of them is the same in both texts. */
export function separateEdits(before: Lexed, after: Lexed): Change[] {
  const whole = wholeEdit(before, after);
  if (!whole) return [];
  const [b, a] = [before.tokens, after.tokens];
  const n = whole.old.end - whole.old.start;
  const m = whole.fresh.end - whole.fresh.start;
  if (n === 0 || m === 0 || n * m > MAX_DIFF * MAX_DIFF || n > MAX_DIFF || m > MAX_DIFF || n * m > 1_000_000) return [whole];
  // Longest common subsequence, from the back, so that the walk forward takes the first of equal ways.
  const width = m + 1;
  const table = new Uint16Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      table[i * width + j] = same(b[whole.old.start + i], a[whole.fresh.start + j])
        ? (table[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
  const out: Change[] = [];
  let [i, j] = [0, 0];
  let [from, to] = [0, 0];
  const flush = (): void => {
    if (i > from || j > to)
      out.push({
        old: { start: whole.old.start + from, end: whole.old.start + i },
        fresh: { start: whole.fresh.start + to, end: whole.fresh.start + j },
      });
  };
  while (i < n || j < m) {
    if (i < n && j < m && same(b[whole.old.start + i], a[whole.fresh.start + j])) {
      flush();
      i++;
      j++;
      [from, to] = [i, j];
    } else if (j < m && (i === n || (table[i * width + j + 1] ?? 0) >= (table[(i + 1) * width + j] ?? 0))) j++;
    else i++;
  }
  flush();
  return out;
}

/** Grown until no bracket, string or chain is cut in two. Both sides grow by the same tokens, and over others of the `changes` they meet. */
export function wholeNodes(before: Lexed, after: Lexed, edit: Change, changes: readonly Change[] = []): Change {
  const [b, a] = [before.tokens, after.tokens];
  let { start, end } = edit.old;
  let { start: low, end: high } = edit.fresh;
  const left = (): void => {
    const met = changes.find(({ old, fresh }) => old.end === start && fresh.end === low && (old.start < start || fresh.start < low));
    if (met) [start, low] = [met.old.start, met.fresh.start];
    else {
      start--;
      low--;
    }
  };
  const right = (): void => {
    const met = changes.find(({ old, fresh }) => old.start === end && fresh.start === high && (old.end > end || fresh.end > high));
    if (met) [end, high] = [met.old.end, met.fresh.end];
    else {
      end++;
      high++;
    }
  };
  for (let changed = true; changed;) {
    changed = false;
    const grow = (tokens: readonly Token[], from: () => number, to: () => number): void => {
      for (let i = from(); i < to(); i++) {
        const partner = tokens[i]?.partner ?? -1;
        if (partner < 0) continue;
        while (partner < from() && (start > 0 || low > 0)) {
          left();
          changed = true;
        }
        while (partner >= to() && (end < b.length || high < a.length)) {
          right();
          changed = true;
        }
      }
    };
    grow(
      b,
      () => start,
      () => end,
    );
    grow(
      a,
      () => low,
      () => high,
    );
    if (end === start && high === low) break;
    const first = b[start];
    const fresh = a[low];
    const previous = b[start - 1];
    // A string with its prefix, a call with its name, a member with what it is a member of.
    const glued = (token: Token | undefined): boolean =>
      token !== undefined &&
      previous !== undefined &&
      token.zone === 'code' &&
      ((token.kind === 'open' && token.gap === '' && (previous.kind === 'name' || previous.kind === 'keyword') && token.text !== '{') ||
        token.text === '.' ||
        token.text === '?.');
    if (start > 0 && low > 0 && previous) {
      if (previous.kind === 'prefix' && (first?.kind === 'quote' || fresh?.kind === 'quote') && (start < end || low < high)) {
        left();
        changed = true;
      } else if ((start < end && glued(first)) || (low < high && fresh?.text !== '(' && glued(fresh))) {
        // All of the chain that a member is of.
        let at = elementStart(b, start - 1);
        const isDot = (token: Token | undefined): boolean => token?.zone === 'code' && (token.text === '.' || token.text === '?.');
        if (isDot(first) || isDot(fresh))
          while (
            at > 0 &&
            (isDot(b[at - 1]) || (b[at]?.kind === 'open' && b[at]?.gap === '' && /^(?:name|close)$/.test(b[at - 1]?.kind ?? '')))
          )
            at = elementStart(b, at - 1);
        while (start > at && low > 0) left();
        changed = true;
      }
    }
    const last = start < end ? b[end - 1] : undefined;
    const newest = low < high ? a[high - 1] : undefined;
    const dot = (token: Token | undefined): boolean => token?.zone === 'code' && (token.text === '.' || token.text === '?.');
    if ((dot(last) || dot(newest)) && end < b.length && high < a.length) {
      const at = elementEnd(b, end);
      while (end < at && high < a.length) right();
      changed = true;
    }
  }
  return { old: { start, end }, fresh: { start: low, end: high } };
}

/** Grown to whole lines, as far as both sides have the same tokens there. */
export function wholeLines(before: Lexed, after: Lexed, edit: Change, lines = 0): Change {
  const b = before.tokens;
  let { start, end } = edit.old;
  let { start: low, end: high } = edit.fresh;
  const isFirst = (token: Token | undefined): boolean => token === undefined || token.first;
  for (let more = lines; start > 0 && low > 0;) {
    if (isFirst(b[start]) && more-- <= 0) break;
    start--;
    low--;
  }
  while (end < b.length && high < after.tokens.length && !isFirst(b[end])) {
    end++;
    high++;
  }
  return { old: { start, end }, fresh: { start: low, end: high } };
}

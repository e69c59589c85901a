// The texts before and after a change as a pair keeps them: whole if they are short, else the changed lines with their context.

import { diffArrays } from 'diff';
import { MAX_TEXT, type SuccessPair } from './pair';

/** Lines kept around a change where the file is too long to be kept whole; fewer if that is still too long. */
const CONTEXT_LINES = [40, 10, 3, 0];
/** The line that stands for left-out lines between two changes of an excerpt. */
export const GAP_LINE = '…';
/** For the line diff of two long texts, in ms and edits: beyond, the whole region between first and last change counts as changed. */
const DIFF_LIMIT = { timeout: 200, maxEditLength: 2_000 };

type Excerpt = Pick<SuccessPair, 'extent' | 'startLine' | 'before' | 'proposed' | 'final'>;

/** The texts as a pair keeps them: whole if short, else windows of lines around what the proposal changes. @param max UTF-16 units of each text. */
export function excerptOf(before: string, proposed: string, final: string | null, max: number = MAX_TEXT): Excerpt {
  const fits = (value: string | null): boolean => (value?.length ?? 0) <= max;
  if (fits(before) && fits(proposed) && fits(final)) return { extent: 'whole', startLine: 0, before, proposed, final };
  const lines = toLines(before);
  const proposedLines = toLines(proposed);
  const hunks = changedLines(lines, proposedLines);
  const finalLines = final === null ? null : toLines(final);
  const finalHunks = finalLines ? changedLines(lines, finalLines) : [];
  for (const context of CONTEXT_LINES) {
    const windows = windowsOf(hunks, context, lines.length);
    const out: Excerpt = {
      extent: 'excerpt',
      startLine: windows[0]?.start ?? 0,
      before: joined(lines, windows),
      proposed: joined(
        proposedLines,
        windows.map((window) => mapped(window, hunks)),
      ),
      final:
        finalLines &&
        joined(
          finalLines,
          windows.map((window) => mapped(window, finalHunks)),
        ),
    };
    if (fits(out.before) && fits(out.proposed) && fits(out.final)) return out;
  }
  return { extent: 'none', startLine: 0, before: '', proposed: '', final: null };
}

/** The same of a text that nobody has mended yet: its lines from `first` to `last` (zero-based, both included) stand where a change would. @param max UTF-16 units. */
export function excerptAround(
  text: string,
  first: number,
  last: number,
  max: number = MAX_TEXT,
): Pick<Excerpt, 'extent' | 'startLine' | 'before'> {
  if (text.length <= max) return { extent: 'whole', startLine: 0, before: text };
  const lines = toLines(text);
  const start = Math.max(0, Math.min(first, lines.length - 1));
  const place = { start, end: Math.max(start + 1, Math.min(last + 1, lines.length)) };
  for (const context of CONTEXT_LINES) {
    const windows = windowsOf([place], context, lines.length);
    const before = joined(lines, windows);
    if (before.length <= max) return { extent: 'excerpt', startLine: windows[0]?.start ?? 0, before };
  }
  return { extent: 'none', startLine: 0, before: '' };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines [start, end) of the old text that became `count` lines. */
interface Hunk extends Span {
  readonly count: number;
}

/** With their line ends, so that they join to the text again. */
const toLines = (value: string): string[] => value.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function changedLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail++;
  const all: Hunk = { start: head, end: before.length - tail, count: after.length - tail - head };
  const changes = diffArrays(before.slice(head, before.length - tail), after.slice(head, after.length - tail), DIFF_LIMIT);
  if (!changes) return [all];
  const hunks: Hunk[] = [];
  let at = head;
  let open: { start: number; end: number; count: number } | undefined;
  for (const change of changes) {
    const length = change.value.length;
    if (!change.added && !change.removed) {
      if (open) hunks.push(open);
      open = undefined;
      at += length;
      continue;
    }
    open ??= { start: at, end: at, count: 0 };
    if (change.added) open.count += length;
    else open.end = at += length;
  }
  if (open) hunks.push(open);
  return hunks;
}

function windowsOf(hunks: readonly Span[], context: number, lines: number): Span[] {
  const out: Span[] = [];
  for (const hunk of hunks) {
    const window = { start: Math.max(0, hunk.start - context), end: Math.min(lines, hunk.end + context) };
    const last = out.at(-1);
    if (last && window.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, window.end) };
    else out.push(window);
  }
  return out;
}

/** The window in the changed text; a border inside a hunk takes the hunk in. */
function mapped(window: Span, hunks: readonly Hunk[]): Span {
  let start = window.start;
  let end = window.end;
  for (const hunk of hunks) {
    const grown = hunk.count - (hunk.end - hunk.start);
    if (hunk.end <= window.start && !(hunk.start === hunk.end && hunk.start === window.start)) start += grown;
    else if (hunk.start < window.start) start += hunk.start - window.start;
    if (hunk.start <= window.end) end += grown + Math.max(0, hunk.end - window.end);
  }
  return { start, end: Math.max(start, end) };
}

function joined(lines: readonly string[], windows: readonly Span[]): string {
  return windows.map((window) => lines.slice(window.start, window.end).join('')).join(`${GAP_LINE}\n`);
}

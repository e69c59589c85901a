// Edits as offsets into one text, the form fixers think in; made minimal, applied, and turned into ranges here.

import { createHash } from 'node:crypto';
import type { FileEdit, TextEdit } from '../patch';
import type { SourceText } from './source-text';

/** Replace [start, end) of the text, in UTF-16 code units, by `text`. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const insert = (at: number, text: string): OffsetEdit => ({ start: at, end: at, text });
export const replace = (start: number, end: number, text: string): OffsetEdit => ({ start, end, text });

/** In document order. Throws where two overlap or lie outside the text, which is a bug of the caller. */
export function inOrder(text: string, edits: readonly OffsetEdit[]): OffsetEdit[] {
  const sorted = sort(edits);
  let at = 0;
  for (const edit of sorted) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) throw new RangeError('edits overlap or lie outside the text');
    at = edit.end;
  }
  return sorted;
}

/** Whether two of the edits change the same characters, or one inserts inside what another replaces. */
export function overlap(edits: readonly OffsetEdit[]): boolean {
  return sort(edits).some((edit, i, sorted) => edit.start < (sorted[i - 1]?.end ?? 0));
}

export function sameEdit(a: OffsetEdit, b: OffsetEdit): boolean {
  return a.start === b.start && a.end === b.end && a.text === b.text;
}

/** By place; insertions at one place stay as they were given. */
function sort(edits: readonly OffsetEdit[]): OffsetEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Throws as `inOrder` does. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  let out = '';
  let at = 0;
  for (const edit of inOrder(text, edits)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** A text after edits, put together only as far as it is looked at: of most tries nobody reads more than the line. */
export class EditedText {
  /** In document order. */
  readonly edits: readonly OffsetEdit[];
  readonly length: number;
  private whole: string | undefined;

  /** Throws as `inOrder` does. */
  constructor(
    readonly before: string,
    edits: readonly OffsetEdit[],
  ) {
    this.edits = inOrder(before, edits);
    this.length = this.edits.reduce((length, edit) => length + edit.text.length - (edit.end - edit.start), before.length);
  }

  /** All of it. */
  get text(): string {
    return (this.whole ??= applyEdits(this.before, this.edits));
  }

  /** As that of strings, of offsets that are not negative. */
  slice(start: number, end: number): string {
    if (this.whole !== undefined) return this.whole.slice(start, end);
    let out = '';
    let old = 0;
    let at = 0;
    const take = (from: string, low: number, length: number): void => {
      const [first, last] = [Math.max(start - at, 0), Math.min(end - at, length)];
      if (first < last) out += from.slice(low + first, low + last);
      at += length;
    };
    for (const edit of this.edits) {
      if (at >= end) return out;
      take(this.before, old, edit.start - old);
      take(edit.text, 0, edit.text.length);
      old = edit.end;
    }
    take(this.before, old, this.before.length - old);
    return out;
  }
}

/** Cuts what an edit leaves as it was from both its ends, and drops edits that change nothing. */
export function trimEdits(text: string, edits: readonly OffsetEdit[]): OffsetEdit[] {
  const out: OffsetEdit[] = [];
  for (const edit of sort(edits)) {
    const old = text.slice(edit.start, edit.end);
    let head = 0;
    while (head < old.length && head < edit.text.length && old[head] === edit.text[head]) head++;
    let tail = 0;
    while (
      tail < old.length - head &&
      tail < edit.text.length - head &&
      old[old.length - 1 - tail] === edit.text[edit.text.length - 1 - tail]
    )
      tail++;
    if (head === old.length && head === edit.text.length) continue;
    out.push({ start: edit.start + head, end: edit.end - tail, text: edit.text.slice(head, edit.text.length - tail) });
  }
  return out;
}

export function toTextEdits(source: SourceText, edits: readonly OffsetEdit[]): TextEdit[] {
  return trimEdits(source.text, edits).map((edit) => ({ range: source.range(edit.start, edit.end), newText: edit.text }));
}

export function toOffsetEdits(source: SourceText, edits: readonly TextEdit[]): OffsetEdit[] {
  return edits.map((edit) => ({ start: source.offsetAt(edit.range.start), end: source.offsetAt(edit.range.end), text: edit.newText }));
}

/** The whole text after a file's edits. */
export function patched(source: SourceText, edit: FileEdit): string {
  return applyEdits(source.text, toOffsetEdits(source, edit.edits));
}

/** What changes files: a candidate, or the result of healing a file or a workspace. */
export interface Change {
  readonly edits: readonly FileEdit[];
}

/** What a change does to the file at `path`; undefined where it leaves it alone. */
export function fileEditOf({ edits }: Change, path: string): FileEdit | undefined {
  return edits.find((file) => file.path === path);
}

/** What a change does to the file at `path`, whose text is `source`, as offsets; empty where it leaves it alone. */
export function editsOf(change: Change, path: string, source: SourceText): OffsetEdit[] {
  return toOffsetEdits(source, fileEditOf(change, path)?.edits ?? []);
}

/** The text `source` of the file at `path` after a change. */
export function textAfter(change: Change, path: string, source: SourceText): string {
  return applyEdits(source.text, editsOf(change, path, source));
}

/** The same edits give the same id, whoever made them. */
export function editsId(edits: readonly FileEdit[]): string {
  const plain = edits.map((file) => [
    file.path,
    file.edits.map((e) => [e.range.start.line, e.range.start.character, e.range.end.line, e.range.end.character, e.newText]),
  ]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16);
}

/** Where an offset of the old text lies after the edits; an offset inside a replaced part goes to its end. */
export function shiftOffset(offset: number, edits: readonly OffsetEdit[]): number {
  let shift = 0;
  for (const edit of sort(edits)) {
    if (edit.start > offset || (edit.start === offset && edit.end > offset)) break;
    if (edit.end <= offset) shift += edit.text.length - (edit.end - edit.start);
    else return edit.start + shift + edit.text.length;
  }
  return offset + shift;
}

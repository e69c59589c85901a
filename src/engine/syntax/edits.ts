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

/** In document order; throws where two overlap, which is a bug of the caller. */
export function applyEdits(text: string, edits: readonly OffsetEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let out = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.start < at || edit.end < edit.start || edit.end > text.length) throw new RangeError('edits overlap or lie outside the text');
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Cuts what an edit leaves as it was from both its ends, and drops edits that change nothing. */
export function trimEdits(text: string, edits: readonly OffsetEdit[]): OffsetEdit[] {
  const out: OffsetEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const old = text.slice(edit.start, edit.end);
    let head = 0;
    while (head < old.length && head < edit.text.length && old[head] === edit.text[head]) head++;
    let tail = 0;
    while (tail < old.length - head && tail < edit.text.length - head && old[old.length - 1 - tail] === edit.text[edit.text.length - 1 - tail]) tail++;
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

/** The same edits give the same id, whoever made them. */
export function editsId(edits: readonly FileEdit[]): string {
  const plain = edits.map((file) => [file.path, file.edits.map((e) => [e.range.start.line, e.range.start.character, e.range.end.line, e.range.end.character, e.newText])]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16);
}

/** Where an offset of the old text lies after the edits; an offset inside a replaced part goes to its end. */
export function shiftOffset(offset: number, edits: readonly OffsetEdit[]): number {
  let shift = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start > offset || (edit.start === offset && edit.end > offset)) break;
    if (edit.end <= offset) shift += edit.text.length - (edit.end - edit.start);
    else return edit.start + shift + edit.text.length;
  }
  return offset + shift;
}

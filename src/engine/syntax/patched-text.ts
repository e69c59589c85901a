// A text and what was changed in it so far: patches made one upon the other become one patch of the original text.

import type { TextEdit } from '../patch';
import { inOrder, overlap, sameEdit, shiftOffset, toOffsetEdits, toTextEdits, trimEdits, type OffsetEdit } from './edits';
import { SourceText } from './source-text';

/** A part of the present text: a slice of the original, or text that an edit put in. */
type Piece = { readonly kind: 'kept'; readonly start: number; readonly end: number } | { readonly kind: 'added'; readonly text: string };

/** Immutable: every change gives a new one. Offsets are UTF-16 code units. */
export class PatchedText {
  private patch: readonly OffsetEdit[] | undefined;
  private present: SourceText | undefined;

  private constructor(
    /** The original text. */
    readonly originalSource: SourceText,
    private readonly pieces: readonly Piece[],
  ) {}

  static of(original: SourceText | string): PatchedText {
    const source = typeof original === 'string' ? new SourceText(original) : original;
    return new PatchedText(source, [{ kind: 'kept', start: 0, end: source.text.length }]);
  }

  get original(): string {
    return this.originalSource.text;
  }

  get text(): string {
    return this.source.text;
  }

  /** The present text with its lines. */
  get source(): SourceText {
    return (this.present ??= new SourceText(this.pieces.map((piece) => this.textOf(piece)).join('')));
  }

  get isChanged(): boolean {
    return this.edits().length > 0;
  }

  /** After edits of the present text. Throws where two overlap or lie outside of it, which is a bug of the caller. */
  edited(edits: readonly OffsetEdit[]): PatchedText {
    const pieces: Piece[] = [];
    let at = 0;
    for (const edit of inOrder(this.text, edits)) {
      pieces.push(...cut(this.pieces, at, edit.start));
      if (edit.text) pieces.push({ kind: 'added', text: edit.text });
      at = edit.end;
    }
    pieces.push(...cut(this.pieces, at, this.text.length));
    return new PatchedText(this.originalSource, pieces);
  }

  /** After edits of the present text, given as ranges. */
  editedAt(edits: readonly TextEdit[]): PatchedText {
    return this.edited(toOffsetEdits(this.source, edits));
  }

  /** Minimal edits that turn the original into the present text, in order. */
  edits(): readonly OffsetEdit[] {
    if (this.patch) return this.patch;
    const edits: OffsetEdit[] = [];
    let at = 0;
    let text = '';
    const close = (next: number): void => {
      if (text || next > at) edits.push({ start: at, end: next, text });
      text = '';
    };
    for (const piece of this.pieces) {
      if (piece.kind === 'added') text += piece.text;
      else {
        close(piece.start);
        at = piece.end;
      }
    }
    close(this.original.length);
    return (this.patch = trimEdits(this.original, edits));
  }

  /** The same as ranges of the original. */
  textEdits(): TextEdit[] {
    return toTextEdits(this.originalSource, this.edits());
  }

  /** Where an offset of the original lies now; one inside a replaced part goes to the end of what replaced it. */
  fromOriginal(offset: number): number {
    return shiftOffset(offset, this.edits());
  }

  /** Where an offset of the present text lay in the original; undefined inside what was put in. */
  toOriginal(offset: number): number | undefined {
    let shift = 0;
    for (const edit of this.edits()) {
      const start = edit.start + shift;
      const end = start + edit.text.length;
      if (offset <= start) break;
      if (offset < end) return undefined;
      shift += edit.text.length - (edit.end - edit.start);
    }
    return offset - shift;
  }

  /** Edits made for the original, as edits of the present text; undefined where one touches what was changed since. */
  editsFromOriginal(edits: readonly OffsetEdit[]): OffsetEdit[] | undefined {
    const done = this.edits();
    if (edits.some((edit) => done.some(({ start, end }) => start <= edit.end && end >= edit.start))) return undefined;
    return edits.map(({ start, end, text }) => ({ start: this.fromOriginal(start), end: this.fromOriginal(end), text }));
  }

  /** Edits made for the present text, as edits of the original; undefined where one builds upon what was changed since. */
  editsToOriginal(edits: readonly OffsetEdit[]): OffsetEdit[] | undefined {
    const moved: OffsetEdit[] = [];
    for (const edit of edits) {
      const [start, end] = [this.toOriginal(edit.start), this.toOriginal(edit.end)];
      if (start === undefined || end === undefined) return undefined;
      if (this.original.slice(start, end) !== this.text.slice(edit.start, edit.end)) return undefined;
      moved.push({ start, end, text: edit.text });
    }
    return moved;
  }

  /** The same with ranges. */
  textEditsToOriginal(edits: readonly TextEdit[]): TextEdit[] | undefined {
    const moved = this.editsToOriginal(toOffsetEdits(this.source, edits));
    return moved && toTextEdits(this.originalSource, moved);
  }

  /** Both patches of one original at once, what they share done once; undefined where they overlap. */
  joined(other: PatchedText): PatchedText | undefined {
    if (other.original !== this.original) throw new RangeError('patches of two different texts');
    const mine = this.edits();
    const edits = [...mine, ...other.edits().filter((edit) => !mine.some((known) => sameEdit(known, edit)))];
    return overlap(edits) ? undefined : PatchedText.of(this.originalSource).edited(edits);
  }

  private textOf(piece: Piece): string {
    return piece.kind === 'kept' ? this.original.slice(piece.start, piece.end) : piece.text;
  }
}

/** The pieces of [from, to) of the text that they make up. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = piece.kind === 'kept' ? piece.end - piece.start : piece.text.length;
    const [first, last] = [Math.max(from - at, 0), Math.min(to - at, length)];
    if (first < last)
      out.push(
        piece.kind === 'kept'
          ? { kind: 'kept', start: piece.start + first, end: piece.start + last }
          : { kind: 'added', text: piece.text.slice(first, last) },
      );
    at += length;
  }
  return out;
}

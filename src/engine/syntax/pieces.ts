// A text under several rounds of edits that can still say, at the end, what changed against the original.

import { trimEdits, type OffsetEdit } from './edits';

type Piece = { readonly kind: 'old'; readonly start: number; readonly end: number } | { readonly kind: 'new'; readonly text: string };

/** Immutable: `edited` gives a new one. Offsets are UTF-16 code units. */
export class Pieces {
  private constructor(
    readonly original: string,
    private readonly pieces: readonly Piece[],
  ) {}

  static of(original: string): Pieces {
    return new Pieces(original, original ? [{ kind: 'old', start: 0, end: original.length }] : []);
  }

  get text(): string {
    return this.pieces.map((piece) => (piece.kind === 'old' ? this.original.slice(piece.start, piece.end) : piece.text)).join('');
  }

  /** The edits are offsets into the present text, not overlapping. */
  edited(edits: readonly OffsetEdit[]): Pieces {
    let pieces = this.pieces;
    for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) pieces = replaced(pieces, edit);
    return new Pieces(this.original, pieces);
  }

  /** Minimal edits that turn the original into the present text. */
  edits(): OffsetEdit[] {
    const out: OffsetEdit[] = [];
    let at = 0;
    let text = '';
    const close = (next: number): void => {
      if (text || next > at) out.push({ start: at, end: next, text });
      text = '';
    };
    for (const piece of this.pieces) {
      if (piece.kind === 'new') text += piece.text;
      else {
        close(piece.start);
        at = piece.end;
      }
    }
    close(this.original.length);
    return trimEdits(this.original, out);
  }
}

function replaced(pieces: readonly Piece[], edit: OffsetEdit): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  let put = false;
  const insert = (): void => {
    if (!put && edit.text) out.push({ kind: 'new', text: edit.text });
    put = true;
  };
  for (const piece of pieces) {
    const length = piece.kind === 'old' ? piece.end - piece.start : piece.text.length;
    const head = Math.max(0, Math.min(length, edit.start - at));
    const tail = Math.max(0, Math.min(length, edit.end - at));
    if (head > 0) out.push(cut(piece, 0, head));
    if (at + length > edit.start || (at + length === edit.start && head === 0)) insert();
    if (tail < length && at + length > edit.start) out.push(cut(piece, Math.max(head, tail), length));
    at += length;
  }
  insert();
  return out;
}

function cut(piece: Piece, from: number, to: number): Piece {
  return piece.kind === 'old'
    ? { kind: 'old', start: piece.start + from, end: piece.start + to }
    : { kind: 'new', text: piece.text.slice(from, to) };
}

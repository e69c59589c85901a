// A document's text with its lines: the one place where offsets and positions are converted.

import type { Position, Range } from '../problem';

/** Offsets are UTF-16 code units from the start of the text; lines end at \n, \r\n or a lone \r, as in LSP. */
export class SourceText {
  private starts: number[] | undefined;

  constructor(readonly text: string) {}

  /** Offset of the first character of every line. */
  get lineStarts(): readonly number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (let i = 0; i < this.text.length; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 13 && this.text.charCodeAt(i + 1) === 10) continue;
      if (c === 10 || c === 13) starts.push(i + 1);
    }
    return (this.starts = starts);
  }

  get lineCount(): number {
    return this.lineStarts.length;
  }

  /** The line without its line end; empty beyond the text. */
  line(line: number): string {
    const start = this.lineStarts[line];
    if (start === undefined) return '';
    let end = this.lineStarts[line + 1] ?? this.text.length;
    while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) end--;
    return this.text.slice(start, end);
  }

  /** Clamped into the text: a position beyond a line's end is that line's end. */
  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.lineStarts[position.line];
    if (start === undefined) return this.text.length;
    return start + Math.max(0, Math.min(position.character, this.line(position.line).length));
  }

  /** Clamped into the text. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineOf(at);
    return { line, character: at - (this.lineStarts[line] ?? 0) };
  }

  /** The line that holds the offset. */
  lineOf(offset: number): number {
    const starts = this.lineStarts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return low;
  }

  range(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  slice(range: Range): string {
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end));
  }

  /** The line end most of the text uses; `\n` where it has none. */
  get eol(): '\n' | '\r\n' {
    const crlf = this.text.split('\r\n').length - 1;
    const lf = this.text.split('\n').length - 1 - crlf;
    return crlf > lf ? '\r\n' : '\n';
  }

  /** Leading white space of a line. */
  indentOf(line: number): string {
    return /^[ \t\f]*/.exec(this.line(line))?.[0] ?? '';
  }
}

/** Whether two ranges share a character or touch. */
export function touches(a: Range, b: Range): boolean {
  return before(a.start, b.end) && before(b.start, a.end);
}

/** a at or before b. */
export function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

// Go at run time: `panic: …` or `fatal error: …`, then the goroutines; the first one is where it happened.

import type { Frame } from '../../problem';
import { lineRange } from '../settle-columns';
import {
  MAX_MESSAGE_LINES,
  pushFrame,
  toProblem,
  type Dialect,
  type DialectContext,
  type Emit,
  type LinesAbove,
  type Recogniser,
} from './dialect';
import { printedFile } from './own-code';

export const goPanic: Dialect = { id: 'go-panic', words: ['.go:'], start: (context, emit) => new GoPanicRecogniser(context, emit) };

const GOROUTINE = /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[.+\]:$/;
const HEAD = /^(panic|fatal error): (.*)$/;
const PLACE = /^\t(.+\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?$/;
const CALL = /^(?:created by )?([\w./*()[\]{}·-]+?)(?:\(.*\))?(?: in goroutine \d+)?$/;

class GoPanicRecogniser implements Recogniser {
  private panic:
    { readonly type: string; readonly message: string; readonly frames: Frame[]; call: string | undefined; endLine: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.panic;
  }

  line(text: string, number: number, above: LinesAbove): void {
    const { panic } = this;
    const place = text.startsWith('\t') ? PLACE.exec(text) : null;
    if (!panic) {
      if (place && GOROUTINE.test(above.at(2))) this.start(place, number, above);
      return;
    }
    if (place) {
      // Where a goroutine was started is no call of it.
      if (panic.call?.startsWith('created by ') === false)
        pushFrame(panic.frames, this.frame(place[1] ?? '', Number(place[2]), panic.call));
      panic.endLine = number;
    } else if (CALL.test(text) && text !== '') {
      panic.call = text;
      panic.endLine = number;
    } else this.close();
  }

  end(): void {
    this.close();
  }

  /** At the first place below the goroutine's own line. */
  private start(place: RegExpExecArray, number: number, above: LinesAbove): void {
    const distance = above.nearest((line) => line.startsWith('panic: ') || line.startsWith('fatal error: '), MAX_MESSAGE_LINES);
    const head = distance > 0 ? HEAD.exec(above.at(distance)) : null;
    if (!head) return;
    const more = Array.from({ length: Math.max(0, distance - 3) }, (_, i) => above.at(distance - 1 - i));
    const message = [(head[2] ?? '').replace(/ \[recovered(?:, repanicked)?\]$/, ''), ...more.filter((line) => !/^\tpanic: /.test(line))];
    this.panic = { type: head[1] ?? 'panic', message: message.join('\n').trimEnd(), frames: [], call: above.at(1), endLine: number };
    pushFrame(this.panic.frames, this.frame(place[1] ?? '', Number(place[2]), above.at(1)));
  }

  private frame(file: string, line: number, call: string): Frame {
    const { path, own } = printedFile(file, this.context);
    const name = CALL.exec(call)?.[1];
    return { location: { path, range: lineRange(Math.max(0, line - 1), 0, 0) }, ...(name === undefined ? {} : { name }), own };
  }

  private close(): void {
    const { panic } = this;
    this.panic = undefined;
    if (!panic) return;
    const { type: errorType, message, frames, endLine } = panic;
    frames.reverse();
    this.emit(() => toProblem({ source: 'go', errorType, message, frames, causes: [] }, this.context, () => 'go'), endLine);
  }
}

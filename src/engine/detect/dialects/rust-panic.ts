// A Rust program's panic: `thread 'main' panicked at src/main.rs:2:5:`, its message, and the frames where RUST_BACKTRACE asks for them.

import type { Frame } from '../../problem';
import { lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const rustPanic: Dialect = {
  id: 'rust-panic',
  words: ['nicked at '],
  start: (context, emit) => new RustPanicRecogniser(context, emit),
};

const HEAD = /thread '.*' (?:\(\d+\) )?panicked at (?:'(.*)', )?(\S.*\.rs):(\d+):(\d+):?$/;
const NAME = /^ +\d+: +(?:0x[0-9a-f]+ - )?(\S.*)$/;
const PLACE = /^ +at (\S.*\.rs):(\d+)(?::(\d+))?$/;

interface Panic {
  readonly message: string[];
  readonly place: Frame;
  /** As printed: innermost first. */
  readonly frames: Frame[];
  name: string | undefined;
  isTrace: boolean;
  endLine: number;
}

class RustPanicRecogniser implements Recogniser {
  private panic: Panic | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.panic;
  }

  line(text: string, number: number): void {
    const head = text.includes(' panicked at ') ? HEAD.exec(text) : null;
    if (head) {
      this.close();
      const [, message, file = '', line, column] = head;
      const place = this.frame(file, Number(line), Number(column), undefined);
      this.panic = {
        message: message === undefined ? [] : [message],
        place,
        frames: [],
        name: undefined,
        isTrace: message !== undefined,
        endLine: number,
      };
      return;
    }
    const { panic } = this;
    if (!panic) return;
    if (text === 'stack backtrace:') panic.isTrace = true;
    else if (!panic.isTrace) {
      if (text === '' || text.startsWith('note: ') || panic.message.length >= MAX_MESSAGE_LINES) return this.close();
      panic.message.push(text);
    } else {
      const place = PLACE.exec(text);
      const name = NAME.exec(text);
      if (place) pushFrame(panic.frames, this.frame(place[1] ?? '', Number(place[2]), Number(place[3] ?? 1), panic.name));
      else if (name) panic.name = name[1];
      else return this.close();
    }
    panic.endLine = number;
  }

  end(): void {
    this.close();
  }

  private frame(file: string, line: number, column: number, name: string | undefined): Frame {
    const { path, own } = printedFile(file, this.context);
    const at = Math.max(0, column - 1);
    return { location: { path, range: lineRange(Math.max(0, line - 1), at, at) }, ...(name === undefined ? {} : { name }), own };
  }

  private close(): void {
    const { panic } = this;
    this.panic = undefined;
    if (!panic) return;
    this.emit(() => {
      const frames = panic.frames.some(({ own }) => own) ? [...panic.frames].reverse() : [panic.place];
      const message = panic.message.join('\n');
      return toProblem({ source: 'rust', errorType: 'panic', message, frames, causes: [] }, this.context, () => 'rust');
    }, panic.endLine);
  }
}

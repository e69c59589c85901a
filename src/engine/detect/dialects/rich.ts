// Tracebacks as the package rich draws them, in a box: also what Typer and other programs built on it print.

import type { Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';
import { endsMessage, exceptionLine, isChainLink } from './python-lines';

export const rich: Dialect = { id: 'rich', words: ['Traceback (most recent'], start: (context, emit) => new RichRecogniser(context, emit) };

/** `╭─ Traceback (most recent call last) ─╮`, or with `+` and `-` where the terminal has no such signs. */
const TOP = /^\s*[╭+┌][─-]+ Traceback \(most recent call last\) [─-]+[╮+┐]$/;
const BOTTOM = /^\s*[╰+└][─-]+[╯+┘]$/;
const SIDE = /^\s*[│|] (.*?) ?[│|]$/;
/** Of the values of a frame: a box in the box. */
const INNER = /^[│|╭╰+]/;
const PLACE = /^(.+):(\d+) in (\S.*)$/;
const MARKED = /^(?:❱|>|\\u2771) *(\d+) (.*)$/;
const BEFORE = /^ +\d+ (?:.*)$|^ +\d+$/;
/** A path may go on over this many lines. */
const MAX_PATH_LINES = 6;
/** Lines after an exception in which another one may be linked to it. */
const MAX_LINES_TO_CHAIN = 6;

interface Place {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly name: string;
  code?: string;
}

class RichRecogniser implements Recogniser {
  private mode: 'idle' | 'box' | 'message' = 'idle';
  private places: Place[] = [];
  /** The beginning of a path that goes on. */
  private open: string[] = [];
  private width = 0;
  private type = '';
  private message: string[] = [];
  /** How long the last line of the message was printed. */
  private printed = 0;
  private endLine = 0;
  private pending: { readonly problem: Problem; readonly endLine: number } | undefined;
  private age = 0;
  private isChained = false;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return this.mode === 'idle' && !this.pending;
  }

  line(text: string, number: number): void {
    if (text.includes('Traceback (most recent') && TOP.test(text)) {
      this.finish();
      if (!this.isChained) this.flush();
      this.mode = 'box';
      this.places = [];
      this.open = [];
      this.width = text.length;
      return;
    }
    if (this.mode === 'box') this.readBox(text);
    else if (this.mode === 'message') this.readMessage(text, number);
    else if (this.pending) {
      if (isChainLink(text)) this.isChained = true;
      else if (++this.age > MAX_LINES_TO_CHAIN) this.flush();
    }
  }

  end(): void {
    this.finish();
    this.flush();
  }

  private readBox(text: string): void {
    if (BOTTOM.test(text)) {
      this.mode = this.places.length > 0 ? 'message' : 'idle';
      this.message = [];
      this.type = '';
      return;
    }
    const inside = SIDE.exec(text)?.[1];
    if (inside === undefined) {
      this.mode = 'idle';
      return;
    }
    const content = inside.trimEnd();
    if (INNER.test(content)) {
      this.open = [];
      return;
    }
    const marked = MARKED.exec(content);
    const last = this.places.at(-1);
    if (marked?.[2] !== undefined) {
      // What fills the box was cut off.
      const isCut = content.length >= inside.length - 1 && inside.length >= this.width - 5;
      if (last && Number(marked[1]) === last.line && !isCut)
        last.code = marked[2].replace(/^[│| ]+/, (guides) => ' '.repeat(guides.length));
      this.open = [];
      return;
    }
    if (content === '' || BEFORE.test(content)) {
      this.open = [];
      return;
    }
    this.open.push(content);
    const place = PLACE.exec(this.open.join(' '));
    if (place?.[1] && place[2] && place[3]) {
      pushFrame(this.places, { file: place[1], line: Number(place[2]), name: place[3] });
      this.open = [];
    } else if (this.open.length > MAX_PATH_LINES) this.open = [];
  }

  private readMessage(text: string, number: number): void {
    if (this.type === '') {
      const found = exceptionLine(text);
      if (!found) {
        this.mode = 'idle';
        return;
      }
      this.type = found.type;
      this.message = [found.message ?? ''];
      this.printed = text.length;
      this.endLine = number;
      return;
    }
    const [word = ''] = text.split(' ');
    // Long messages are broken at blanks to fit the width.
    const isBroken = text !== '' && this.printed + 1 + word.length > this.width - 1 && this.printed <= this.width;
    if (text === '' || endsMessage(text) || isChainLink(text) || this.message.length >= MAX_MESSAGE_LINES || !isBroken) {
      this.finish();
      this.line(text, number);
      return;
    }
    this.message[this.message.length - 1] = `${this.message.at(-1)?.trimEnd() ?? ''} ${text}`;
    this.printed = text.length;
    this.endLine = number;
  }

  /** The exception is complete: it waits for one that was raised because of it. */
  private finish(): void {
    const wasMessage = this.mode === 'message' && this.type !== '';
    this.mode = 'idle';
    if (!wasMessage) return;
    const causes = this.isChained && this.pending ? [{ ...this.pending.problem, causes: [] }, ...this.pending.problem.causes] : [];
    if (!this.isChained) this.flush();
    this.isChained = false;
    this.pending = undefined;
    const problem = toProblem(
      {
        source: 'python',
        errorType: this.type,
        message: this.message.join('\n'),
        frames: this.places.map((place) => {
          const { path, own } = printedFile(place.file, this.context);
          const { code } = place;
          const start = code === undefined ? 0 : code.length - code.trimStart().length;
          return {
            location: { path, range: lineRange(Math.max(0, place.line - 1), start, code?.length ?? 0) },
            ...(place.name.startsWith('<') ? {} : { name: place.name }),
            ...(code !== undefined ? { code } : {}),
            own,
          };
        }),
        causes,
      },
      this.context,
      () => 'python',
    );
    if (problem) this.pending = { problem, endLine: this.endLine };
    this.age = 0;
    this.type = '';
  }

  private flush(): void {
    const { pending } = this;
    if (pending) this.emit(() => pending.problem, pending.endLine);
    this.pending = undefined;
    this.isChained = false;
  }
}

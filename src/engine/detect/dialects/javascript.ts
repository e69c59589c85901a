// Node and V8: uncaught errors (`file:line`, code, caret, blank, stack) and any stack that is printed with its error,
// with causes, AggregateErrors and property blocks; also inside logs, and from programs run through tsx, ts-node, jest.

import { isScript, languageOf, type LanguageId } from '../../language';
import type { Frame, Problem } from '../../problem';
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
import {
  blockHead,
  caretLine,
  causeProperty,
  codeProperty,
  headerLine,
  isMatchingCause,
  isNamedHeader,
  isTrailer,
  stackLine,
  type StackFrame,
  type StackLine,
} from './javascript-lines';
import { LogPrefix } from './log-prefix';
import { printedFile } from './own-code';
import { lineRange } from '../settle-columns';

export const javascript: Dialect = {
  id: 'javascript',
  words: ['    at ', 'Node.js v'],
  start: (context, emit) => new JavaScriptRecogniser(context, emit),
};

/** Stacks that are printed on purpose. */
const NO_ERROR = /(?:^Trace|Warning)$/;
const IMPORTED_FROM = /imported from (.+?)$/m;
/** Mocha names the test's file in the message of one that took too long: its stack is the timer's. */
const TIMED_OUT_IN = /^Timeout of \d+ms exceeded\..* \((\S[^()]*\.[cm]?[jt]sx?)\)$/m;
/** Babel's parser, also in Jest: `/a/x.js: Unexpected token (1:24)`; columns count from 0. */
const NOT_PARSED = /^(\S[^:\n]*\.(?:[cm]?[jt]sx?|vue)): (\S.*?)\.? \((\d+):(\d+)\)/;
/** What an expectation of a test runner says that has no class of its own for it (Bun, Playwright). */
const EXPECTATION = /^expect\(/;

/** Lines above a stack, and under a block, that are looked at: the error's message stands there. */
const MAX_RECENT = 40;
/** Lines of the properties under a stack. */
const MAX_PROPERTY_LINES = 400;
/** Causes and collected errors of one error. */
const MAX_NESTED = 8;
/** Lines of other programs between two of one stack, after which it has ended. */
const MAX_FOREIGN_LINES = 100;

interface Thrown {
  type: string;
  code: string | undefined;
  message: string[];
  /** Innermost first, as printed. */
  frames: StackFrame[];
}

/** `file:line`, code, carets: what Node prints above an uncaught error. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** What was printed since. */
  readonly after: string[];
}

interface Stack {
  readonly prefix: LogPrefix;
  readonly thrown: Thrown;
  readonly block: Block | undefined;
  readonly nested: Thrown[];
  /** Open brackets of the property block; 0 while in the stack itself. */
  depth: number;
  /** Depth at which `[errors]: [` opened; its members are errors without a name in front. */
  errorsAt: number;
  propertyLines: number;
  foreign: number;
  endLine: number;
}

class JavaScriptRecogniser implements Recogniser {
  /** The first line that belongs to no stack before it. */
  private since = 0;
  private stack: Stack | undefined;
  /** Complete, but a trailer may follow. */
  private pending: { readonly problem: () => Problem | undefined; endLine: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number, above: LinesAbove): void {
    if (this.stack && this.readStack(this.stack, text, number)) this.since = number + 1;
    else this.readIdle(text, number, above);
  }

  get isIdle(): boolean {
    return !this.stack && !this.pending;
  }

  end(): void {
    if (this.stack) this.finish();
    this.flush();
  }

  private readIdle(text: string, number: number, above: LinesAbove): void {
    if (this.pending && text.trim() !== '') {
      // The trailer tells that the program ended with this error.
      if (isTrailer(text)) this.pending.endLine = number;
      this.flush();
    }
    const frame = stackLine(text);
    if (frame) {
      this.startStack(text, frame, number, above);
      this.since = number + 1;
    } else if (isTrailer(text)) {
      this.withoutStack(number, above);
      this.since = number + 1;
    }
  }

  /** How many of the lines above belong to no stack before them. */
  private reach(number: number, above: LinesAbove): number {
    return Math.min(above.size, number - this.since);
  }

  private startStack(text: string, frame: StackLine, number: number, above: LinesAbove): void {
    const prefix = LogPrefix.of(text.slice(0, frame.indent));
    const reach = this.reach(number, above);
    const found = blockAbove(above, reach);
    const fromBlock = found ? headerAfterBlock(found.after) : undefined;
    const thrown = fromBlock ?? (prefix ? headerAbove(above, reach, prefix) : undefined);
    const block = fromBlock ? found : undefined;
    if (!thrown || !prefix || NO_ERROR.test(thrown.type)) return;
    this.stack = { prefix, thrown, block, nested: [], depth: 0, errorsAt: 0, propertyLines: 0, foreign: 0, endLine: number };
    this.readStack(this.stack, text, number);
  }

  /** `throw 'text'`: no stack, but a place. */
  private withoutStack(number: number, above: LinesAbove): void {
    const block = blockAbove(above, this.reach(number, above));
    if (!block) return;
    const thrown = headerAfterBlock(block.after) ?? {
      type: 'Uncaught',
      code: undefined,
      message: block.after.filter((line) => line.trim() !== '' && !line.startsWith('(Use `node ')).slice(0, MAX_MESSAGE_LINES),
      frames: [],
    };
    this.complete({ thrown, block, nested: [] }, number);
    this.flush();
  }

  /** Whether the line belongs to the stack. */
  private readStack(stack: Stack, text: string, number: number): boolean {
    const line = stack.prefix.strip(text);
    if (line === undefined) {
      if (stack.prefix.mayInterleave && ++stack.foreign <= MAX_FOREIGN_LINES) return true;
      return (this.finish(), false);
    }
    const frame = stackLine(line);
    const into = stack.nested.at(-1) ?? stack.thrown;
    if (stack.depth === 0) {
      if (!frame && !isMatchingCause(line)) return (this.finish(), false);
      if (frame?.frame) pushFrame(stack.thrown.frames, frame.frame);
      stack.endLine = number;
      if (line.endsWith('{')) stack.depth = 1;
      return true;
    }
    stack.endLine = number;
    if (++stack.propertyLines > MAX_PROPERTY_LINES) return (this.finish(), true);
    if (frame) {
      if (frame.frame) pushFrame(into.frames, frame.frame);
      if (line.endsWith('{')) stack.depth++;
      return true;
    }
    this.readProperty(stack, into, line);
    if (stack.depth <= 0) this.finish();
    return true;
  }

  private readProperty(stack: Stack, into: Thrown, line: string): void {
    const trimmed = line.trim();
    const cause = causeProperty(line);
    if (cause !== undefined) this.nest(stack, cause);
    else if (stack.errorsAt > 0 && stack.depth === stack.errorsAt && isNamedHeader(trimmed)) this.nest(stack, trimmed);
    const code = codeProperty(line);
    if (code !== undefined) into.code ??= code;
    else if (
      cause === undefined &&
      into !== stack.thrown &&
      into.frames.length === 0 &&
      into.message.length < MAX_MESSAGE_LINES &&
      !/^[}\]]/.test(trimmed)
    ) {
      // Further lines of a nested message stand before its stack.
      if (!isNamedHeader(trimmed)) into.message.push(trimmed);
    }
    if (/^[}\]]/.test(trimmed)) {
      stack.depth--;
      if (stack.depth < stack.errorsAt) stack.errorsAt = 0;
    }
    if (/[{[]$/.test(trimmed)) {
      stack.depth++;
      if (trimmed === '[errors]: [') stack.errorsAt = stack.depth;
    }
  }

  private nest(stack: Stack, header: string): void {
    if (stack.nested.length >= MAX_NESTED) return;
    const nested = thrownBy(header.replace(/ \{$/, ''), true);
    if (nested) stack.nested.push(nested);
  }

  private finish(): void {
    const stack = this.stack;
    this.stack = undefined;
    if (stack) this.complete(stack, stack.endLine);
  }

  private complete({ thrown, block, nested }: Pick<Stack, 'thrown' | 'block' | 'nested'>, endLine: number): void {
    this.flush();
    const causes = (): Problem[] => nested.flatMap((one) => this.problem(one, undefined, []) ?? []);
    this.pending = { problem: () => this.problem(thrown, block, causes()), endLine };
  }

  private problem(thrown: Thrown, block: Block | undefined, causes: readonly Problem[]): Problem | undefined {
    const frames = thrown.frames.map((frame) => this.frame(frame, block));
    const blockFile = block && printedFile(block.file, this.context);
    if (block && blockFile && blockFile.path !== '' && (thrown.type === 'SyntaxError' || thrown.frames.length === 0)) {
      // The place of a SyntaxError is in no frame.
      frames.unshift({
        location: { path: blockFile.path, range: lineRange(block.line - 1, block.start, wordEnd(block.code, block.start, block.end)) },
        code: block.code,
        own: blockFile.own,
      });
    }
    const message = thrown.message.join('\n').trimEnd();
    const importer = frames.some((frame) => frame.own) ? undefined : (IMPORTED_FROM.exec(message) ?? TIMED_OUT_IN.exec(message))?.[1];
    const importerFile = printedFile(importer ?? '', this.context);
    if (importerFile.path !== '') {
      // An import that fails before anything runs has no frame of the user's; the message names the file, not the line.
      frames.unshift({ location: { path: importerFile.path, range: lineRange(0, 0, 0) }, own: importerFile.own });
    }
    const notParsed = thrown.type === 'SyntaxError' && !frames.some((frame) => frame.own) ? NOT_PARSED.exec(message) : null;
    if (notParsed) {
      const { path, own } = printedFile(notParsed[1] ?? '', this.context);
      const at = Number(notParsed[4]);
      // The parser's own calls lead nowhere.
      frames.splice(0, frames.length, { location: { path, range: lineRange(Number(notParsed[3]) - 1, at, at) }, own });
    }
    return toProblem(
      {
        source: 'node',
        errorType: thrown.type === 'Error' ? (thrown.code ?? (EXPECTATION.test(message) ? 'JestAssertionError' : 'Error')) : thrown.type,
        message: notParsed ? (notParsed[2] ?? message) : message,
        frames: frames.reverse(),
        causes,
      },
      this.context,
      scriptLanguageOf,
    );
  }

  private frame(frame: StackFrame, block: Block | undefined): Frame {
    const { path, own } = printedFile(frame.file, this.context);
    const code = block && block.line === frame.line && block.file === frame.file ? block.code : undefined;
    const start = Math.max(0, frame.column - 1);
    return {
      location: { path, range: lineRange(Math.max(0, frame.line - 1), start, code === undefined ? start : wordEnd(code, start, start)) },
      ...(frame.name !== undefined ? { name: frame.name } : {}),
      ...(code !== undefined ? { code } : {}),
      own,
    };
  }

  private flush(): void {
    const pending = this.pending;
    this.pending = undefined;
    if (pending) this.emit(pending.problem, pending.endLine);
  }
}

/** V8 marks one character of a name; the whole name is what is wrong. */
function wordEnd(code: string, start: number, end: number): number {
  const word = /^[\p{L}\p{N}_$]+/u.exec(code.slice(start))?.[0].length ?? 0;
  return Math.min(code.length, Math.max(end, start + word, Math.min(code.length, start + 1)));
}

function thrownBy(header: string, anyClass: boolean): Thrown | undefined {
  const found = headerLine(header, anyClass);
  return found && { type: found.type, code: found.code, message: [found.message], frames: [] };
}

/** The nearest block among the lines above: `file:line`, the code, and carets below it. */
function blockAbove(above: LinesAbove, reach: number): Block | undefined {
  for (let distance = 0; distance < reach - 2;) {
    distance = above.nearest((line) => line.endsWith('^'), reach - 2, distance);
    if (distance === 0) break;
    const span = caretLine(above.at(distance));
    const head = span && blockHead(above.at(distance + 2));
    if (!head) continue;
    const code = above.at(distance + 1);
    const after = Array.from({ length: Math.min(distance - 1, MAX_RECENT) }, (_, i) => above.at(distance - 1 - i));
    return { ...head, code, start: Math.min(span.start, code.length), end: Math.min(span.end, code.length), after };
  }
  return blockWithoutCaret(above, reach);
}

/** Under a sign that no JavaScript has, V8 prints no caret: the line of the carets is blank, and the first such sign is meant. Only a text that can't be read is believed so. */
function blockWithoutCaret(above: LinesAbove, reach: number): Block | undefined {
  const error = above.nearest((line) => line.startsWith('SyntaxError: '), reach - 4, 0);
  const isBlank = (distance: number): boolean => above.at(distance).trim() === '';
  const head = error > 0 && isBlank(error + 1) && isBlank(error + 2) ? blockHead(above.at(error + 4)) : undefined;
  if (!head) return undefined;
  const code = above.at(error + 3);
  const blanks = above.at(error + 2).length;
  const start = blanks > 0 && blanks < code.length ? blanks : Math.max(0, code.search(/[^\p{ASCII}\p{L}\p{N}]/u));
  const after = Array.from({ length: Math.min(error + 1, MAX_RECENT) }, (_, i) => above.at(error + 1 - i));
  return { ...head, code, start, end: start + 1, after };
}

/** The error under a block: after a blank line, or right under the caret. */
function headerAfterBlock(after: readonly string[]): Thrown | undefined {
  let at = 0;
  if (after[0] !== undefined && after[0].trim() !== '' && !isNamedHeader(after[0])) {
    while (at < after.length && after[at]?.trim() !== '') at++;
  }
  while (at < after.length && after[at]?.trim() === '') at++;
  const thrown = thrownBy(after[at] ?? '', true);
  if (!thrown) return undefined;
  thrown.message.push(...after.slice(at + 1, at + MAX_MESSAGE_LINES));
  return thrown;
}

/** `    > 2 |   return items`; Playwright says `   at ../cart.js:2` above it. */
const SOURCE_LINE = /^\s*(?:(?:> )?\d{1,7} \| |at \S+:\d+$)/;

/** The nearest line above a stack that names an error; what stands between is its message. */
function headerAbove(above: LinesAbove, reach: number, prefix: LogPrefix): Thrown | undefined {
  const lines: string[] = [];
  for (let distance = 1; distance <= Math.min(reach, MAX_RECENT); distance++) {
    const text = above.at(distance);
    const line = prefix.strip(text) ?? (prefix.mayInterleave ? undefined : text);
    if (line === undefined) continue;
    const thrown = thrownBy(line, lines.length === 0);
    if (thrown) {
      // Runners show an error as deep as its test stands, and again in the end.
      const indent = line.length - line.trimStart().length;
      const isInset = indent > 0 && lines.every((one) => one.slice(0, indent).trim() === '');
      const message = lines.reverse();
      // Jest and Playwright show the source between an error and its stack.
      const source = message.findIndex((one, i) => one.trim() === '' && SOURCE_LINE.test(message[i + 1] ?? ''));
      thrown.message.push(...message.slice(0, source < 0 ? undefined : source).map((one) => (isInset ? one.slice(indent) : one)));
      return thrown;
    }
    lines.push(line);
    if (lines.length >= MAX_MESSAGE_LINES) break;
  }
  return undefined;
}

function scriptLanguageOf(path: string): LanguageId {
  const language = languageOf(path);
  return language !== undefined && isScript(language) ? language : 'javascript';
}

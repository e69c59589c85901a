// Node and V8: uncaught errors (`file:line`, code, caret, blank, stack) and any stack that is printed with its error,
// with causes, AggregateErrors and property blocks; also inside logs, and from programs run through tsx, ts-node, jest.

import { isScript, languageOf, type LanguageId } from '../../language';
import type { Frame, Problem } from '../../problem';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
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
import { filePath, ownFile } from './own-code';
import { lineRange } from '../settle-columns';

export const javascript: Dialect = { id: 'javascript', start: (context, emit) => new JavaScriptRecogniser(context, emit) };

/** Stacks that are printed on purpose. */
const NO_ERROR = /(?:^Trace|Warning)$/;
const IMPORTED_FROM = /imported from (.+?)$/m;

/** Lines that are remembered above a stack, and under a block: the error's message stands there. */
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
  /** The line of the carets had none. */
  readonly blind: boolean;
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
  private recent: string[] = [];
  private block: Block | undefined;
  /** Seen so far of a block that is not complete: its head and its code line. */
  private opening: { file: string; line: number; code?: string } | undefined;
  private stack: Stack | undefined;
  /** Complete, but a trailer may follow. */
  private pending: { problem: Problem | undefined; endLine: number } | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    if (this.stack && this.readStack(this.stack, text, number)) return;
    this.readIdle(text, number);
  }

  end(): void {
    if (this.stack) this.finish();
    this.flush();
    this.recent = [];
    this.block = undefined;
    this.opening = undefined;
  }

  private readIdle(text: string, number: number): void {
    if (this.pending && text.trim() !== '') {
      // The trailer tells that the program ended with this error.
      if (isTrailer(text)) this.pending.endLine = number;
      this.flush();
    }
    const frame = stackLine(text);
    if (frame) {
      this.startStack(text, frame, number);
      return;
    }
    if (isTrailer(text)) {
      this.withoutStack(number);
      return;
    }
    this.readBlock(text);
    this.recent.push(text);
    if (this.recent.length > MAX_RECENT) this.recent.shift();
  }

  private readBlock(text: string): void {
    if (this.block && this.block.after.length < MAX_RECENT) this.block.after.push(text);
    const opening = this.opening;
    if (opening) {
      if (opening.code === undefined) {
        opening.code = text;
        // The code may itself look like a head; a caret below decides.
        return;
      }
      this.opening = undefined;
      const span = caretLine(text) ?? blindCaret(text, opening.code);
      if (span) {
        this.block = {
          file: opening.file,
          line: opening.line,
          code: opening.code,
          start: Math.min(span.start, opening.code.length),
          end: Math.min(span.end, opening.code.length),
          blind: caretLine(text) === undefined,
          after: [],
        };
        return;
      }
    }
    this.opening = blockHead(text);
  }

  private startStack(text: string, frame: StackLine, number: number): void {
    const prefix = LogPrefix.of(text.slice(0, frame.indent));
    const fromBlock = this.block ? headerOf(this.block) : undefined;
    const above = fromBlock ?? (prefix ? headerAbove(this.recent, prefix) : undefined);
    const block = fromBlock ? this.block : undefined;
    this.recent = [];
    this.block = undefined;
    this.opening = undefined;
    if (!above || !prefix || NO_ERROR.test(above.type)) return;
    this.stack = { prefix, thrown: above, block, nested: [], depth: 0, errorsAt: 0, propertyLines: 0, foreign: 0, endLine: number };
    this.readStack(this.stack, text, number);
  }

  /** `throw 'text'`: no stack, but a place. */
  private withoutStack(number: number): void {
    const block = this.block;
    this.block = undefined;
    this.opening = undefined;
    this.recent = [];
    if (!block || (block.blind && !headerOf(block))) return;
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
      if (/\{$/.test(line)) stack.depth = 1;
      return true;
    }
    stack.endLine = number;
    if (++stack.propertyLines > MAX_PROPERTY_LINES) return (this.finish(), true);
    if (frame) {
      if (frame.frame) pushFrame(into.frames, frame.frame);
      if (/\{$/.test(line)) stack.depth++;
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

  private complete(stack: Pick<Stack, 'thrown' | 'block' | 'nested'>, endLine: number): void {
    this.flush();
    const causes = stack.nested.flatMap((nested) => this.problem(nested, undefined, []) ?? []);
    this.pending = { problem: this.problem(stack.thrown, stack.block, causes), endLine };
  }

  private problem(thrown: Thrown, block: Block | undefined, causes: readonly Problem[]): Problem | undefined {
    const frames = thrown.frames.map((frame) => this.frame(frame, block));
    const blockPath = block ? filePath(block.file, this.context.cwd) : undefined;
    if (block && blockPath !== undefined && (thrown.type === 'SyntaxError' || thrown.frames.length === 0)) {
      // The place of a SyntaxError is in no frame.
      frames.unshift({
        location: { path: blockPath, range: lineRange(block.line - 1, block.start, wordEnd(block.code, block.start, block.end)) },
        code: block.code,
        own: ownFile(blockPath, this.context),
      });
    }
    const message = thrown.message.join('\n').trimEnd();
    const importer = frames.some((frame) => frame.own) ? undefined : IMPORTED_FROM.exec(message)?.[1];
    const importerPath = importer === undefined ? undefined : filePath(importer, this.context.cwd);
    if (importerPath !== undefined) {
      // An import that fails before anything runs has no frame of the user's; the message names the file, not the line.
      frames.unshift({ location: { path: importerPath, range: lineRange(0, 0, 0) }, own: ownFile(importerPath, this.context) });
    }
    return toProblem(
      {
        source: 'node',
        errorType: thrown.type === 'Error' && thrown.code !== undefined ? thrown.code : thrown.type,
        message,
        frames: frames.reverse(),
        causes,
      },
      this.context,
      scriptLanguageOf,
    );
  }

  private frame(frame: StackFrame, block: Block | undefined): Frame {
    const path = filePath(frame.file, this.context.cwd) ?? '';
    const code = block && block.line === frame.line && block.file === frame.file ? block.code : undefined;
    const start = Math.max(0, frame.column - 1);
    return {
      location: { path, range: lineRange(Math.max(0, frame.line - 1), start, code === undefined ? start : wordEnd(code, start, start)) },
      ...(frame.name !== undefined ? { name: frame.name } : {}),
      ...(code !== undefined ? { code } : {}),
      own: path !== '' && ownFile(path, this.context),
    };
  }

  private flush(): void {
    const pending = this.pending;
    this.pending = undefined;
    if (pending?.problem) this.emit(pending.problem, pending.endLine);
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

/** Under a sign that no JavaScript has, V8 writes the blanks before the carets and no caret; where they are lost, the first such sign is meant. */
function blindCaret(text: string, code: string): { readonly start: number; readonly end: number } | undefined {
  if (!/^[ \t]*$/.test(text) || text.length >= code.length) return undefined;
  const start = text.length > 0 ? text.length : Math.max(0, code.search(/[^\p{ASCII}\p{L}\p{N}]/u));
  return { start, end: start + 1 };
}

/** Without carets only a text that can't be read is believed to be under the line. */
function headerOf(block: Block): Thrown | undefined {
  const thrown = headerAfterBlock(block.after);
  return block.blind && thrown?.type !== 'SyntaxError' ? undefined : thrown;
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

/** The nearest line above a stack that names an error; what stands between is its message. */
function headerAbove(recent: readonly string[], prefix: LogPrefix): Thrown | undefined {
  const lines: string[] = [];
  for (let i = recent.length - 1; i >= 0; i--) {
    const line = prefix.strip(recent[i] ?? '') ?? (prefix.mayInterleave ? undefined : recent[i]);
    if (line === undefined) continue;
    const thrown = thrownBy(line, lines.length === 0);
    if (thrown) {
      thrown.message.push(...lines.reverse());
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

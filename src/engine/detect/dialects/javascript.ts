// Node and V8: uncaught errors (`file:line`, code, caret, blank, stack) and any stack that is printed with its error,
// with causes, AggregateErrors and property blocks; also inside logs, and from programs run through tsx, ts-node, jest.

import type { Frame, LanguageId, Problem } from '../../problem';
import { MAX_MESSAGE_LINES, pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { LogPrefix } from './log-prefix';
import { filePath, ownFile } from './own-code';
import { caretSpan, lineRange } from '../settle-columns';

export const javascript: Dialect = { id: 'javascript', start: (context, emit) => new JavaScriptRecogniser(context, emit) };

/** `TypeError: x`, `Error [ERR_X]: x`, `Uncaught …`, `(node:7) UnhandledPromiseRejectionWarning: TypeError: x`. */
const NAMED_HEADER =
  /(?:^|[\s:(⨯])((?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$]?[\w$]*(?:Error|Exception|Rejection))(?: \[([A-Z][A-Z0-9_]*)\])?(?:: (.*))?$/;
/** A class that is not called an error; only right above a stack or under a caret. */
const ANY_HEADER = /^(?:Uncaught )?([A-Za-z_$][\w$]*)(?: \[([A-Z][A-Z0-9_]*)\])?(?:: (.*))?$/;
/** Stacks that are printed on purpose. */
const NO_ERROR = /(?:^Trace|Warning)$/;
const MATCHING_CAUSE = /^\s*\.\.\. \d+ lines matching cause stack trace \.\.\.$/;
const TRAILER = /^Node\.js v\d+\./;
const BLOCK_HEAD = /^(\S.*):(\d+)$/;
const CARETS = /^\s*\^+\s*$/;
const CODE_PROPERTY = /^\s*code: '([A-Z][A-Z0-9_]+)',?$/;
const CAUSE = /^\s*\[cause\]: (.*)$/;
const IMPORTED_FROM = /imported from (.+?)$/m;

const MAX_RECENT = 40;
const MAX_PROPERTY_LINES = 400;
const MAX_NESTED = 8;
/** Foreign lines between two of one stack in a log of several programs. */
const PATIENCE = 100;

interface StackFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly name: string | undefined;
}

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
      if (TRAILER.test(text)) this.pending.endLine = number;
      this.flush();
    }
    const frame = atLine(text);
    if (frame) {
      this.startStack(text, frame, number);
      return;
    }
    if (TRAILER.test(text)) {
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
      const span = CARETS.test(text) ? caretSpan(text) : undefined;
      if (span) {
        this.block = {
          file: opening.file,
          line: opening.line,
          code: opening.code,
          start: Math.min(span.start, opening.code.length),
          end: Math.min(span.end, opening.code.length),
          after: [],
        };
        return;
      }
    }
    const head = BLOCK_HEAD.exec(text);
    if (head) this.opening = { file: head[1] ?? '', line: Number(head[2]) };
  }

  private startStack(text: string, frame: AtLine, number: number): void {
    const prefix = LogPrefix.of(text.slice(0, frame.indent));
    const fromBlock = this.block ? headerAfterBlock(this.block.after) : undefined;
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
      if (stack.prefix.mayInterleave && ++stack.foreign <= PATIENCE) return true;
      return (this.finish(), false);
    }
    const frame = atLine(line);
    const into = stack.nested.at(-1) ?? stack.thrown;
    if (stack.depth === 0) {
      if (!frame && !MATCHING_CAUSE.test(line)) return (this.finish(), false);
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
    const cause = CAUSE.exec(line);
    if (cause) this.nest(stack, cause[1] ?? '');
    else if (stack.errorsAt > 0 && stack.depth === stack.errorsAt && NAMED_HEADER.test(trimmed)) this.nest(stack, trimmed);
    const code = CODE_PROPERTY.exec(line)?.[1];
    if (code !== undefined) into.code ??= code;
    else if (
      !cause &&
      into !== stack.thrown &&
      into.frames.length === 0 &&
      into.message.length < MAX_MESSAGE_LINES &&
      !/^[}\]]/.test(trimmed)
    ) {
      // Further lines of a nested message stand before its stack.
      if (!NAMED_HEADER.test(trimmed)) into.message.push(trimmed);
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
    const nested = parseHeader(header.replace(/ \{$/, ''), true);
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
      languageOf,
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

function parseHeader(line: string, anyClass: boolean): Thrown | undefined {
  const text = line.trim();
  const match = NAMED_HEADER.exec(text) ?? (anyClass ? ANY_HEADER.exec(text) : null);
  const type = match?.[1];
  if (!match || type === undefined || type === '') return undefined;
  return { type, code: match[2], message: [match[3] ?? ''], frames: [] };
}

/** The error under a block: after a blank line, or right under the caret. */
function headerAfterBlock(after: readonly string[]): Thrown | undefined {
  let at = 0;
  if (after[0] !== undefined && after[0].trim() !== '' && !NAMED_HEADER.test(after[0])) {
    while (at < after.length && after[at]?.trim() !== '') at++;
  }
  while (at < after.length && after[at]?.trim() === '') at++;
  const thrown = parseHeader(after[at] ?? '', true);
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
    const thrown = parseHeader(line, lines.length === 0);
    if (thrown) {
      thrown.message.push(...lines.reverse());
      return thrown;
    }
    lines.push(line);
    if (lines.length >= MAX_MESSAGE_LINES) break;
  }
  return undefined;
}

interface AtLine {
  /** Where the `    at` begins. */
  readonly indent: number;
  /** undefined for a frame without a place: `at Array.map (<anonymous>)`. */
  readonly frame: StackFrame | undefined;
}

/** A line of a stack; undefined where it is none. */
function atLine(line: string): AtLine | undefined {
  const at = line.indexOf('    at ');
  if (at < 0) return undefined;
  // Causes are indented deeper; the prefix is what stands before the first indentation.
  let indent = at;
  while (indent > 0 && line[indent - 1] === ' ') indent--;
  let text = line.slice(at + '    at '.length).trimStart();
  text = text.replace(/ \{$/, '').replace(/,$/, '');
  if (text.startsWith('async ')) text = text.slice('async '.length);
  let name: string | undefined;
  let place = text;
  if (text.endsWith(')')) {
    const open = text.indexOf(' (');
    if (open < 0) return undefined;
    name = text.slice(0, open);
    place = text.slice(open + 2, -1);
  }
  const evaluated = place.startsWith('eval at ') ? /\(([^()]+:\d+:\d+)\)/.exec(place)?.[1] : undefined;
  const parsed = /^(.*):(\d+):(\d+)$/.exec(evaluated ?? place);
  if (!parsed)
    return name !== undefined && /^(?:<anonymous>|native|index \d+|eval at .*|.*<anonymous>.*)$/.test(place)
      ? { indent, frame: undefined }
      : undefined;
  return { indent, frame: { file: parsed[1] ?? '', line: Number(parsed[2]), column: Number(parsed[3]), name: functionName(name) } };
}

/** The function as a person calls it; undefined at module level. */
function functionName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const plain = name.replace(/ \[as [^\]]*\]$/, '').replace(/^new /, '');
  return /^(?:Object\.)?<anonymous>$/.test(plain) || plain === 'eval' ? undefined : plain;
}

function languageOf(path: string): LanguageId {
  if (/\.tsx$/i.test(path)) return 'typescriptreact';
  if (/\.[cm]?ts$/i.test(path)) return 'typescript';
  if (/\.jsx$/i.test(path)) return 'javascriptreact';
  return 'javascript';
}

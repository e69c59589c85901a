// TAP as the test runners of Node and Vitest print it: `not ok 1 - name`, then a block between `---` and `...` with the error, its name and its stack or place.

import type { Problem } from '../../problem';
import { MAX_MESSAGE_LINES, pushFrame, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { stackLine, type StackFrame } from './javascript-lines';
import { testProblem } from './test-failure';

export const tap: Dialect = { id: 'tap', words: ['not ok '], start: (context, emit) => new TapRecogniser(context, emit) };

const FAILED = /^\s*not ok \d+/;
/** Keys of one block, and its lines; beyond them it is another program's text. */
const MAX_KEYS = 50;
const MAX_LINES = 2_000;
const KEY = /^([A-Za-z_]\w*): ?(.*)$/;

interface Block {
  /** How deep its keys stand. */
  readonly indent: number;
  /** The key that the lines below belong to. */
  key: string;
  readonly since: number;
  readonly lines: Map<string, string[]>;
}

class TapRecogniser implements Recogniser {
  private isFailed = false;
  private block: Block | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  line(text: string, number: number): void {
    const content = text.trimStart();
    const indent = text.length - content.length;
    const { block } = this;
    if (!block) {
      if (content === '---' && this.isFailed) this.block = { indent, key: '', since: number, lines: new Map() };
      else this.isFailed = FAILED.test(text);
      return;
    }
    if (content === '...' && indent === block.indent) {
      this.close(block, number);
      return;
    }
    if ((content !== '' && indent < block.indent) || number - block.since > MAX_LINES) {
      this.block = undefined;
      return;
    }
    const key = indent === block.indent ? KEY.exec(content) : null;
    if (key && block.lines.size < MAX_KEYS) {
      block.key = key[1] ?? '';
      block.lines.set(block.key, key[2] === '' || /^[|>][-+]?$/.test(key[2] ?? '') ? [] : [unquoted(key[2] ?? '')]);
    } else {
      const lines = block.lines.get(block.key);
      if (lines && lines.length < MAX_MESSAGE_LINES) lines.push(text.slice(block.indent + 2));
    }
  }

  get isIdle(): boolean {
    return !this.isFailed && !this.block;
  }

  end(): void {
    this.block = undefined;
  }

  private close({ lines }: Block, endLine: number): void {
    this.block = undefined;
    this.isFailed = false;
    // A suite fails because a test in it did.
    if (lines.get('failureType')?.[0] === 'subtestsFailed') return;
    this.emit(() => this.problem(lines), endLine);
  }

  private problem(lines: Block['lines']): Problem | undefined {
    const { name = lines.get('name')?.[0] ?? 'Error', message = lines.get('error') ?? [] } = ownBlock(lines.get('error') ?? []);
    const [first = '', ...rest] = message;
    const frames: StackFrame[] = [];
    // A test that took too long has no stack: it stands where it is told.
    const places =
      lines.get('stack') ?? lines.get('at') ?? (lines.get('failureType')?.[0] === 'testTimeoutFailure' ? lines.get('location') : []);
    for (const line of places ?? []) {
      const frame = stackLine(`    at ${line}`)?.frame;
      if (frame) pushFrame(frames, frame);
    }
    const sides = ['expected', 'actual'].flatMap(
      (side) => (lines.has('at') ? lines.get(side)?.map((value) => `${side}: ${value}`) : []) ?? [],
    );
    return testProblem({ message: [`${name}: ${first}`, ...rest, ...sides], frames }, this.context);
  }
}

/** Vitest tells name and message of the error below `error:`. */
function ownBlock(lines: readonly string[]): { readonly name?: string; readonly message?: readonly string[] } {
  const said = lines.flatMap((line) => {
    const [, key, value] = /^\s*(name|message): (.+)$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, unquoted(value)] as const];
  });
  const { name, message } = Object.fromEntries(said);
  return name === undefined || message === undefined ? {} : { name, message: message.split('\n') };
}

/** A value in quotes, as YAML writes them on one line. */
function unquoted(value: string): string {
  if (/^".*"$/.test(value)) {
    try {
      return String(JSON.parse(value));
    } catch {
      return value.slice(1, -1);
    }
  }
  return /^'.*'$/.test(value) ? value.slice(1, -1).replaceAll("''", "'") : value;
}

// A .NET program's exception: `Unhandled exception. System.FormatException: text`, then `at Shop.Program.Main() in /a/Program.cs:line 5`; a test's failure,
// between `Error Message:` and `Stack Trace:`.

import type { Frame, Problem } from '../../problem';
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

export const dotnetStack: Dialect = {
  id: 'dotnet-stack',
  words: ['.cs:line '],
  start: (context, emit) => new DotnetStackRecogniser(context, emit),
};

const FRAME = /^\s+at ([\w.<>`$+[\]|]+)\(.*\)(?: in (.+\.cs):line (\d+))?$/;
const HEAD = /(?:^|[\s>])((?:[A-Za-z_]\w*\.)*[A-Z]\w*Exception)(?: \(0x[0-9A-F]+\))?: (.*)$/;
/** As xUnit prints an exception. */
const TEST_HEAD = /^((?:[A-Za-z_]\w*\.)*[A-Z]\w*Exception) ?: (.*)$/;
const INNER_END = /^\s*--- End of inner exception stack trace ---$/;
const REST = /^\s*--- End of stack trace from previous location.* ---$/;

interface Head {
  readonly type: string;
  readonly message: string;
}

class DotnetStackRecogniser implements Recogniser {
  /** The exceptions that the message names, outermost first, each with its message. */
  private heads: Head[] = [];
  /** The stacks below, that of the innermost exception first; innermost frames first. */
  private stacks: Frame[][] = [];
  private endLine = 0;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return this.heads.length === 0;
  }

  line(text: string, number: number, above: LinesAbove): void {
    const frame = FRAME.exec(text);
    if (frame) {
      if (this.heads.length === 0 && !this.start(above)) return;
      const [, name = '', file, line] = frame;
      const stack = this.stacks.at(-1);
      if (file !== undefined && stack) {
        const { path, own } = printedFile(file, this.context);
        pushFrame(stack, { location: { path, range: lineRange(Number(line) - 1, 0, 0) }, name, own });
      }
      this.endLine = number;
    } else if (this.heads.length > 0) {
      if (INNER_END.test(text)) this.stacks.push([]);
      else if (!REST.test(text)) return this.close();
      this.endLine = number;
    }
  }

  end(): void {
    this.close();
  }

  private start(above: LinesAbove): boolean {
    const lines: string[] = [];
    const failure =
      above.at(1).trim() === 'Stack Trace:' ? above.nearest((line) => line.trim() === 'Error Message:', MAX_MESSAGE_LINES) : 0;
    if (failure > 2) {
      const said = Array.from({ length: failure - 2 }, (_, i) => above.at(failure - 1 - i).trim());
      const [, type = 'AssertionException', first = said[0] ?? ''] = TEST_HEAD.exec(said[0] ?? '') ?? [];
      this.heads = [{ type, message: [first, ...said.slice(1)].join('\n') }];
      this.stacks = [[]];
      return true;
    }
    for (let distance = 1; distance <= Math.min(above.size, MAX_MESSAGE_LINES); distance++) {
      const line = above.at(distance);
      const head = HEAD.exec(line);
      if (line === '') return false;
      // Frames of the framework, which name no file.
      if (FRAME.test(line)) continue;
      if (!head) {
        lines.unshift(line);
        continue;
      }
      const message = [head[2] ?? '', ...lines].join('\n');
      lines.length = 0;
      this.heads.unshift({ type: head[1] ?? '', message });
      if (!/^\s*---> /.test(line)) break;
    }
    if (this.heads.length > 0) this.stacks = [[]];
    return this.heads.length > 0;
  }

  private close(): void {
    const { heads, stacks } = this;
    this.heads = [];
    this.stacks = [];
    if (heads.length > 0) this.emit(() => this.problem(heads, stacks), this.endLine);
  }

  private problem(heads: readonly Head[], stacks: readonly (readonly Frame[])[]): Problem | undefined {
    const problems: Problem[] = [];
    for (const [index, { type, message }] of heads.entries()) {
      const frames = [...(stacks[heads.length - 1 - index] ?? [])].reverse();
      const problem = toProblem({ source: 'dotnet', errorType: type, message, frames, causes: [] }, this.context, () => 'csharp');
      if (problem) problems.push(problem);
    }
    const [first, ...causes] = problems;
    return first && { ...first, causes };
  }
}

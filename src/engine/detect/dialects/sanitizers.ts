// The sanitizers of gcc and clang: AddressSanitizer and its kin print `==7==ERROR: AddressSanitizer: heap-buffer-overflow …` and stacks, UBSan a line each.

import { anyLanguageOf } from '../../language';
import type { Frame, Problem } from '../../problem';
import { lineRange } from '../settle-columns';
import { pushFrame, toProblem, type Dialect, type DialectContext, type Emit, type Recogniser } from './dialect';
import { printedFile } from './own-code';

export const sanitizers: Dialect = {
  id: 'sanitizers',
  words: ['Sanitizer: ', ': runtime error: '],
  start: (context, emit) => new SanitizerRecogniser(context, emit),
};

const HEAD = /^(?:==\d+==)?\s*(?:ERROR|WARNING): ((?:Address|Leak|Thread|Memory|HWAddress)Sanitizer): (.+)$/;
const FRAME = /^\s+#\d+ (?:0x[0-9a-f]+ )?(?:in )?(.+?) (\S.*\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx|inl|rs|go)):(\d+)(?::(\d+))?(?: .*)?$/i;
const OTHER_FRAME = /^\s+#\d+ /;
const UNDEFINED = /^(\S.*?\.(?:c|cc|cpp|cxx|h|hh|hpp|hxx)):(\d+):(\d+): runtime error: (.+)$/i;
/** Lines of one report. */
const MAX_LINES = 400;

interface Report {
  readonly tool: string;
  readonly what: string;
  /** The line above the stack that is under way. */
  label: string;
  readonly stacks: { readonly label: string; readonly frames: Frame[] }[];
  readonly since: number;
  endLine: number;
}

class SanitizerRecogniser implements Recogniser {
  private report: Report | undefined;

  constructor(
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.report;
  }

  line(text: string, number: number): void {
    const head = text.includes('Sanitizer: ') ? HEAD.exec(text) : null;
    if (head) {
      this.close();
      this.report = { tool: head[1] ?? '', what: head[2] ?? '', label: '', stacks: [], since: number, endLine: number };
      return;
    }
    const undefinedBehaviour = text.includes(': runtime error: ') ? UNDEFINED.exec(text) : null;
    if (undefinedBehaviour) return this.told(undefinedBehaviour, number);
    const { report } = this;
    if (!report) return;
    if (text.startsWith('SUMMARY: ') || number - report.since > MAX_LINES) {
      report.endLine = number;
      return this.close();
    }
    const frame = FRAME.exec(text);
    if (frame || OTHER_FRAME.test(text)) {
      if (/^\s+#0 /.test(text) || report.stacks.length === 0) report.stacks.push({ label: report.label, frames: [] });
      const stack = report.stacks.at(-1);
      if (frame && stack) pushFrame(stack.frames, this.frame(frame[1] ?? '', frame[2] ?? '', frame[3], frame[4]));
      report.endLine = number;
    } else if (text.trim() !== '') report.label = text.trim();
  }

  end(): void {
    this.close();
  }

  private told([, file = '', line, column, message = '']: RegExpExecArray, number: number): void {
    const frame = this.frame('', file, line, column);
    this.show('UndefinedBehaviorSanitizer', message, [frame], [], number);
  }

  private frame(name: string, file: string, line: string | undefined, column: string | undefined): Frame {
    const { path, own } = printedFile(file, this.context);
    const at = Math.max(0, Number(column ?? 1) - 1);
    return { location: { path, range: lineRange(Number(line) - 1, at, at) }, ...(name === '' ? {} : { name }), own };
  }

  private close(): void {
    const { report } = this;
    this.report = undefined;
    const [first, ...others] = report?.stacks ?? [];
    if (!report || !first) return;
    const what = report.what.replace(/ on (?:unknown )?address .*$/, '').replace(/ \(pid=\d+\)$/, '');
    // Where the memory came from, or was given back.
    const related = others.flatMap(({ label, frames }) => {
      const own = frames.find((frame) => frame.own);
      return own ? [{ location: own.location, message: label }] : [];
    });
    const label = first.label.replace(/ (?:at|of size \d+ at) 0x[0-9a-f]+/, (part) => part.replace(/ at 0x[0-9a-f]+/, ''));
    this.show(report.tool, label === '' ? what : `${what}\n${label}`, [...first.frames].reverse(), related, report.endLine);
  }

  private show(tool: string, message: string, frames: readonly Frame[], related: Problem['related'], endLine: number): void {
    this.emit(() => {
      const problem = toProblem(
        { source: 'sanitizer', errorType: tool, message, frames, causes: [] },
        this.context,
        (path) => anyLanguageOf(path) ?? 'c',
      );
      return problem && { ...problem, related };
    }, endLine);
  }
}

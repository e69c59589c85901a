// What the dialects of checkers and linters share: a report begins with a line that names its place, and lines below may belong to it.

import { anyLanguageOf } from '../../language';
import type { Problem } from '../../problem';
import { isPlace, lineRange } from '../settle-columns';
import { signatureOf } from '../signature';
import { escapeRegExp } from '../../syntax/escape-reg-exp';
import { MAX_MESSAGE_LINES, type Dialect, type DialectContext, type Emit, type LinesAbove, type Recogniser } from './dialect';
import { lineOfText } from './line-of-text';
import { printedFile } from './own-code';

/** One report as it is printed. */
export interface CheckerReport {
  /** As the editor's diagnostics name the checker. */
  readonly source: CheckerSource;
  readonly errorType: string;
  readonly message: string;
  readonly severity: Problem['severity'];
  readonly file: string;
  /** One-based, as printed; 0 where none was. */
  readonly line: number;
  /** Zero-based UTF-16 columns; `start` undefined where none was printed, `end` where only the start was. */
  readonly start: number | undefined;
  readonly end?: number | undefined;
  /** Other places that belong to it, as printed. */
  readonly related?: readonly RelatedPlace[];
  /** Where no line was printed: what is looked for in the file, as its place. */
  readonly text?: string;
}

export interface RelatedPlace {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  /** Zero-based. */
  readonly start: number | undefined;
  readonly message: string;
}

/** Checkers, compilers and bundlers whose printed reports are read, as the editor's diagnostics name them. */
const LINTERS = ['ts', 'mypy', 'Pyright', 'Ruff', 'Flake8', 'Pylint', 'eslint'] as const;
const BUNDLERS = ['esbuild', 'rollup', 'vite', 'webpack', 'next', 'deno'] as const;
const COMPILERS = ['gcc', 'rustc', 'go', 'javac', 'dotnet'] as const;
const CHECKERS = [...LINTERS, ...BUNDLERS, ...COMPILERS] as const;
export type CheckerSource = (typeof CHECKERS)[number];

/** Whether a checker's output shows the problem: a program that looks at the text, and does not run it. */
export function isCheckerReport({ origin, source }: Pick<Problem, 'origin' | 'source'>): boolean {
  return origin !== 'diagnostic' && (CHECKERS as readonly string[]).includes(source);
}

/** How one checker prints. */
export interface CheckerWording {
  /** The report that a line begins; undefined where it begins none. */
  begin(line: string, above: LinesAbove): CheckerReport | undefined;
  /** The open report with a line below it taken in; undefined where the line is not its own, and it is complete. */
  add?(report: CheckerReport, line: string): CheckerReport | undefined;
  /** Whether a report that is complete is one: what only looked like a report until here is dropped. */
  accepts?(report: CheckerReport): boolean;
  /** False while the next report may stand in a line without any of the dialect's words. */
  readonly isIdle?: boolean;
}

/** `words` as in `Dialect`. `wording` is made anew for every text: it may remember lines above, such as the file that a block of reports is about. */
export function checkerDialect(id: string, words: readonly string[], wording: () => CheckerWording): Dialect {
  return { id, words, start: (context, emit) => new CheckerRecogniser(wording(), context, emit) };
}

class CheckerRecogniser implements Recogniser {
  private open: { report: CheckerReport; endLine: number; lines: number } | undefined;

  constructor(
    private readonly wording: CheckerWording,
    private readonly context: DialectContext,
    private readonly emit: Emit,
  ) {}

  get isIdle(): boolean {
    return !this.open && this.wording.isIdle !== false;
  }

  line(text: string, number: number, above: LinesAbove): void {
    const report = this.wording.begin(text, above);
    if (report) {
      this.close();
      this.open = { report, endLine: number, lines: 1 };
      return;
    }
    if (!this.open) return;
    const longer = this.open.lines < MAX_MESSAGE_LINES ? this.wording.add?.(this.open.report, text) : undefined;
    if (longer) this.open = { report: longer, endLine: number, lines: this.open.lines + 1 };
    else this.close();
  }

  end(): void {
    this.close();
  }

  private close(): void {
    const open = this.open;
    this.open = undefined;
    if (!open || this.wording.accepts?.(open.report) === false) return;
    this.emit(() => toProblem(open.report, this.context), open.endLine);
  }
}

/** Undefined where it names no file of a language that is known. */
function toProblem(report: CheckerReport, context: DialectContext): Problem | undefined {
  const { source, errorType, message, severity, start = 0 } = report;
  const { path: file, own } = printedFile(report.file, context);
  const language = anyLanguageOf(file);
  if (language === undefined || report.line < 1) return undefined;
  const line = report.text === undefined ? report.line - 1 : lineOfText(context, file, new RegExp(escapeRegExp(report.text)));
  const location = { path: file, range: lineRange(line, start, report.end ?? start) };
  if (!isPlace(location.range)) return undefined;
  return {
    origin: context.origin,
    language,
    source,
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location,
    severity,
    frames: [{ location, own }],
    causes: [],
    ...(context.command ? { command: context.command } : {}),
    related: (report.related ?? []).slice(0, MAX_RELATED).flatMap((place) => toRelated(place, context)),
  };
}

/** Other places of one report that are kept. */
const MAX_RELATED = 10;

function toRelated({ file, line, start = 0, message }: RelatedPlace, context: DialectContext): Problem['related'] {
  const { path } = printedFile(file, context);
  const range = lineRange(line - 1, start, start);
  return path === '' || line < 1 || !isPlace(range) ? [] : [{ location: { path, range }, message }];
}

/** A zero-based column of one that is printed one-based; undefined where none was printed. */
export const columnOf = (printed: string | undefined): number | undefined =>
  printed === undefined ? undefined : Math.max(0, Number(printed) - 1);

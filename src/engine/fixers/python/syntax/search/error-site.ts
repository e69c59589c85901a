// The place of a syntax error, as all fixers of this folder see it: the text around it as tokens and lines.

import type { Problem } from '../../../../problem';
import { scanOf, sourceAfter, type BlockState, type PythonFault, type PythonScan } from '../../../../syntax/python-parser';
import type { LogicalLine, Token } from '../../../../syntax/python-tokens';
import type { SourceText } from '../../../../syntax/source-text';
import type { EditedText } from '../../../../syntax/edits';
import { NameCounts } from './name-counts';

/** Tokens looked at behind and before the error. More cost time and find little. */
const BEHIND = 40;
const BEFORE = 6;

export class ErrorSite {
  readonly text: string;
  readonly scan: PythonScan;
  /** The first error of the text by our own parser; undefined where only the reporter sees one. */
  readonly fault: PythonFault | undefined;
  /** Where the parser stopped, else where the problem was reported. */
  readonly reach: number;
  /** Where a person was pointed to. */
  readonly at: number;
  /** The tokens around the error, in order, of the broken logical line and of the one or two before it. */
  readonly tokens: readonly Token[];
  /** Index in `tokens` of the first token that does not fit; `tokens.length` at the end. */
  readonly index: number;
  /** The block state before the broken line. */
  readonly state: BlockState | undefined;
  /** The logical line that is broken, or that the problem was reported in. */
  readonly broken: LogicalLine | undefined;
  /** The one before it. */
  readonly previous: LogicalLine | undefined;

  constructor(
    readonly source: SourceText,
    readonly problem: Problem,
    readonly start: number,
  ) {
    this.text = source.text;
    this.scan = scanOf(source);
    const fault = this.scan.first;
    this.fault = fault;
    this.reach = fault?.reach ?? start;
    this.at = fault?.at ?? start;
    const lines = this.scan.lines;
    let last = lines.length - 1;
    if (!fault || fault.phase === 'late') while (last > 0 && (lines[last]?.line.start ?? 0) > this.reach) last--;
    const broken = lines[last];
    this.state = broken?.before;
    this.broken = broken?.line;
    this.previous = lines[last - 1]?.line;
    const around: Token[] = [];
    for (let i = Math.max(0, last - 2); i <= last; i++) around.push(...(lines[i]?.line.tokens ?? []));
    let index = around.findIndex((token) => token.start >= this.reach);
    if (index < 0) index = around.length;
    const from = Math.max(0, index - BEHIND);
    this.tokens = around.slice(from, index + BEFORE);
    this.index = index - from;
  }

  get line(): number {
    return this.source.lineOf(Math.min(this.reach, this.text.length));
  }

  /** The reporter's words, lower case, for mistakes that only they tell apart. */
  get message(): string {
    return this.problem.message.toLowerCase();
  }

  /** One step of indentation as this file writes it. */
  get unit(): string {
    return unitOf(this.source);
  }

  private told: NameCounts | undefined;

  private get known(): NameCounts {
    return (this.told ??= namesOf(this.source, this.scan));
  }

  /** All names written anywhere in the file. */
  get names(): ReadonlySet<string> {
    return this.known.names;
  }

  /** Names that the file binds somewhere; undefined where that can't be told. */
  get bound(): ReadonlySet<string> | undefined {
    return this.known.bound;
  }

  /** How often a name is written in the file. */
  uses(name: string): number {
    return this.known.uses(name);
  }

  /** The place of the error that the edits leave, in the text after them. */
  after(after: EditedText, reach: number): ErrorSite {
    const source = sourceAfter(this.scan, after);
    names.set(source, this.known.after(after, scanOf(source)));
    return new ErrorSite(source, this.problem, reach);
  }

  private plain: string | undefined;

  /** The text with all quotes of one kind. */
  get quoted(): string {
    return (this.plain ??= oneQuote(this.text));
  }

  /** The text of physical line `line` without its line end. */
  lineText(line: number): string {
    return this.source.line(line);
  }

  lineStart(line: number): number {
    return this.source.lineStarts[line] ?? this.text.length;
  }

  /** Offset behind the line's last character. */
  lineEnd(line: number): number {
    return this.lineStart(line) + this.source.line(line).length;
  }

  /** Offset behind the last token that ends on the line, before a trailing comment or spaces. */
  codeEnd(line: number): number {
    const start = this.lineStart(line);
    const end = this.lineEnd(line);
    let last = start + (/^[ \t]*/.exec(this.source.line(line))?.[0].length ?? 0);
    for (const token of this.tokens) if (token.end <= end && token.end > start) last = Math.max(last, token.end);
    return last;
  }

  isBlank(line: number): boolean {
    return /^\s*(?:#.*)?$/.test(this.source.line(line));
  }

  /** The last line with code at or before `line`. */
  codeLineUpTo(line: number): number | undefined {
    for (let at = line; at >= 0; at--) if (!this.isBlank(at)) return at;
    return undefined;
  }

  /** The first line with code at or behind `line`. */
  codeLineFrom(line: number): number | undefined {
    for (let at = line; at < this.source.lineCount; at++) if (!this.isBlank(at)) return at;
    return undefined;
  }
}

const names = new WeakMap<SourceText, NameCounts>();

function namesOf(source: SourceText, scan: PythonScan): NameCounts {
  let known = names.get(source);
  if (!known) names.set(source, (known = NameCounts.of(scan)));
  return known;
}

export const oneQuote = (text: string): string => text.replace(/"/g, "'");

const units = new WeakMap<SourceText, string>();

export function unitOf(source: SourceText): string {
  let unit = units.get(source);
  if (unit === undefined) {
    const steps = new Map<string, number>();
    let before = '';
    for (let line = 0; line < Math.min(source.lineCount, 2000); line++) {
      const text = source.line(line);
      if (!text.trim() || /^\s*#/.test(text)) continue;
      const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
      if (indent.length > before.length && indent.startsWith(before)) {
        const step = indent.slice(before.length);
        if (/^\t$|^ {1,8}$/.test(step)) steps.set(step, (steps.get(step) ?? 0) + 1);
      }
      before = indent;
    }
    unit = [...steps.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '    ';
    units.set(source, unit);
  }
  return unit;
}

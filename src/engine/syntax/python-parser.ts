// The first syntax error of a Python text: logical lines one by one, and the blocks they make. Built to be asked again and
// again about small edits of one text: what lies before the edit is not read twice, what lies after it is remembered.

import { recognise, type LineKind, type Statement } from './python-grammar';
import { columns, lexLine, type LexFaultKind, type LogicalLine } from './python-tokens';
import { applyEdits, type OffsetEdit } from './edits';
import type { SourceText } from './source-text';

export interface PythonFault {
  /** `late`: the text parses, but CPython's compiler refuses it (`return` outside a function). */
  readonly phase: 'parse' | 'late';
  readonly kind: LexFaultKind | 'grammar' | 'unexpected-indent' | 'unmatched-dedent' | 'missing-block' | 'tabs' | 'missing-except' | 'stray-clause' | 'outside';
  /** Where a person would be pointed to, an offset. */
  readonly at: number;
  /** How far the parser got; at or after `at`. */
  readonly reach: number;
  readonly why: string;
}

/** What a block allows next, and what it stands in. Immutable, shared between states. */
interface Level {
  readonly wide: number;
  readonly narrow: number;
  readonly indent: string;
  /** What opened the block. */
  readonly opener: LineKind | 'module';
  readonly asynchronous: boolean;
  /** The clauses that may follow the last statement of this block. */
  readonly clauses: string;
  /** `try` without a handler yet. */
  readonly owing: boolean;
  readonly decorated: boolean;
  readonly parent: Level | undefined;
  readonly key: string;
}

/** Between two logical lines. */
export interface BlockState {
  readonly level: Level;
  /** The header whose body must come now. */
  readonly pending: { readonly kind: LineKind; readonly asynchronous: boolean; readonly at: number } | undefined;
}

export interface ScannedLine {
  readonly line: LogicalLine;
  /** The state before the line. */
  readonly before: BlockState;
  readonly statement: Statement | undefined;
}

const key = (level: Omit<Level, 'key'>): string =>
  `${level.parent?.key ?? ''}/${level.wide},${level.narrow},${level.opener},${level.asynchronous ? 'a' : ''}${level.clauses}${level.owing ? '!' : ''}${level.decorated ? '@' : ''}`;
const withKey = (level: Omit<Level, 'key'>): Level => ({ ...level, key: key(level) });
const stateKey = (state: BlockState): string => `${state.level.key}|${state.pending ? `${state.pending.kind}${state.pending.asynchronous ? 'a' : ''}` : ''}`;

const START: BlockState = {
  level: withKey({ wide: 0, narrow: 0, indent: '', opener: 'module', asynchronous: false, clauses: '', owing: false, decorated: false, parent: undefined }),
  pending: undefined,
};

const CLAUSES: Partial<Record<LineKind, string>> = { if: 'elif else', elif: 'elif else', for: 'else', while: 'else', try: 'except finally', except: 'except else finally' };

export interface ScanResult {
  readonly fault: PythonFault | undefined;
  /** The first late fault before `fault`. */
  readonly late: PythonFault | undefined;
}

/** A text with its logical lines up to the first error, ready for questions about edits. */
export class PythonScan {
  readonly lines: ScannedLine[] = [];
  readonly fault: PythonFault | undefined;
  readonly late: PythonFault | undefined;
  /** Characters read so far for all questions: what a search has cost, the same on every machine. */
  work = 0;
  /** Results of the text from a boundary on, by its distance from the end and the state there. Distances are from the end, so that they hold after an edit. */
  private readonly suffixes = new Map<string, ScanResult & { readonly length: number }>();

  constructor(readonly text: string) {
    const result = this.run(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, START, 0, this.lines);
    this.fault = result.fault;
    this.late = result.late;
  }

  /** The error a person sees first: a parse error before a late one. */
  get first(): PythonFault | undefined {
    return this.fault ?? this.late;
  }

  /** The first errors after the edits, and the text then. Offsets are into that text. */
  edited(edits: readonly OffsetEdit[]): ScanResult & { readonly text: string } {
    const text = applyEdits(this.text, edits);
    const from = Math.min(...edits.map((edit) => edit.start));
    const to = Math.max(...edits.map((edit) => edit.end));
    let low = 0;
    let high = this.lines.length - 1;
    let index = -1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const scanned = this.lines[middle];
      if (!scanned) break;
      // A line that ends exactly where the edit begins is closed already.
      if (scanned.line.next <= from && scanned.statement) {
        index = middle;
        low = middle + 1;
      } else high = middle - 1;
    }
    const start = this.lines[index + 1]?.before ?? (index >= 0 ? undefined : START);
    const result = start
      ? this.run(text, index >= 0 ? (this.lines[index]?.line.next ?? 0) : text.charCodeAt(0) === 0xfeff ? 1 : 0, start, text.length - (this.text.length - to))
      : this.run(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, START, text.length - (this.text.length - to));
    return { ...result, text };
  }

  private run(text: string, from: number, start: BlockState, unchangedFrom: number, record?: ScannedLine[]): ScanResult {
    let state = start;
    let at = from;
    let late: PythonFault | undefined;
    const passed: { key: string; late: PythonFault | undefined }[] = [];
    let result: ScanResult | undefined;
    while (!result) {
      if (at >= unchangedFrom && !record) {
        const known = `${text.length - at}|${stateKey(state)}`;
        const suffix = this.suffixes.get(known);
        if (suffix) {
          const move = text.length - suffix.length;
          result = { fault: moved(suffix.fault, move), late: late ?? moved(suffix.late, move) };
          break;
        }
        passed.push({ key: known, late });
      }
      const line = lexLine(text, at);
      this.work += (line?.next ?? at) - at;
      if (!line) {
        const fault = atEnd(text, state);
        result = { fault, late };
        break;
      }
      const scanned = advance(state, line, text);
      record?.push({ line, before: state, statement: 'fault' in scanned ? undefined : scanned.statement });
      if ('fault' in scanned) {
        result = { fault: scanned.fault, late };
        break;
      }
      late ??= scanned.late;
      state = scanned.state;
      at = line.next;
    }
    for (const { key: known, late: before } of passed) {
      // A late fault found before this boundary is not the suffix's own.
      this.suffixes.set(known, { fault: result.fault, late: before ? undefined : result.late, length: text.length });
    }
    return result;
  }
}

function moved(fault: PythonFault | undefined, by: number): PythonFault | undefined {
  return fault && { ...fault, at: fault.at + by, reach: fault.reach + by };
}

const scans = new WeakMap<SourceText, PythonScan>();

/** The scan of a document's text, made once. */
export function scanOf(source: SourceText): PythonScan {
  let scan = scans.get(source);
  if (!scan) scans.set(source, (scan = new PythonScan(source.text)));
  return scan;
}

/** The first error of a text; undefined where it is Python. */
export function firstFault(text: string): PythonFault | undefined {
  return new PythonScan(text).first;
}

type Advanced = { readonly state: BlockState; readonly statement: Statement; readonly late: PythonFault | undefined } | { readonly fault: PythonFault };

function advance(state: BlockState, line: LogicalLine, text: string): Advanced {
  const firstToken = line.tokens[0];
  const at = firstToken?.start ?? line.start;
  const fault = (kind: PythonFault['kind'], why: string, where = at, reach = where): Advanced => ({ fault: { phase: 'parse', kind, at: where, reach: Math.max(where, reach), why } });
  const { wide, narrow } = columns(line.indent);
  let level = state.level;
  if (wide === level.wide) {
    if (narrow !== level.narrow) return fault('tabs', 'inconsistent use of tabs and spaces in indentation');
    if (state.pending) return fault('missing-block', 'expected an indented block');
  } else if (wide > level.wide) {
    if (narrow <= level.narrow) return fault('tabs', 'inconsistent use of tabs and spaces in indentation');
    if (!state.pending) return fault('unexpected-indent', 'unexpected indent');
    level = withKey({
      wide, narrow, indent: line.indent, opener: state.pending.kind, asynchronous: state.pending.asynchronous, clauses: '', owing: false, decorated: false, parent: level,
    });
  } else {
    if (state.pending) return fault('missing-block', 'expected an indented block');
    while (level.parent && level.wide > wide) {
      if (level.owing) return fault('missing-except', "expected 'except' or 'finally' block");
      if (level.decorated) return fault('grammar', 'a decorator must stand before a function or class');
      level = level.parent;
    }
    if (level.wide !== wide) return fault('unmatched-dedent', 'unindent does not match any outer indentation level');
    if (level.narrow !== narrow) return fault('tabs', 'inconsistent use of tabs and spaces in indentation');
  }
  const recognised = recognise(line.tokens, level.opener === 'match');
  const lex = line.fault;
  if (!recognised.ok) {
    const bad = line.tokens[recognised.fault.index];
    const last = line.tokens[line.tokens.length - 1];
    const reach = bad?.start ?? last?.end ?? at;
    if (lex && lex.kind === 'unclosed-bracket') {
      // As CPython: an error on a later line than the open bracket is blamed on the bracket.
      const between = text.slice(lex.at, reach);
      if (!bad || /[\r\n]/.test(between)) return fault('unclosed-bracket', 'a bracket was never closed', lex.at, reach);
    } else if (lex && lex.at <= reach) return fault(lex.kind, lex.kind, lex.at, reach);
    return fault('grammar', recognised.fault.why, reach);
  }
  if (lex) return fault(lex.kind, lex.kind, lex.at, lex.kind === 'unclosed-bracket' ? (line.tokens[line.tokens.length - 1]?.end ?? lex.at) : lex.at);
  const { statement } = recognised;
  const kind = statement.kind;
  if (kind === 'elif' || kind === 'else' || kind === 'except' || kind === 'finally') {
    if (!level.clauses.split(' ').includes(kind)) return fault('stray-clause', `'${kind}' without its statement`);
  } else if (level.owing) return fault('missing-except', "expected 'except' or 'finally' block");
  if (level.decorated && kind !== 'decorator' && kind !== 'def' && kind !== 'class') return fault('grammar', 'a decorator must stand before a function or class');
  const asynchronous = firstToken?.text === 'async';
  let clauses = CLAUSES[kind] ?? '';
  if (kind === 'else' && level.clauses.includes('finally')) clauses = 'finally';
  level = withKey({ ...level, clauses, owing: kind === 'try', decorated: kind === 'decorator' });
  return {
    state: { level, pending: statement.opens ? { kind, asynchronous, at } : undefined },
    statement,
    late: outside(statement, level, line),
  };
}

function atEnd(text: string, state: BlockState): PythonFault | undefined {
  const end = text.length;
  if (state.pending) return { phase: 'parse', kind: 'missing-block', at: end, reach: end, why: 'expected an indented block' };
  for (let level: Level | undefined = state.level; level; level = level.parent) {
    if (level.owing) return { phase: 'parse', kind: 'missing-except', at: end, reach: end, why: "expected 'except' or 'finally' block" };
    if (level.decorated) return { phase: 'parse', kind: 'grammar', at: end, reach: end, why: 'a decorator must stand before a function or class' };
  }
  return undefined;
}

function outside(statement: Statement, level: Level, line: LogicalLine): PythonFault | undefined {
  for (const need of statement.needs) {
    let met = false;
    for (let around: Level | undefined = level; around && !met; around = around.parent) {
      if (need.what === 'loop') {
        if (around.opener === 'for' || around.opener === 'while') met = true;
        else if (around.opener === 'def' || around.opener === 'class') break;
      } else if (around.opener === 'def') {
        met = need.what === 'function' || around.asynchronous;
        break;
      } else if (around.opener === 'class') break;
    }
    // The body may stand on the header's own line.
    if (!met && need.what === 'loop' && (statement.kind === 'for' || statement.kind === 'while')) met = true;
    if (!met && statement.kind === 'def') met = true;
    const token = line.tokens[need.index];
    if (!met && token) return { phase: 'late', kind: 'outside', at: token.start, reach: token.start, why: `'${token.text}' outside ${need.what === 'loop' ? 'loop' : 'function'}` };
  }
  return undefined;
}

// The first syntax error of a Python text: logical lines one by one, and the blocks they make. Built to be asked again and
// again about small edits of one text: what lies before the edit is not read twice, what lies after it is remembered.

import { recognise, type LineKind, type Statement } from './python-grammar';
import { columns, lexLine, type LexFaultKind, type LogicalLine } from './python-tokens';
import { EditedText, type OffsetEdit } from './edits';
import { SourceText } from './source-text';

export interface PythonFault {
  /** `late`: the text parses, but CPython's compiler refuses it (`return` outside a function). */
  readonly phase: 'parse' | 'late';
  readonly kind:
    | LexFaultKind
    | 'grammar'
    | 'unexpected-indent'
    | 'unmatched-dedent'
    | 'missing-block'
    | 'tabs'
    | 'missing-except'
    | 'stray-clause'
    | 'outside';
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
  readonly pending: { readonly kind: LineKind; readonly asynchronous: boolean } | undefined;
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
const stateKey = (state: BlockState): string =>
  `${state.level.key}|${state.pending ? `${state.pending.kind}${state.pending.asynchronous ? 'a' : ''}` : ''}`;

const START: BlockState = {
  level: withKey({
    wide: 0,
    narrow: 0,
    indent: '',
    opener: 'module',
    asynchronous: false,
    clauses: '',
    owing: false,
    decorated: false,
    parent: undefined,
  }),
  pending: undefined,
};

const CLAUSES: Partial<Record<LineKind, string>> = {
  if: 'elif else',
  elif: 'elif else',
  for: 'else',
  while: 'else',
  try: 'except finally',
  except: 'except else finally',
};

export interface ScanResult {
  readonly fault: PythonFault | undefined;
  /** The first late fault before `fault`. */
  readonly late: PythonFault | undefined;
}

/** The lines before an edit, which stay, and what comes then. */
interface Resumed {
  readonly kept: number;
  readonly at: number;
  readonly state: BlockState;
}

/** What a scan of an edited text takes from the scan of the text before. */
interface Derived {
  readonly from: PythonScan;
  readonly resumed: Resumed;
  /** From here on the text is the old one's; offsets into the new text. */
  readonly unchangedFrom: number;
  readonly grown: number;
}

/** Characters behind an edit that are read along with it at first: mostly the line ends there. */
const AHEAD = 1_500;
const GROWTH = 8;

/** A text with its logical lines up to the first error, ready for questions about edits. */
export class PythonScan {
  readonly lines: ScannedLine[] = [];
  readonly fault: PythonFault | undefined;
  /** The first late fault before `fault`. */
  readonly late: PythonFault | undefined;
  /** Characters read so far for all questions: what a search has cost, the same on every machine. */
  work = 0;
  /** How far the lines up to each one looked: an edit behind that leaves them as they are. */
  private readonly looked: number[] = [];
  /** The state behind the last line, where nothing is wrong. */
  private last: BlockState = START;
  /** What is wrong with the text from a boundary on, by where it is and the state there. */
  private readonly rests = new Map<string, ScanResult>();
  /** Logical lines by where the one before ended. */
  private readonly known = new Map<number, LogicalLine | undefined>();

  constructor(
    readonly text: string,
    private readonly derived?: Derived,
  ) {
    const begin: Resumed = derived?.resumed ?? { kept: 0, at: beginOf(text), state: START };
    if (derived) for (let i = 0; i < begin.kept; i++) this.record(derived.from.lines[i], derived.from.looked[i]);
    let { at, state } = begin;
    let late = derived ? derived.from.lateBefore(begin.at) : undefined;
    let fault: PythonFault | undefined;
    while (!fault) {
      const line = this.lineAt(at);
      if (!line) {
        fault = atEnd(text.length, state);
        break;
      }
      this.work += line.next - at;
      const scanned = advance(state, line, text);
      this.record({ line, before: state, statement: 'fault' in scanned ? undefined : scanned.statement }, line.read);
      if ('fault' in scanned) fault = scanned.fault;
      else {
        late ??= scanned.late;
        state = scanned.state;
        at = line.next;
      }
    }
    this.last = state;
    this.fault = fault;
    this.late = late;
  }

  private record(line: ScannedLine | undefined, read: number | undefined): void {
    if (!line) return;
    this.lines.push(line);
    this.looked.push(Math.max(this.looked[this.looked.length - 1] ?? 0, read ?? 0));
  }

  private lateBefore(offset: number): PythonFault | undefined {
    return this.late && this.late.at < offset ? this.late : undefined;
  }

  /** The error a person sees first: a parse error before a late one. */
  get first(): PythonFault | undefined {
    return this.fault ?? this.late;
  }

  /** All logical lines, those behind the first error too. */
  all(): LogicalLine[] {
    const out = this.lines.map(({ line }) => line);
    for (let line = this.lineAt(out[out.length - 1]?.next ?? beginOf(this.text)); line; line = this.lineAt(line.next)) out.push(line);
    return out;
  }

  /** Of the scan of an edited text: the logical lines that the text before had there, with offsets into it, and those that stand there now. */
  changedLines(): { readonly old: readonly LogicalLine[]; readonly fresh: readonly LogicalLine[] } {
    if (!this.derived) return { old: [], fresh: [] };
    const { from, resumed, unchangedFrom, grown } = this.derived;
    const begins = resumed.kept === 0 ? beginOf(from.text) : resumed.at;
    const old: LogicalLine[] = [];
    const fresh: LogicalLine[] = [];
    let [then, now] = [begins, resumed.at];
    // Where both begin a line at the same place behind the edit, the rest is the same.
    while (now < unchangedFrom || then !== now - grown) {
      if (now < unchangedFrom || then > now - grown) {
        const line = this.lineAt(now);
        if (line) fresh.push(line);
        now = line?.next ?? this.text.length;
      } else {
        const line = from.lineAt(then);
        if (line) old.push(line);
        then = line?.next ?? from.text.length;
      }
    }
    return { old, fresh };
  }

  /** The first errors after the edits, and the text then. Offsets are into that text. */
  edited(edits: readonly OffsetEdit[]): ScanResult & { readonly after: EditedText } {
    const after = new EditedText(this.text, edits);
    const { resumed, unchangedFrom, grown } = this.around(after);
    let { at, state } = resumed;
    let late = this.lateBefore(at);
    let base = at;
    let size = Math.max(0, unchangedFrom - at) + AHEAD;
    let part = after.slice(base, base + size);
    while (at < unchangedFrom) {
      let line = lexLine(part, at - base);
      // Where the line looked beyond what was put together, more is.
      while ((!line || line.read > part.length) && base + part.length < after.length) {
        base = at;
        size *= GROWTH;
        part = after.slice(base, base + size);
        line = lexLine(part, 0);
      }
      if (!line) return { fault: atEnd(after.length, state), late, after };
      this.work += line.next + base - at;
      const scanned = advance(state, line, part);
      if ('fault' in scanned) return { fault: moved(scanned.fault, base), late, after };
      late ??= moved(scanned.late, base);
      state = scanned.state;
      at = line.next + base;
    }
    const rest = this.rest(at - grown, state);
    return { fault: moved(rest.fault, grown), late: late ?? moved(rest.late, grown), after };
  }

  /** The scan of the text after the edits, which reads anew only what they change. */
  after(after: EditedText): PythonScan {
    return new PythonScan(after.text, { ...this.around(after), from: this });
  }

  private around(after: EditedText): Omit<Derived, 'from'> {
    const grown = after.length - this.text.length;
    const from = after.edits[0]?.start ?? this.text.length;
    const unchangedFrom = (after.edits[after.edits.length - 1]?.end ?? this.text.length) + grown;
    let kept = 0;
    for (let high = this.lines.length; kept < high;) {
      const middle = (kept + high + 1) >> 1;
      if ((this.looked[middle - 1] ?? 0) <= from && this.lines[middle - 1]?.statement) kept = middle;
      else high = middle - 1;
    }
    const at = this.lines[kept - 1]?.line.next ?? beginOf(after.slice(0, 1));
    return { resumed: { kept, at, state: kept === 0 ? START : (this.lines[kept]?.before ?? this.last) }, unchangedFrom, grown };
  }

  /** What is wrong from a boundary between lines on. */
  private rest(from: number, start: BlockState): ScanResult {
    const passed: { readonly key: string; late: PythonFault | undefined }[] = [];
    let at = from;
    let state = start;
    let result: ScanResult | undefined;
    while (!result) {
      if (this.derived && at >= this.derived.unchangedFrom) {
        // As in the text before the edit, whose answers are known already.
        const { from: old, grown } = this.derived;
        const before = old.work;
        const { fault, late } = old.rest(at - grown, state);
        this.work += old.work - before;
        result = { fault: moved(fault, grown), late: moved(late, grown) };
        break;
      }
      const key = `${at}|${stateKey(state)}`;
      result = this.rests.get(key);
      if (result) break;
      const here: (typeof passed)[number] = { key, late: undefined };
      passed.push(here);
      const line = this.lineAt(at);
      if (!line) {
        result = { fault: atEnd(this.text.length, state), late: undefined };
        break;
      }
      this.work += line.next - at;
      const scanned = advance(state, line, this.text);
      if ('fault' in scanned) {
        result = { fault: scanned.fault, late: undefined };
        break;
      }
      here.late = scanned.late;
      state = scanned.state;
      at = line.next;
    }
    for (const { key, late } of passed.reverse()) {
      if (late) result = { fault: result.fault, late };
      this.rests.set(key, result);
    }
    return result;
  }

  private lineAt(at: number): LogicalLine | undefined {
    if (this.known.has(at)) return this.known.get(at);
    const line = lexLine(this.text, at);
    this.known.set(at, line);
    return line;
  }
}

/** Behind the byte order mark. */
const beginOf = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0);

function moved(fault: PythonFault | undefined, by: number): PythonFault | undefined {
  return fault && by !== 0 ? { ...fault, at: fault.at + by, reach: fault.reach + by } : fault;
}

const scans = new WeakMap<SourceText, PythonScan>();

/** The scan of a document's text, made once. */
export function scanOf(source: SourceText): PythonScan {
  let scan = scans.get(source);
  if (!scan) scans.set(source, (scan = new PythonScan(source.text)));
  return scan;
}

/** The text after edits as a document of its own, whose scan is told from that of the text before. */
export function sourceAfter(scan: PythonScan, after: EditedText): SourceText {
  const source = new SourceText(after.text);
  scans.set(source, scan.after(after));
  return source;
}

/** The first error of a text; undefined where it is Python. */
export function firstFault(text: string): PythonFault | undefined {
  return new PythonScan(text).first;
}

type Advanced =
  { readonly state: BlockState; readonly statement: Statement; readonly late: PythonFault | undefined } | { readonly fault: PythonFault };

function advance(state: BlockState, line: LogicalLine, text: string): Advanced {
  const firstToken = line.tokens[0];
  const at = firstToken?.start ?? line.start;
  const fault = (kind: PythonFault['kind'], why: string, where = at, reach = where): Advanced => ({
    fault: { phase: 'parse', kind, at: where, reach: Math.max(where, reach), why },
  });
  const { wide, narrow } = columns(line.indent);
  let level = state.level;
  if (wide === level.wide) {
    if (narrow !== level.narrow) return fault('tabs', 'inconsistent use of tabs and spaces in indentation');
    if (state.pending) return fault('missing-block', 'expected an indented block');
  } else if (wide > level.wide) {
    if (narrow <= level.narrow) return fault('tabs', 'inconsistent use of tabs and spaces in indentation');
    if (!state.pending) return fault('unexpected-indent', 'unexpected indent');
    level = withKey({
      wide,
      narrow,
      indent: line.indent,
      opener: state.pending.kind,
      asynchronous: state.pending.asynchronous,
      clauses: '',
      owing: false,
      decorated: false,
      parent: level,
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
  if (lex)
    return fault(
      lex.kind,
      lex.kind,
      lex.at,
      lex.kind === 'unclosed-bracket' ? (line.tokens[line.tokens.length - 1]?.end ?? lex.at) : lex.at,
    );
  const { statement } = recognised;
  const kind = statement.kind;
  if (kind === 'elif' || kind === 'else' || kind === 'except' || kind === 'finally') {
    if (!level.clauses.split(' ').includes(kind)) return fault('stray-clause', `'${kind}' without its statement`);
  } else if (level.owing) return fault('missing-except', "expected 'except' or 'finally' block");
  if (level.decorated && kind !== 'decorator' && kind !== 'def' && kind !== 'class')
    return fault('grammar', 'a decorator must stand before a function or class');
  const asynchronous = firstToken?.text === 'async';
  let clauses = CLAUSES[kind] ?? '';
  if (kind === 'else' && level.clauses.includes('finally')) clauses = 'finally';
  level = withKey({ ...level, clauses, owing: kind === 'try', decorated: kind === 'decorator' });
  return {
    state: { level, pending: statement.opens ? { kind, asynchronous } : undefined },
    statement,
    late: outside(statement, level, line),
  };
}

function atEnd(end: number, state: BlockState): PythonFault | undefined {
  if (state.pending) return { phase: 'parse', kind: 'missing-block', at: end, reach: end, why: 'expected an indented block' };
  for (let level: Level | undefined = state.level; level; level = level.parent) {
    if (level.owing) return { phase: 'parse', kind: 'missing-except', at: end, reach: end, why: "expected 'except' or 'finally' block" };
    if (level.decorated)
      return { phase: 'parse', kind: 'grammar', at: end, reach: end, why: 'a decorator must stand before a function or class' };
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
    if (!met && token)
      return {
        phase: 'late',
        kind: 'outside',
        at: token.start,
        reach: token.start,
        why: `'${token.text}' outside ${need.what === 'loop' ? 'loop' : 'function'}`,
      };
  }
  return undefined;
}

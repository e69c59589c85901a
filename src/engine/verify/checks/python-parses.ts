// The `parses` rung for Python: CPython's own compile where an interpreter is there, else our parser and lezer.

import { setImmediate } from 'node:timers/promises';
import { parser as lezer } from '@lezer/python';
import type { RungResult } from '../../patch';
import { compiled } from '../../project/compiled';
import type { PythonSyntaxError } from '../../project/python-interpreter';
import { isPiece } from '../../syntax/piece';
import type { SourceText } from '../../syntax/source-text';
import { scanOf, type PythonFault } from '../../syntax/python-parser';
import { readable } from '../../syntax/python-scopes';
import { lexLine } from '../../syntax/python-tokens';
import type { Checker, CheckRequest } from './checker';

const SYNTAX = /^(?:SyntaxError|IndentationError|TabError)$/;

export const pythonParses: Checker = {
  rung: 'parses',
  languages: ['python'],
  check,
};

/** Passed: the text compiles, or the reported error is gone and the next one stands further on and was there before. */
async function check(request: CheckRequest): Promise<RungResult> {
  const { workspace, after, before, signal } = request;
  const started = Date.now();
  const interpreter = workspace.interpreter;
  const said = await compiled(interpreter, after.text, signal);
  const by = interpreter && said !== 'unknown' ? `CPython ${interpreter.version}` : 'the built-in parser';
  const result = (rest: Pick<RungResult, 'result' | 'why'>): RungResult => ({ rung: 'parses', by, ms: Date.now() - started, ...rest });
  if (said === null) return result({ result: 'passed' });
  const scan = scanOf(after);
  if (said === 'unknown' && !scan.first) {
    const lenient = await lezerFault(after);
    // lezer knows fewer novelties than our parser; it only speaks where it was content before.
    if (lenient !== undefined && (await lezerFault(before)) === undefined)
      return result({ result: 'failed', why: `line ${after.lineOf(lenient) + 1} does not parse` });
    return result({ result: 'passed' });
  }
  const next = said === 'unknown' ? ownPlace(after, scan.first) : { line: said.line - 1, late: isLate(said) };
  const why = said === 'unknown' ? scan.first?.why : said.message;
  const old = scanOf(before).first;
  const place = old
    ? ownPlace(before, old)
    : { line: request.problem.location.range.start.line, late: SYNTAX.test(request.problem.errorType) };
  const moved = after.lineOf(request.shift(before.lineStarts[Math.min(place.line + 1, before.lineCount - 1)] ?? before.text.length));
  const last = place.line + 1 >= before.lineCount;
  // Behind a bracket left open the parser stops on the next line; what is wrong with that line itself is another error.
  const broken = scanOf(before).lines.at(-1)?.line.start;
  const whole =
    old && scan.fault && broken !== undefined && scan.fault.at >= request.shift(old.reach)
      ? lexLine(after.text, after.lineStarts[after.lineOf(request.shift(broken))] ?? 0)
      : undefined;
  const behind = whole && scan.fault ? scan.fault.at >= whole.next && next.line >= after.lineOf(scan.fault.at) : false;
  const gone = place.late
    ? next.late && (old ? next.line > place.line : next.line !== place.line)
    : next.late || behind || (!last && next.line >= moved);
  const touched = scan.fault ? insideEdit(request, scan.fault) : false;
  // What is wrong with a text that did not parse before, at the same place and for the same reason, says nothing of another mistake's fix.
  // A further fault behind it would not be seen: they are counted.
  if (
    !SYNTAX.test(request.problem.errorType) &&
    !touched &&
    old?.why !== undefined &&
    old.why === scan.first?.why &&
    faultsOf(after.text) <= faultsOf(before.text)
  ) {
    const stood = after.lineOf(request.shift(before.lineStarts[ownPlace(before, old).line] ?? 0));
    if (stood === ownPlace(after, scan.first).line)
      return result({ result: 'passed', why: `line ${stood + 1} did not parse before either` });
  }
  if (gone && !touched) return result({ result: 'passed', why: `next error at line ${next.line + 1}: ${why ?? 'invalid syntax'}` });
  return result({ result: 'failed', why: `line ${next.line + 1}: ${why ?? 'invalid syntax'}` });
}

function ownPlace(source: SourceText, fault: PythonFault | undefined): { readonly line: number; readonly late: boolean } {
  return { line: fault ? source.lineOf(Math.min(fault.reach, source.text.length)) : 0, late: fault?.phase === 'late' };
}

/** Said by the compiler after parsing: such an error may stand before one that is gone. */
function isLate(error: PythonSyntaxError): boolean {
  return (
    error.type === 'SyntaxError' &&
    /outside|not properly in loop|nonlocal|global declaration|duplicate argument|named arguments|default 'except:'|__future__|future feature|import \* only|used prior to|is parameter and|cannot assign to __debug__|asynchronous comprehension|no binding for/.test(
      error.message,
    )
  );
}

/** The remaining fault lies on a line that the patch wrote; one that it only moved or indented counts as the old one. */
function insideEdit(request: CheckRequest, fault: PythonFault): boolean {
  const { before, after } = request;
  let head = 0;
  const most = Math.min(before.text.length, after.text.length);
  while (head < most && before.text.charCodeAt(head) === after.text.charCodeAt(head)) head++;
  let tail = 0;
  while (
    tail < most - head &&
    before.text.charCodeAt(before.text.length - 1 - tail) === after.text.charCodeAt(after.text.length - 1 - tail)
  )
    tail++;
  if (fault.at < head || fault.at >= after.text.length - tail) return false;
  const line = after.line(after.lineOf(fault.at)).trim();
  for (let old = before.lineOf(head); old <= before.lineOf(before.text.length - tail); old++)
    if (before.line(old).trim() === line) return false;
  return true;
}

/** Parsing goes on for this long before others are served. In ms. */
const STEP_MS = 8;

const lenients = new WeakMap<SourceText, Promise<number | undefined>>();

/** Offset of lezer's first error node; undefined where it finds none. */
function lezerFault(source: SourceText): Promise<number | undefined> {
  const known = lenients.get(source) ?? firstError(source.text);
  lenients.set(source, known);
  return known;
}

async function firstError(text: string): Promise<number | undefined> {
  const parse = lezer.startParse(readable(text));
  let tree = parse.advance();
  for (let began = performance.now(); !tree; tree = parse.advance()) {
    if (performance.now() - began < STEP_MS) continue;
    await setImmediate();
    began = performance.now();
  }
  let at: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (at === undefined && node.type.isError) at = node.from;
      return at === undefined;
    },
  });
  return at;
}

/**
 * Error nodes of lezer's tree, and faults of the tokens: brackets and quotes that are not closed. Of a piece only these: its lines may belong to
 * brackets that were opened before it.
 */
function faultsOf(text: string): number {
  let faults = 0;
  if (!isPiece(text)) lezer.parse(text).iterate({ enter: (node) => void (faults += node.type.isError ? 1 : 0) });
  for (let line = lexLine(text, 0); line; line = line.next > line.start ? lexLine(text, line.next) : undefined) if (line.fault) faults++;
  return faults;
}

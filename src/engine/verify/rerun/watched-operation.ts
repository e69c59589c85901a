// The expression that failed, what the patch put in its place, and whether a run that ends well would say anything about it.

import type { Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { Comparison, RerunRequest, WatchedOperation, WatchedStatement } from './contract';
import { counterpart, type Span } from './counterpart';
import { whyDead } from './living-value';
import { operationAt, operationIn, type Operation } from './operation';
import { statementAt } from './statement';
import { addedSurroundings, runsOverOther } from './surroundings';
import { textAfter, textBefore } from './texts';

/** Calls on the way to the failure that are looked at: what the patch put around one of them hides the failure as well. */
const MAX_CALLERS = 8;
const WORD = /[\p{L}\p{N}_$]/u;
/** Copies of what failed in the lines that the patch wrote. */
const MAX_COPIES = 8;

/** The watched statement with its operation; the patched statement is the one that the operation stands in. */
export async function withOperation(
  watched: WatchedStatement,
  problem: Problem,
  request: RerunRequest,
  lines: Comparison['lines'],
): Promise<WatchedStatement> {
  if (!watched.before || !watched.after) return watched;
  const pair = await operations(watched.path, watched.range, problem, request, lines);
  if (!pair) return watched;
  const { before, after, source } = pair;
  const name = wrongName(problem);
  const added = lines.get(watched.path)?.added ?? new Set();
  const hidden =
    whyHidden(before, after, problem, added) ??
    (await hiddenElsewhere(pair, problem, added)) ??
    (await hiddenCaller(watched, problem, request, lines));
  const statement = after && (await statementAt(source, problem.language, { start: after.range.start, end: after.range.start }));
  // What was returned may be returned by another line that the patch wrote.
  const isReturned =
    !watched.before.returns || statement?.returns === true || [...added].some((line) => /\breturn\b/.test(source.line(line)));
  const dead =
    after &&
    (whyDead(before, after, { name, isNameError: isNameError(problem), message: problem.message, added }) ??
      (isReturned ? undefined : 'the patch no longer returns what the line makes'));
  const operation: WatchedOperation = {
    before,
    after,
    ...(hidden === undefined ? {} : { hidden }),
    ...(dead === undefined ? {} : { dead }),
    ...(after && runsOverOther(before.surroundings, after.surroundings, name) ? { runsOverOther: true } : {}),
  };
  return { ...watched, operation, ...(statement && !statement.raises ? { after: statement } : {}) };
}

interface OperationPair {
  readonly before: Operation;
  readonly after: Operation | undefined;
  /** The text before the patch. */
  readonly old: SourceText;
  /** And after it. */
  readonly source: SourceText;
}

/** An operation of a text and its counterpart in the patched one; undefined where the text has none there. */
async function operations(
  path: string,
  range: Range,
  problem: Problem,
  request: RerunRequest,
  lines: Comparison['lines'],
): Promise<OperationPair | undefined> {
  const [was, is] = [await textBefore(request, path), await textAfter(request, path)];
  if (was === undefined || is === undefined) return undefined;
  const [old, source] = [new SourceText(was), new SourceText(is)];
  const before = await operationAt(old, problem, range);
  if (!before) return undefined;
  const span = counterpart(old, source, lines.get(path), before.span);
  const after = span && (await operationIn(source, problem.language, span));
  const moved = after ? undefined : importOf(problem, source);
  return { before, after: after ?? (moved && (await operationIn(source, problem.language, moved))), old, source };
}

/** A name that could not be imported may be in a statement of its own now: that is what became of it. */
function importOf({ errorType, signature, language }: Problem, source: SourceText): Span | undefined {
  const { name } = signature.holes;
  if (errorType !== 'ImportError' || language !== 'python' || name === undefined || !/^\w+$/.test(name)) return undefined;
  const found = new RegExp(`^from[ \\t]+[.\\w]+[ \\t]+import[ \\t]+[^\\n(]*\\b${name}\\b[^\\n]*$`, 'm').exec(source.text);
  return found ? { start: found.index, end: found.index + found[0].trimEnd().length } : undefined;
}

function wrongName({ signature }: Problem): string | undefined {
  return signature.holes['name'] ?? signature.holes['attribute'];
}

function whyHidden(before: Operation, after: Operation | undefined, problem: Problem, added: ReadonlySet<number>): string | undefined {
  if (!after) return 'could not see what became of what failed';
  const around = addedSurroundings(before.surroundings, after.surroundings, wrongName(problem), isStackOverflow(problem));
  if (around !== undefined) return `could not see whether what failed works now: the patch puts ${around} around it`;
  const runsOver: readonly string[] = after.surroundings.sources.join(' ').match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
  const { bindings, emptied } = after.written;
  return [...bindings.filter((binding) => binding.cuts), ...emptied].some(({ name, line }) => added.has(line) && runsOver.includes(name))
    ? 'could not see whether what failed works now: the patch takes some out of what the loop around it runs over'
    : undefined;
}

/** The patch may have written what failed several times, once where it does no harm: each counts. */
async function hiddenElsewhere(
  { before, old, source }: OperationPair,
  problem: Problem,
  added: ReadonlySet<number>,
): Promise<string | undefined> {
  const text = old.text.slice(before.span.start, before.span.end);
  for (let at = source.text.indexOf(text), seen = 0; at >= 0 && seen < MAX_COPIES; at = source.text.indexOf(text, at + 1)) {
    // `limit` in `limits` is another word.
    if (!added.has(source.lineOf(at)) || WORD.test(source.text[at - 1] ?? '') || WORD.test(source.text[at + text.length] ?? '')) continue;
    seen++;
    const copy = await operationIn(source, problem.language, { start: at, end: at + text.length });
    const hidden = copy && whyHidden(before, copy, problem, added);
    if (hidden !== undefined) return hidden;
  }
  return undefined;
}

/** The same for the calls that led to the failure. */
async function hiddenCaller(
  watched: WatchedStatement,
  problem: Problem,
  request: RerunRequest,
  lines: Comparison['lines'],
): Promise<string | undefined> {
  const callers = new Map(
    problem.frames
      .filter(
        ({ own, location: { path, range } }) =>
          own && lines.has(path) && !(path === watched.path && range.start.line === watched.range.start.line),
      )
      .map(({ location }) => [`${location.path}:${location.range.start.line}`, location]),
  );
  for (const { path, range } of [...callers.values()].slice(-MAX_CALLERS)) {
    const pair = await operations(path, range, problem, request, lines);
    const hidden = pair?.after && whyHidden(pair.before, pair.after, problem, lines.get(path)?.added ?? new Set());
    if (hidden !== undefined) return hidden;
  }
  return undefined;
}

/** Nobody gave the name a value. */
export function isNameError({ errorType }: Pick<Problem, 'errorType'>): boolean {
  return /^(?:NameError|UnboundLocalError|ReferenceError)$/.test(errorType);
}

/** Python's and V8's errors of a recursion that does not end. */
export function isStackOverflow({ errorType, message }: Pick<Problem, 'errorType' | 'message'>): boolean {
  return errorType === 'RecursionError' || (errorType === 'RangeError' && /stack/.test(message));
}

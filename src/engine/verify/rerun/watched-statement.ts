// Which statement a re-run watches, and what the patch made of it.

import type { Problem, Range } from '../../problem';
import { SourceText } from '../../syntax/source-text';
import type { Comparison, RerunRequest, WatchedStatement } from './contract';
import { isAssertion } from './assertion';
import { linesOf, statementAt } from './statement';
import type { PatchedStatement } from './tampering';
import { isTestFile } from '../../detect/test-file';
import { isChangedAsTold } from './told-comparison';
import { textAfter, textBefore } from './texts';

/** Callers that are looked at for a statement that can complete. */
const MAX_FRAMES = 8;

/** Where the error is, or, where that line only raises it, the call that led there; undefined where no text of it is at hand. */
export async function findWatchedStatement(
  problem: Problem,
  request: RerunRequest,
  lines: Comparison['lines'],
): Promise<WatchedStatement | undefined> {
  const outward = problem.frames
    .filter((frame) => frame.own)
    .map((frame) => frame.location)
    .reverse();
  const own = outward.findIndex(
    (location) => location.path === problem.location.path && location.range.start.line === problem.location.range.start.line,
  );
  const locations = [problem.location, ...outward.slice(own + 1)].slice(0, MAX_FRAMES);
  for (const [index, { path, range }] of locations.entries()) {
    const [before, after] = [await textBefore(request, path), await textAfter(request, path)];
    if (before === undefined || after === undefined) continue;
    const statement = await statementAt(new SourceText(before), problem.language, range);
    if (statement?.raises) continue;
    const map = lines.get(path);
    const line = map ? map.newLine(range.start.line) : range.start.line;
    const column = line === range.start.line && after === before ? range.start.character : 0;
    const rangeAfter = index === 0 ? request.statement : line === undefined ? undefined : caret(line, column);
    const patched = rangeAfter && (await statementAt(new SourceText(after), problem.language, rangeAfter));
    return {
      path,
      before: statement,
      after: patched?.raises === true ? undefined : patched,
      range,
      line: rangeAfter?.start.line ?? line ?? -1,
    };
  }
  return undefined;
}

/** What the patch made of the watched statement; undefined where it is not known on both sides. */
export async function patchedStatement(
  problem: Problem,
  watched: WatchedStatement | undefined,
  request: RerunRequest,
  lines: Comparison['lines'],
): Promise<PatchedStatement | undefined> {
  if (!watched?.before || !watched.after) return undefined;
  const [before, after] = [await textBefore(request, watched.path), await textAfter(request, watched.path)];
  if (before === undefined || after === undefined) return undefined;
  const map = lines.get(watched.path);
  const testChanged = isTestFile(watched.path)
    ? map !== undefined
    : !watched.after.inFile && map !== undefined && linesOf(watched.after.scope).some((line) => map.added.has(line));
  const heads = { before: new SourceText(before).slice(watched.before.head), after: new SourceText(after).slice(watched.after.head) };
  return {
    ...heads,
    told: isChangedAsTold(problem, heads.before, heads.after),
    asserts: watched.before.asserts,
    failed: isAssertion(problem, undefined),
    testChanged,
  };
}

function caret(line: number, character: number): Range {
  return { start: { line, character }, end: { line, character } };
}

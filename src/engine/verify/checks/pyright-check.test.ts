import { expect, test } from 'vitest';
import type { Problem } from '../../problem';
import type { CheckerDiagnostic } from '../../project/text-checker';
import type { Workspace } from '../../project/workspace';
import { SourceText } from '../../syntax/source-text';
import { pyrightCheck } from './pyright-check';

const at = (line: number, code: string, message = 'a complaint'): CheckerDiagnostic => ({
  code,
  message,
  severity: 'error',
  range: { start: { line, character: 0 }, end: { line, character: 9 } },
});

const BEFORE = 'figure.old(1)\nuse(figure)\n';
const AFTER = 'figure.new(1)\nuse(figure)\n';

/** What the rung says where the checker's reports on both texts are given. */
async function rung(
  was: readonly CheckerDiagnostic[],
  now: readonly CheckerDiagnostic[],
  origin: Problem['origin'] = 'terminal',
  text = AFTER,
  { message = 'gone', runFollows = false } = {},
) {
  const before = new SourceText(BEFORE);
  const after = new SourceText(text);
  const problem = { origin, message, location: { path: '/w/a.py', range: at(0, '').range } } as Problem;
  const pythonChecker = { name: 'Pyright', check: (_: string, asked: string) => Promise.resolve(asked === BEFORE ? was : now) };
  const workspace = { pythonChecker } as unknown as Workspace;
  const signal = new AbortController().signal;
  const result = await pyrightCheck.check({
    problem,
    path: '/w/a.py',
    before,
    after,
    shift: (offset) => offset,
    workspace,
    signal,
    runFollows,
  });
  return result?.doubted ? 'doubted' : result?.result;
}

const foreseen = at(0, 'reportAttributeAccessIssue', 'no old');

test.each([
  ['a crash it foresaw, and the line may be None now', [foreseen], [at(0, 'reportOptionalMemberAccess')], undefined],
  ['a crash it did not foresee, and another line is doubted', [], [at(1, 'reportArgumentType')], undefined],
  ['a crash it did not foresee, and the new line is doubted', [], [at(0, 'reportArgumentType')], 'failed'],
  ['a name that is not there', [foreseen], [at(0, 'reportUndefinedVariable')], 'failed'],
  ['what was foreseen is still there', [foreseen], [foreseen, at(0, 'reportArgumentType')], 'failed'],
  ['it is gone', [foreseen], [], 'passed'],
])('%s', async (_, was, now, expected) => expect(await rung(was, now)).toBe(expected));

test("a checker's own problem is gone only where nothing new is in its report", async () =>
  expect(await rung([foreseen], [at(0, 'reportOptionalMemberAccess')], 'diagnostic')).toBe('failed'));

test('a patch of another file is not judged by this text', async () =>
  expect(await rung([foreseen], [foreseen], 'terminal', BEFORE)).toBeUndefined());

test('that a value may be None says nothing of a crash over something else', async () => {
  const optional = at(0, 'reportOptionalMemberAccess');
  expect(await rung([optional], [optional], 'terminal', AFTER, { message: 'no such group' })).toBeUndefined();
  expect(await rung([optional], [optional], 'terminal', AFTER, { message: "'NoneType' object has no attribute 'a'" })).toBe('failed');
});

test('where a run follows, a complaint about types is a doubt, one about a name is not', async () => {
  const call = at(0, 'reportCallIssue', 'No overloads for "max" match the provided arguments');
  expect(await rung([], [call], 'terminal', AFTER, { runFollows: true })).toBe('doubted');
  expect(await rung([], [call])).toBe('failed');
  expect(await rung([], [at(0, 'reportUndefinedVariable')], 'terminal', AFTER, { runFollows: true })).toBe('failed');
});

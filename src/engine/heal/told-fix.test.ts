// A fix that somebody tells: which of them are kept, and as the fix of what.

import { describe, expect, it } from 'vitest';
import { toldFix } from './told-fix';

const BEFORE = 'def total(order):\n    row = find(order)\n    return row["sum"]\n';
const AFTER = 'def total(order):\n    row = find(order)\n    if row is None:\n        raise LookupError(order)\n    return row["sum"]\n';
const tell = (error: string, after = AFTER, line?: number) =>
  toldFix({ path: '/w/a.py', language: 'python', before: BEFORE, after, error, ...(line === undefined ? {} : { line }) });

describe('a fix that is told', () => {
  it.each([
    ["TypeError: 'NoneType' object is not subscriptable", 'TypeError', "'NoneType' object is not subscriptable"],
    [
      'Traceback (most recent call last):\n  File "/w/a.py", line 3, in total\n    return row["sum"]\n           ~~~^^^^^^^\nTypeError: \'NoneType\' object is not subscriptable',
      'TypeError',
      "'NoneType' object is not subscriptable",
    ],
    ["TS2304: Cannot find name 'x'.", 'TS2304', "Cannot find name 'x'."],
    ["Cannot find name 'x'. ts(2304)", 'TS2304', "Cannot find name 'x'."],
    [
      'a.py:3:12 - error: Object of type "None" is not subscriptable (reportOptionalSubscript)',
      'reportOptionalSubscript',
      'Object of type "None" is not subscriptable',
    ],
    [
      'Object of type "None" is not subscriptable Pylance(reportOptionalSubscript)',
      'reportOptionalSubscript',
      'Object of type "None" is not subscriptable',
    ],
  ])('is of the error that is named: %s', (error, errorType, message) => {
    const told = tell(error, AFTER, 2);
    if (!told.ok) throw new Error(told.message);
    expect(told.value.problem).toMatchObject({ errorType, message, location: { range: { start: { line: 2 } } } });
    expect(told.value.evidence).toMatchObject([{ result: 'skipped' }]);
  });

  it('without a line it is where the texts part', () => {
    const told = tell('TypeError: x is y');
    expect(told.ok && told.value.problem.location.range.start.line).toBe(2);
    const beyond = tell('TypeError: x is y', AFTER, 1_000_000);
    expect(beyond.ok && beyond.value.problem.location.range.start.line).toBe(3);
  });

  it.each([
    ['the same text', 'TypeError: x', BEFORE, /same/],
    ['no error', '  \n', AFTER, /which error/i],
    ['a checker that is switched off', 'TypeError: x is y', BEFORE.replace('["sum"]', '["sum"]  # type: ignore'), /not kept/],
    ['code that is gone', 'TypeError: x is y', BEFORE.replace('    return row["sum"]\n', ''), /not kept/],
  ])('is none: %s', (_, error, after, why) => {
    const told = tell(error, after);
    expect(told).toMatchObject({ ok: false, reason: 'no-fix' });
    expect(told.ok ? '' : told.message).toMatch(why);
  });
});

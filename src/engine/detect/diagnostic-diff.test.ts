import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemFromDiagnostic } from './diagnostic';
import { diffDiagnostics, diffProblems } from './diagnostic-diff';

const said = (message: string, code = 1, line = 0): { code: number; message: string; line: number } => ({ code, message, line });

test('what came and what went, wherever it stands', () => {
  const { added, removed } = diffDiagnostics([said('a'), said('b', 1, 3)], [said('b', 1, 5), said('c', 1, 0)]);
  expect([added, removed]).toEqual([[said('c')], [said('a')]]);
});

test('said once more than before is new, with another code too', () => {
  const { added, removed } = diffDiagnostics([said('a', 1, 1)], [said('a', 1, 2), said('a', 1, 9), said('a', 2)]);
  expect([added, removed]).toEqual([[said('a', 1, 9), said('a', 2)], []]);
});

test('problems of several checkers: each is compared with its own', () => {
  const of = (source: string): ReturnType<typeof problemFromDiagnostic> =>
    problemFromDiagnostic({
      path: '/a.py',
      language: 'python',
      source,
      code: 'x',
      message: 'm',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      severity: 'error',
      related: [],
    });
  expect(diffProblems([of('Pyright')], [of('Pyright'), of('mypy')]).added).toEqual([of('mypy')]);
});

test('property: before, without what went and with what came, is after', () => {
  const report = fc.array(fc.record({ code: fc.nat(2), message: fc.constantFrom('a', 'b') }), { maxLength: 6 });
  const sorted = (list: readonly unknown[]): string[] => list.map((one) => JSON.stringify(one)).sort();
  fc.assert(
    fc.property(report, report, (before, after) => {
      const { added, removed } = diffDiagnostics(before, after);
      expect(sorted([...before, ...added])).toEqual(sorted([...after, ...removed]));
      expect(added.filter((one) => removed.some((other) => JSON.stringify(one) === JSON.stringify(other)))).toEqual([]);
    }),
  );
});

test('an error that gets a suggestion because an earlier one is gone is not a new one', () => {
  const plain = { code: 2304, message: "Cannot find name 'totl'." };
  const suggested = { code: 2552, message: "Cannot find name 'totl'. Did you mean 'total'?" };
  expect(diffDiagnostics([plain], [suggested])).toEqual({ added: [], removed: [] });
  expect(diffDiagnostics([suggested], [plain])).toEqual({ added: [], removed: [] });
});

// Pairs for the tests of the store, the export and the import; fast-check's and plain ones.

import fc from 'fast-check';
import { pairId, PAIR_SCHEMA, type SuccessPair } from '../../src/engine/learn/pair';
import { redactPair } from '../../src/engine/learn/redact-pair';
import type { RedactedPair } from '../../src/engine/learn/pair';

export const NOW = new Date('2026-03-01T10:00:00.000Z');

export function samplePair(n: number, over: Partial<SuccessPair> = {}): SuccessPair {
  const pair: Omit<SuccessPair, 'id'> = {
    schema: PAIR_SCHEMA,
    language: 'python',
    errorType: 'NameError',
    message: `name 'item${n}' is not defined`,
    signature: { shape: "name '‹name›' is not defined", holes: { name: `item${n}` } },
    source: 'python',
    file: 'app/main.py',
    line: n,
    traceback: '',
    command: '',
    extent: 'whole',
    startLine: 0,
    before: `items${n} = [1]\nprint(item${n})\n`,
    proposed: `items${n} = [1]\nprint(items${n})\n`,
    final: null,
    otherFiles: [],
    title: `Change item${n} to items${n}`,
    evidence: [{ rung: 'parses', result: 'passed', by: 'CPython 3.12' }],
    confidence: 0.9,
    origin: { kind: 'rule', id: 'python/name-typo' },
    verdict: { kind: 'accepted', how: 'applied in the editor', at: NOW.toISOString() },
    recordedAt: NOW.toISOString(),
    redactions: 0,
    withheld: false,
    ...over,
  };
  return { ...pair, id: pairId(pair) };
}

export const redactedPair = (n: number, over: Partial<SuccessPair> = {}): Promise<RedactedPair> => redactPair(samplePair(n, over));

const words = fc.string({ unit: 'binary', maxLength: 60 });
const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());

/** Pairs with hostile text in every field: line ends, NUL, lone surrogates, quotes. */
export const anyPair: fc.Arbitrary<SuccessPair> = fc
  .record({
    schema: fc.constant(PAIR_SCHEMA as typeof PAIR_SCHEMA),
    language: fc.constantFrom('python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'),
    errorType: words,
    message: words,
    signature: fc.record({ shape: words, holes: fc.dictionary(fc.constantFrom('name', 'module', 'type'), words) }),
    source: words,
    file: words,
    line: fc.nat(),
    traceback: words,
    command: words,
    extent: fc.constantFrom('whole', 'excerpt'),
    startLine: fc.nat(),
    before: fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '\t', '"', '\0', '\ud800', '𝒳', '\u2028', '‹') }),
    proposed: words,
    final: fc.option(words),
    otherFiles: fc.array(words, { maxLength: 3 }),
    title: words,
    evidence: fc.array(
      fc.record(
        {
          rung: fc.constantFrom('parses', 'checks', 'reruns', 'tests'),
          result: fc.constantFrom('passed', 'failed', 'skipped'),
          by: words,
          why: words,
          ms: fc.nat(),
        },
        { requiredKeys: ['rung', 'result'] },
      ),
      { maxLength: 4 },
    ),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
    origin: fc.record({ kind: fc.constantFrom('remembered', 'learned', 'rule', 'editor', 'model', 'imported'), id: words }),
    ofCandidate: fc.oneof(
      fc.constant({}),
      fc.record({
        variant: words,
        family: words,
        features: fc.dictionary(
          fc.constantFrom('distance', 'uses', 'a b', '‹x›'),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        ),
      }),
    ),
    ofVersion2: fc.record(
      { via: fc.constantFrom('lightbulb', 'hand', 'import'), libraries: fc.dictionary(fc.constantFrom('numpy', 'a b'), words) },
      { requiredKeys: [] },
    ),
    verdict: fc.record({ kind: fc.constantFrom('accepted', 'edited', 'survived'), how: words, at: time }),
    recordedAt: time,
    redactions: fc.constant(0),
    withheld: fc.constant(false),
  })
  .map(({ ofCandidate, ofVersion2, ...pair }) => ({ ...pair, ...ofCandidate, ...ofVersion2 }))
  .filter((pair) => pair.before !== pair.proposed)
  .map((pair) => ({ ...pair, id: pairId(pair) }));

/** The same hostile pairs but for what no import takes: characters that a terminal obeys or that hide in code, and paths out of the folder. */
export const importablePair: fc.Arbitrary<SuccessPair> = anyPair
  .map((pair) => ({ ...(plain(pair) as SuccessPair), before: pair.before, file: 'app/main.py', otherFiles: ['a b.py', 'ü/x'] }))
  .filter((pair) => pair.before !== pair.proposed)
  .map((pair) => ({ ...pair, id: pairId(pair) }));

function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[\p{C}\u2028\u2029]/gu, '·');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

// Pairs for the benches of the store.

/** Different shapes of mistake. */
export const SHAPES = 120;

export const shapeOf = (i) => `name '‹name›' is not defined (${i})`;
export const timeOf = (i) => new Date(1_770_000_000_000 + i * 60_000).toISOString();

/** A pair as healing makes them: a small file, one line changed. */
export function pairOf(i, random, { pairId, PAIR_SCHEMA }) {
  const at = timeOf(i);
  const lines = Array.from(
    { length: 12 + Math.floor(random() * 30) },
    (_, k) => `    value_${k} = compute(${Math.floor(random() * 1e6)}, 'item ${k}')`,
  );
  const before = `def work_${i}(items):\n${lines.join('\n')}\n    return valeu_1\n`;
  const pair = {
    schema: PAIR_SCHEMA,
    language: 'python',
    errorType: i % 3 === 0 ? 'reportUndefinedVariable' : 'NameError',
    message: `name 'valeu_1' is not defined`,
    signature: { shape: shapeOf(i % SHAPES), holes: { name: 'valeu_1' } },
    source: 'python',
    file: `app/module_${i % 97}.py`,
    line: lines.length + 1,
    traceback: `app/module_${i % 97}.py:${lines.length + 2} work_${i}`,
    command: 'python3 app.py',
    extent: 'whole',
    startLine: 0,
    before,
    proposed: before.replace('valeu_1', 'value_1'),
    final: null,
    otherFiles: [],
    title: 'Change valeu_1 to value_1',
    evidence: [{ rung: 'parses', result: 'passed', by: 'CPython' }],
    confidence: 0.9,
    origin: { kind: 'rule', id: 'python/name-typo' },
    variant: 'misspelt',
    family: 'python/names',
    features: { distance: 2 },
    verdict: { kind: 'accepted', how: 'applied in the editor', at },
    recordedAt: at,
    redactions: 0,
    withheld: false,
  };
  return { ...pair, id: pairId(pair) };
}

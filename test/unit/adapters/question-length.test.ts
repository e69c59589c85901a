// A file that is too long to be learned from as a whole is learned from as an excerpt, and an adapter is asked about such a file in the same way.

import { expect, test } from 'vitest';
import { longestText } from '../../../src/engine/adapt/training/example-size';
import { gatherData } from '../../../src/engine/adapt/training/training-data';
import { questionOf } from '../../../src/engine/learn/make-pair';
import { promptOf } from '../../../src/engine/learn/exchange/prompt';
import { redactPairs } from '../../../src/engine/learn/redact-pair';
import { samplePair } from '../pair-samples';
import { useStoreFolder } from '../store-folder';

const folder = useStoreFolder();
const TOKENS = 2_048;

test('the excerpt of a live problem is the one of the pair that it becomes', async () => {
  const lines = Array.from({ length: 300 }, (_, i) => `value_${i} = ${i}`);
  const [before, proposed] = ['item', 'items'].map(
    (name) => `${[...lines.slice(0, 200), `print(${name})`, ...lines.slice(200)].join('\n')}\n`,
  );
  if (before === undefined || proposed === undefined) throw new Error('two texts');
  expect(before.length).toBeGreaterThan(longestText(TOKENS));
  const store = folder.open();
  const pair = samplePair(1, { before, proposed, line: 200, message: "name 'item' is not defined", signature: { shape: 's', holes: {} } });
  store.insertMany(await redactPairs([pair]));
  const records: unknown[] = [];
  const gathered = await gatherData(store, { maxLength: TOKENS, generic: 0 }, (_, record) => records.push(record));
  expect(gathered).toMatchObject({ ok: true, value: { train: 1 } });
  const range = { start: { line: 200, character: 6 }, end: { line: 200, character: 10 } };
  const problem = {
    language: 'python',
    errorType: pair.errorType,
    message: pair.message,
    signature: pair.signature,
    source: 'python',
    origin: 'diagnostic',
    severity: 'error',
    location: { path: '/w/app/main.py', range },
    frames: [],
    causes: [],
    related: [],
  } as const;
  const question = questionOf(problem, before, '/w', longestText(TOKENS));
  if (!question) throw new Error('no question');
  expect(question.extent).toBe('excerpt');
  expect(question.before.length).toBeLessThanOrEqual(longestText(TOKENS));
  // Word for word what was learned.
  expect(records).toMatchObject([{ prompt: [{ content: promptOf(question).system }, { content: promptOf(question).user }] }]);
  // An adapter of which nothing is known is asked about the whole file.
  expect(questionOf(problem, before, '/w')?.extent).toBe('whole');
});

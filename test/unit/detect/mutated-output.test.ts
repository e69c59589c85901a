// Recorded outputs are recognised, and a thousand mutated ones break nothing; `npm run bench -- capture-fuzz` tries a hundred thousand.

import * as path from 'node:path';
import { expect, test } from 'vitest';
import { TerminalDetector } from '../../../src/engine/detect/detect';
import type { Problem } from '../../../src/engine/problem';
import { CWD, mutatedOutput, recordedOutputs, untruths } from './mutated-output';

const OUTPUTS = recordedOutputs(path.join(import.meta.dirname, '../../bench/corpus/outputs'));

function read(chunks: readonly string[]): readonly Problem[] {
  const detector = new TerminalDetector({ line: 'make', cwd: CWD, roots: [CWD] });
  for (const chunk of chunks) detector.write(chunk);
  return detector.end(1);
}

test('every recorded output shows a problem, and each points into its text', () => {
  const found = [...OUTPUTS].map(([name, text]) => ({ name, text, problems: read([text]) }));
  expect(found.filter(({ problems }) => problems.length === 0).map(({ name }) => name)).toEqual([]);
  expect(found.flatMap(({ problems, text }) => untruths(problems, [text]))).toEqual([]);
});

test('mutated outputs: nothing is thrown, nothing is untrue, and chunks do not matter', () => {
  for (let n = 0; n < 1_000; n++) {
    const { name, chunks } = mutatedOutput(OUTPUTS, 'unit', n);
    const problems = read(chunks);
    expect({ n, name, untrue: untruths(problems, chunks) }).toEqual({ n, name, untrue: [] });
    if (n % 4 === 0) expect(read([chunks.join('')])).toEqual(problems);
  }
}, 120_000);

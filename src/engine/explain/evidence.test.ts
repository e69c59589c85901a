import { expect, test } from 'vitest';
import type { Evidence } from '../patch';
import { evidenceLine, likely, openQuestions, proofs, proofWord } from './evidence';

const EVIDENCE: Evidence = [
  { rung: 'parses', result: 'passed', by: 'CPython 3.11', ms: 2.4 },
  { rung: 'checks', result: 'skipped', why: 'no checker for this problem' },
];

test('the strongest rung that passed is the word for all', () => {
  expect(proofWord(EVIDENCE)).toBe('parses');
  expect(proofWord([...EVIDENCE, { rung: 'tests', result: 'passed' }, { rung: 'reruns', result: 'passed' }])).toBe('tests pass');
  expect(proofWord([{ rung: 'checks', result: 'failed' }])).toBe('not checked');
});

test('one line for all rungs', () => {
  expect(evidenceLine(EVIDENCE)).toBe('Parses: passed, by CPython 3.11. Checked: no answer (no checker for this problem).');
  expect(evidenceLine([])).toBe('');
});

test('sentences: what was proved, and what was not', () => {
  expect(proofs(EVIDENCE)).toEqual(['It can be read as a program (by CPython 3.11, 2 ms).']);
  expect(openQuestions(EVIDENCE)).toEqual([
    'What a checker says: no checker for this problem.',
    'Whether the program runs: not tried; nothing was run.',
    'Whether the tests pass: not tried; nothing was run.',
  ]);
});

test('a probability in words', () => {
  expect([0.99, 0.82, 0.01].map((confidence) => likely({ confidence }))).toEqual([
    'nearly always right where it was measured',
    'right about 8 times in 10',
    'a guess',
  ]);
});

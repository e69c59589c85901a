import { expect, test } from 'vitest';
import type { Evidence, Patch } from '../patch';
import { evidenceLine, likely, openQuestions, patchWord, proofs, proofWord, testWords, warnings } from './evidence';

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
  expect(evidenceLine(EVIDENCE)).toBe('Parsed by CPython 3.11. Not checked (no checker for this problem).');
  expect(evidenceLine([])).toBe('');
});

test('sentences: what was proved, and what was not', () => {
  expect(proofs(EVIDENCE)).toEqual(['Parsed by CPython 3.11.']);
  expect(openQuestions(EVIDENCE)).toEqual(['Not checked (no checker for this problem).', 'Not verified by running.', 'No tests were run.']);
});

test('a probability in words', () => {
  expect([0.99, 0.82, 0.01].map((confidence) => likely({ confidence }))).toEqual([
    'nearly always right where it was measured',
    'right about 8 times in 10',
    'a guess',
  ]);
});

test('tests by their numbers: what passes, what fails as before, what is newly broken', () => {
  const counts = { passed: 2, healed: 0, stillFailing: 3, newlyBroken: 0 };
  expect(testWords(counts)).toBe('2 pass, 3 still fail as before, none newly broken');
  expect(testWords({ passed: 4, healed: 1, stillFailing: 0, newlyBroken: 1 })).toBe('4 pass (1 of them failed before), 1 newly broken');
  const rung = {
    rung: 'tests',
    result: 'passed',
    by: 'pytest on test_a.py',
    counts: { ...counts, healed: 1 },
    reached: ['/w/a.py'],
  } as const;
  // Where some fail still, nothing says that "the tests pass".
  expect(proofWord([rung])).toBe('2 pass (1 of them failed before), 3 still fail as before, none newly broken');
  expect(evidenceLine([rung])).toBe(
    'Tests of a.py, by pytest on test_a.py: 2 pass (1 of them failed before), 3 still fail as before, none newly broken.',
  );
  expect(proofs([rung])).toEqual([evidenceLine([rung])]);
  expect(openQuestions([{ ...rung, result: 'skipped', why: 'they do not show the error' }])[0]).toMatch(
    /2 pass.*\(they do not show the error\)/,
  );
});

test('what a patch adds stands beside what proves it', () => {
  const candidate = { adds: ['writes a file'] } as unknown as Patch['candidate'];
  expect(patchWord({ evidence: [{ rung: 'checks', result: 'passed' }], candidate })).toBe('checked, writes a file');
  expect(warnings(candidate)).toEqual(['With it the program writes a file.']);
});

test('what is to be seen first is said of the program, or of how the change came about', () => {
  expect(warnings({ adds: ['writes a file', 'was made from text that speaks to a model'] })).toEqual([
    'With it the program writes a file.',
    'This change was made from text that speaks to a model.',
  ]);
});

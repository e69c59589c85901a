// The ladder of evidence in plain words: for each rung what was done, what came out and how long it took; and what is not known.

import type { Evidence, Patch, RungResult } from '../patch';

const DONE: Readonly<Record<RungResult['rung'], string>> = {
  parses: 'It can be read as a program',
  checks: 'The checker is content: the problem is gone and nothing new came',
  reruns: 'The program was run again, and the error is gone',
  tests: 'The tests pass',
};
const FAILED: Readonly<Record<RungResult['rung'], string>> = {
  parses: 'It can not be read as a program',
  checks: 'The checker still complains',
  reruns: 'The program was run again, and it still fails',
  tests: 'The tests fail',
};
const OPEN: Readonly<Record<RungResult['rung'], string>> = {
  parses: 'Whether it can be read as a program',
  checks: 'What a checker says',
  reruns: 'Whether the program runs',
  tests: 'Whether the tests pass',
};

/** One sentence a rung that was climbed. */
export function proofs(evidence: Evidence): readonly string[] {
  return evidence
    .filter(({ result }) => result !== 'skipped')
    .map((rung) => {
      const how = [rung.by && `by ${rung.by}`, rung.ms !== undefined && `${Math.round(rung.ms)} ms`].filter(Boolean).join(', ');
      return `${(rung.result === 'passed' ? DONE : FAILED)[rung.rung]}${how ? ` (${how})` : ''}${rung.why ? `: ${rung.why}` : ''}.`;
    });
}

/** One sentence a rung that was not climbed, with the reason. */
export function openQuestions(evidence: Evidence): readonly string[] {
  const said = new Set(evidence.map(({ rung }) => rung));
  return [
    ...evidence.filter(({ result }) => result === 'skipped').map(({ rung, why }) => `${OPEN[rung]}: ${why ?? 'not tried'}.`),
    ...(['reruns', 'tests'] as const).filter((rung) => !said.has(rung)).map((rung) => `${OPEN[rung]}: not tried; nothing was run.`),
  ];
}

/** A probability in words people use. */
export function likely({ confidence }: Pick<Patch, 'confidence'>): string {
  const of10 = Math.round(confidence * 10);
  return of10 >= 10 ? 'nearly always right where it was measured' : of10 <= 0 ? 'a guess' : `right about ${of10} times in 10`;
}

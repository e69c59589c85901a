// Evidence in words, for all faces: in a word for a menu, in a line, and as sentences for a page.

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

const NAME: Readonly<Record<RungResult['rung'], string>> = { parses: 'Parses', checks: 'Checked', reruns: 'Run again', tests: 'Tests' };
const WORD: Readonly<Record<RungResult['rung'], string>> = { parses: 'parses', checks: 'checked', reruns: 'runs', tests: 'tests pass' };

/** What is proved, for a menu: `checked`. The strongest rung that passed speaks. */
export function proofWord(evidence: Evidence): string {
  const strongest = (['tests', 'reruns', 'checks', 'parses'] as const).find((rung) =>
    evidence.some((one) => one.rung === rung && one.result === 'passed'),
  );
  return strongest ? WORD[strongest] : 'not checked';
}

/** All rungs in one line: `Parses: passed, by CPython 3.11.` One that was not climbed says only why. */
export function evidenceLine(evidence: Evidence): string {
  return evidence
    .map(({ rung, result, by, why }) =>
      result === 'skipped'
        ? `${NAME[rung]}: no answer${why ? ` (${why})` : ''}.`
        : `${NAME[rung]}: ${result}${by ? `, by ${by}` : ''}${why ? ` (${why})` : ''}.`,
    )
    .join(' ');
}

/** One sentence a rung that was climbed, with how long it took. */
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

// Evidence in words, for all faces: in a word for a menu, in a line, and as sentences for a page.

import type { Candidate, Evidence, Patch, RungResult, TestCounts } from '../patch';

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
  for (const rung of ['tests', 'reruns', 'checks', 'parses'] as const) {
    const passed = evidence.find((one) => one.rung === rung && one.result === 'passed');
    if (passed) return passed.counts && passed.counts.stillFailing + passed.counts.newlyBroken > 0 ? testWords(passed.counts) : WORD[rung];
  }
  return 'not checked';
}

/** The same of a patch, with what it adds: `checked, writes a file`. */
export function patchWord({ evidence, candidate }: Pick<Patch, 'evidence' | 'candidate'>): string {
  return [proofWord(evidence), ...(candidate.adds ?? [])].join(', ');
}

/** What of a patch a person should see first, as sentences: `With it the program writes a file.` */
export function warnings({ adds }: Pick<Candidate, 'adds'>): readonly string[] {
  // How it came about, or what the program does with it.
  return (adds ?? []).map((does) => (/^was /.test(does) ? `This change ${does}.` : `With it the program ${does}.`));
}

/** Tests before and after: `2 pass, 3 still fail as before, none newly broken`. */
export function testWords({ passed, healed, stillFailing, newlyBroken }: TestCounts): string {
  return [
    `${passed} pass${healed > 0 ? ` (${healed} of them failed before)` : ''}`,
    ...(stillFailing > 0 ? [`${stillFailing} still fail as before`] : []),
    newlyBroken > 0 ? `${newlyBroken} newly broken` : 'none newly broken',
  ].join(', ');
}

/** One rung of tests as a sentence: `Tests of shapes.py, by pytest: 2 pass, 3 still fail as before, none newly broken.` `shown`: a path as a person knows it. */
export function testSentence({ result, by, why, counts, reached }: RungResult, shown: (path: string) => string = baseName): string {
  const of = reached && reached.length > 0 ? ` of ${reached.map(shown).join(', ')}` : '';
  const who = by ? `, by ${by}` : '';
  if (!counts)
    return result === 'skipped' ? `Tests${of}: no answer${why ? ` (${why})` : ''}.` : `Tests: ${result}${who}${why ? ` (${why})` : ''}.`;
  const all = result === 'passed' && counts.stillFailing + counts.newlyBroken === 0;
  // That some fail still is among the numbers; why something broke, or that nothing was shown, is not.
  return `Tests${all ? ': passed' : of}${who}: ${testWords(counts)}${why && result !== 'passed' ? ` (${why})` : ''}.`;
}

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** All rungs in one line: `Parses: passed, by CPython 3.11.` One that was not climbed says only why. */
export function evidenceLine(evidence: Evidence): string {
  return evidence
    .map((one) => {
      const { rung, result, by, why } = one;
      if (rung === 'tests') return testSentence(one);
      return result === 'skipped'
        ? `${NAME[rung]}: no answer${why ? ` (${why})` : ''}.`
        : `${NAME[rung]}: ${result}${by ? `, by ${by}` : ''}${why ? ` (${why})` : ''}.`;
    })
    .join(' ');
}

/** One sentence a rung that was climbed, with how long it took. */
export function proofs(evidence: Evidence): readonly string[] {
  return evidence
    .filter(({ result }) => result !== 'skipped')
    .map((rung) => {
      const how = [rung.by && `by ${rung.by}`, rung.ms !== undefined && `${Math.round(rung.ms)} ms`].filter(Boolean).join(', ');
      if (rung.counts) return testSentence(rung);
      return `${(rung.result === 'passed' ? DONE : FAILED)[rung.rung]}${how ? ` (${how})` : ''}${rung.why ? `: ${rung.why}` : ''}.`;
    });
}

/** One sentence a rung that was not climbed, with the reason. */
export function openQuestions(evidence: Evidence): readonly string[] {
  const said = new Set(evidence.map(({ rung }) => rung));
  return [
    ...evidence
      .filter(({ result }) => result === 'skipped')
      .map((one) => (one.counts ? testSentence(one) : `${OPEN[one.rung]}: ${one.why ?? 'not tried'}.`)),
    ...(['reruns', 'tests'] as const).filter((rung) => !said.has(rung)).map((rung) => `${OPEN[rung]}: not tried; nothing was run.`),
  ];
}

/** A probability in words people use. */
export function likely({ confidence }: Pick<Patch, 'confidence'>): string {
  const of10 = Math.round(confidence * 10);
  return of10 >= 10 ? 'nearly always right where it was measured' : of10 <= 0 ? 'a guess' : `right about ${of10} times in 10`;
}

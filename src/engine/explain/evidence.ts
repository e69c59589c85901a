// Evidence in words, for all faces: in a word for a menu, in a line, and as sentences for a page.

import type { Candidate, Evidence, Patch, RungResult, TestCounts } from '../patch';

const OPEN: Readonly<Record<RungResult['rung'], string>> = {
  parses: 'Not parsed',
  checks: 'Not checked',
  reruns: 'Not verified by running',
  tests: 'No tests were run',
};

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
export function patchWord({ evidence, candidate, testsWeak }: Pick<Patch, 'evidence' | 'candidate' | 'testsWeak'>): string {
  return [proofWord(evidence), ...(testsWeak ? ['tests weak'] : []), ...(candidate.adds ?? [])].join(', ');
}

/** What weak tests mean for a fix, as a sentence; empty where they are not known to be weak. */
export function weakTestsSentence({ testsWeak }: Pick<Patch, 'testsWeak'>): string {
  return testsWeak ? `The tests here are weak: of ${testsWeak.of} mistakes put in on trial they noticed ${testsWeak.noticed}.` : '';
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

/** All rungs in one line: `Parsed by CPython 3.11. Not checked (no checker for this problem).` */
export function evidenceLine(evidence: Evidence): string {
  return evidence.map((one) => (one.result === 'skipped' ? openSentence(one) : proofSentence(one))).join(' ');
}

/** One sentence a rung that was climbed, the strongest last: `Checked by Pyright: the problem is gone, nothing new came.` */
export function proofs(evidence: Evidence): readonly string[] {
  const told = evidence.filter(({ result }) => result !== 'skipped');
  // What a checker or a run has read can be read.
  const more = told.some(({ rung, result }) => rung !== 'parses' && result === 'passed');
  return told.filter(({ rung, result }) => !(more && rung === 'parses' && result === 'passed')).map(proofSentence);
}

function proofSentence(rung: RungResult): string {
  const { by, result, why } = rung;
  if (rung.rung === 'tests') return testSentence(rung);
  const passed = result === 'passed';
  const who = by ? ` by ${by}` : '';
  // Of what passed, what was seen says more than that it passed; of what failed, it is the reason.
  const reason = why ? ` (${why})` : '';
  switch (rung.rung) {
    case 'parses':
      return passed ? `Parsed${who}.` : `It does not parse${by ? `, says ${by}` : ''}${reason}.`;
    case 'checks':
      return passed
        ? `Checked${who}: ${why ?? 'the problem is gone, nothing new came'}.`
        : `${by ?? 'The checker'} still complains${reason}.`;
    case 'reruns':
      return `Run again${by ? ` with ${by}` : ''}: ${passed ? (why ?? 'the error is gone') : `it still fails${reason}`}.`;
  }
}

/** One sentence a rung that was not climbed, with the reason. */
export function openQuestions(evidence: Evidence): readonly string[] {
  const said = new Set(evidence.map(({ rung }) => rung));
  return [
    ...evidence.filter(({ result }) => result === 'skipped').map(openSentence),
    ...(['reruns', 'tests'] as const).filter((rung) => !said.has(rung)).map((rung) => `${OPEN[rung]}.`),
  ];
}

function openSentence(one: RungResult): string {
  return one.counts ? testSentence(one) : `${OPEN[one.rung]}${one.why ? ` (${one.why})` : ''}.`;
}

/** A probability in words people use. */
export function likely({ confidence }: Pick<Patch, 'confidence'>): string {
  const of10 = Math.round(confidence * 10);
  return of10 >= 10 ? 'nearly always right where it was measured' : of10 <= 0 ? 'a guess' : `right about ${of10} times in 10`;
}

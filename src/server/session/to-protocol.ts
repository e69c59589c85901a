// Sentences a person reads about patches. Plain English, one place.

import type { Evidence, Patch } from '../../engine/patch';
import type { OfferedPatch } from '../../protocol';
import { likely } from '../../engine/explain/evidence';
import { muteKey } from './settings';

/** What is proved, for the menu: `compiles`, `checked`. The strongest passed rung speaks. */
export function proofWord(evidence: Evidence): string {
  const passed = new Set(evidence.filter((rung) => rung.result === 'passed').map((rung) => rung.rung));
  if (passed.has('tests')) return 'tests pass';
  if (passed.has('reruns')) return 'runs';
  if (passed.has('checks')) return 'checked';
  if (passed.has('parses')) return 'parses';
  return 'not checked';
}

const RUNG = { parses: 'Parses', checks: 'Checked', reruns: 'Run again', tests: 'Tests' } as const;

/** One sentence a rung: `Parses: passed, by CPython 3.11.` One that was not climbed says only why. */
export function evidenceSentence(evidence: Evidence): string {
  return evidence
    .map(({ rung, result, by, why }) =>
      result === 'skipped'
        ? `${RUNG[rung]}: no answer${why ? ` (${why})` : ''}.`
        : `${RUNG[rung]}: ${result}${by ? `, by ${by}` : ''}${why ? ` (${why})` : ''}.`,
    )
    .join(' ');
}

export function menuTitle(patch: Patch): string {
  return `${patch.candidate.title} (Self-Heal: ${proofWord(patch.evidence)})`;
}

export function offered(patch: Patch): OfferedPatch {
  return {
    id: patch.id,
    title: patch.candidate.title,
    explanation: patch.candidate.explanation,
    fixer: patch.candidate.origin.id,
    muteKey: muteKey(patch.candidate.origin.id, patch.problem.signature.shape),
    confidence: patch.confidence,
    likely: likely(patch),
    low: false,
    evidence: evidenceSentence(patch.evidence),
    proof: proofWord(patch.evidence),
    problem: patch.problem.message,
    line: patch.problem.location.range.start.line,
  };
}

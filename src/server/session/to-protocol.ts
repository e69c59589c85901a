// Patches as the client gets them.

import { evidenceLine, likely, patchWord, warnings, type Patch } from '../../engine';
import type { OfferedPatch } from '../../protocol';
import { muteKey } from './settings';

export function menuTitle(patch: Patch): string {
  return `${patch.candidate.title} (Self-Heal: ${patchWord(patch)})`;
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
    evidence: [...warnings(patch.candidate), evidenceLine(patch.evidence)].join(' '),
    proof: patchWord(patch),
    problem: patch.problem.message,
    line: patch.problem.location.range.start.line,
    needs: [],
    ask: false,
  };
}

// Patches as the client gets them: their words are to be looked at, so what they quote of others is made visible.

import { evidenceLine, likely, proofWord, visibleLine, visibleText, type Patch } from '../../engine';
import type { OfferedPatch } from '../../protocol';
import { muteKey } from './settings';

export function menuTitle(patch: Patch): string {
  return `${visibleLine(patch.candidate.title)} (Self-Heal: ${proofWord(patch.evidence)})`;
}

export function offered(patch: Patch): OfferedPatch {
  return {
    id: patch.id,
    title: visibleLine(patch.candidate.title),
    explanation: visibleText(patch.candidate.explanation),
    fixer: patch.candidate.origin.id,
    muteKey: muteKey(patch.candidate.origin.id, patch.problem.signature.shape),
    confidence: patch.confidence,
    likely: likely(patch),
    low: false,
    evidence: visibleText(evidenceLine(patch.evidence)),
    proof: proofWord(patch.evidence),
    problem: visibleText(patch.problem.message),
    line: patch.problem.location.range.start.line,
  };
}

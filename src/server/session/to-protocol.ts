// Patches as the client gets them: their words are to be looked at, so what they quote of others is made visible.

import type { TextDocumentEdit } from 'vscode-languageserver';
import {
  evidenceLine,
  likely,
  openQuestions,
  patchWord,
  proofs,
  visibleLine,
  visibleText,
  warnings,
  weakTestsSentence,
  type Patch,
  type TextEdit,
} from '../../engine';
import type { OfferedPatch } from '../../protocol';
import { muteKey } from './settings';

export function menuTitle(patch: Patch): string {
  return `${visibleLine(patch.candidate.title)} (Self-Heal: ${patchWord(patch)})`;
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
    evidence: visibleText([...warnings(patch.candidate), evidenceLine(patch.evidence), weakTestsSentence(patch)].filter(Boolean).join(' ')),
    proved: proofs(patch.evidence).map(visibleText),
    unproved: [...warnings(patch.candidate), ...openQuestions(patch.evidence), weakTestsSentence(patch)].filter(Boolean).map(visibleText),
    proof: patchWord(patch),
    problem: visibleText(patch.problem.message),
    line: patch.problem.location.range.start.line,
    needs: [],
    ask: false,
  };
}

/** @param version of the document that the edits are for; null where it is not open. */
export function toEdit(uri: string, version: number | null, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: edits.map(({ range, newText }) => ({ range, newText })) };
}

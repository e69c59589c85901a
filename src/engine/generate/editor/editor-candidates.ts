// Quick fixes of other providers as candidates: good ideas and bad answers, so they are read, refused where they only hide
// the error, and proved like our own.

import type { Candidate, TextEdit } from '../../patch';
import type { Problem } from '../../problem';
import { applyEdits, editsId, toOffsetEdits, toTextEdits, trimEdits } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { contentFaults } from '../../verify/patch-policy';

/** A code action of another extension with its edits of the problem's own file, as the editor gave it. */
export interface EditorFix {
  readonly title: string;
  /** Its provider says that it is the one to take. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** Taken as it comes a language service's fix is right two times in three; where there are several, mostly one of them is. */
const CONFIDENCE = { preferred: 0.65, only: 0.6, oneOfMany: 0.35 };

/** Candidates for the text as it is; those that suppress, stub or delete are left out. */
export function editorCandidates(fixes: readonly EditorFix[], problem: Problem, source: SourceText, version: number | null): Candidate[] {
  const { path } = problem.location;
  const usable = fixes.flatMap((fix) => {
    const edits = trimEdits(source.text, toOffsetEdits(source, fix.edits));
    if (edits.length === 0) return [];
    const faults = contentFaults(source.text, applyEdits(source.text, edits), problem.language);
    return faults.length > 0 ? [] : [{ fix, edits: [{ path, version, edits: toTextEdits(source, edits) }] }];
  });
  return usable.map(({ fix, edits }) => ({
    id: editsId(edits),
    title: fix.title,
    explanation: 'Another extension of the editor offers this; Self-Heal has checked it.',
    origin: { kind: 'editor', id: `editor/${problem.source || 'quick-fix'}` },
    edits,
    confidence: fix.preferred ? CONFIDENCE.preferred : usable.length === 1 ? CONFIDENCE.only : CONFIDENCE.oneOfMany,
  }));
}

// The source `editor`: quick fixes of other providers, good ideas and bad answers among them. They are read, refused where they only hide the
// error, and proved like our own.

import type { TextEdit } from '../../patch';
import { success } from '../../result';
import { applyEdits, editsId, toOffsetEdits, toTextEdits, trimEdits } from '../../syntax/edits';
import type { PatchedText } from '../../syntax/patched-text';
import { contentFaults, isMadeUp } from '../../verify/patch-policy';
import type { CandidateSource, Proposed, SourceRequest } from '../source';

/** A code action of another extension with its edits of the problem's own file, as the editor gave it. */
export interface EditorFix {
  readonly title: string;
  /** Its provider says that it is the one to take. */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** More quick fixes than this for one problem are a list to choose from, not an answer. */
const MAX_CANDIDATES = 6;

/** `fixes` were made for the original of `text`: one that touches what was changed since is dropped. */
export function editorSource(fixes: readonly EditorFix[], text: PatchedText): CandidateSource {
  return {
    id: 'editor',
    origin: 'editor',
    maxCandidates: MAX_CANDIDATES,
    candidates: (request) => Promise.resolve(success(candidates(fixes, text, request))),
  };
}

function candidates(fixes: readonly EditorFix[], text: PatchedText, request: SourceRequest): Proposed[] {
  const { problem, source, path, version } = request;
  const usable = fixes.flatMap((fix) => {
    const moved = text.editsFromOriginal(toOffsetEdits(text.originalSource, fix.edits));
    const edits = moved && trimEdits(source.text, moved);
    if (!edits || edits.length === 0) return [];
    const faults = contentFaults(source.text, applyEdits(source.text, edits), problem.language, false, path);
    // As strict as with ours among many, for nobody reads these one by one: neither hidden errors nor what the provider made up.
    return faults.length > 0 || isMadeUp(fix.title) ? [] : [{ fix, edits: [{ path, version, edits: toTextEdits(source, edits) }] }];
  });
  return usable.map(({ fix, edits }, rank) => ({
    id: editsId(edits),
    title: fix.title,
    explanation: 'Another extension of the editor offers this.',
    origin: { kind: 'editor', id: `editor/${problem.source || 'quick-fix'}` },
    variant: 'quick-fix',
    family: 'editor',
    features: { rank, preferred: fix.preferred ? 1 : 0, only: usable.length === 1 ? 1 : 0 },
    edits,
  }));
}

// The source `editor`: quick fixes of other providers, good ideas and bad answers among them. They are read, refused where they only hide the
// error, and proved like our own.

import type { TextEdit } from '../../patch';
import { success } from '../../result';
import { applyEdits, editsId, shiftOffset, toOffsetEdits, toTextEdits, trimEdits, type OffsetEdit } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { contentFaults } from '../../verify/patch-policy';
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

/** `fixes` were made for `original`; `changed` is what was edited there since: a fix that it touches is dropped. */
export function editorSource(fixes: readonly EditorFix[], original: SourceText, changed: readonly OffsetEdit[] = []): CandidateSource {
  return {
    id: 'editor',
    origin: 'editor',
    maxCandidates: MAX_CANDIDATES,
    candidates: (request) => Promise.resolve(success(candidates(fixes, original, changed, request))),
  };
}

function candidates(fixes: readonly EditorFix[], original: SourceText, changed: readonly OffsetEdit[], request: SourceRequest): Proposed[] {
  const { problem, source, path, version } = request;
  const usable = fixes.flatMap((fix) => {
    const moved = sinceMoved(toOffsetEdits(original, fix.edits), changed);
    const edits = moved && trimEdits(source.text, moved);
    if (!edits || edits.length === 0) return [];
    const faults = contentFaults(source.text, applyEdits(source.text, edits), problem.language);
    return faults.length > 0 ? [] : [{ fix, edits: [{ path, version, edits: toTextEdits(source, edits) }] }];
  });
  return usable.map(({ fix, edits }, rank) => ({
    id: editsId(edits),
    title: fix.title,
    explanation: 'Another extension of the editor offers this; Self-Heal has checked it.',
    origin: { kind: 'editor', id: `editor/${problem.source || 'quick-fix'}` },
    variant: 'quick-fix',
    family: 'editor',
    features: { rank, preferred: fix.preferred ? 1 : 0, only: usable.length === 1 ? 1 : 0 },
    edits,
  }));
}

/** undefined where what they change was changed meanwhile. */
function sinceMoved(edits: readonly OffsetEdit[], changed: readonly OffsetEdit[]): OffsetEdit[] | undefined {
  if (edits.some(({ start, end }) => changed.some((edit) => edit.start <= end && edit.end >= start))) return undefined;
  return edits.map(({ start, end, text }) => ({ start: shiftOffset(start, changed), end: shiftOffset(end, changed), text }));
}

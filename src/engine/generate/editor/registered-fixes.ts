// The source `registered`: what fixers of other extensions propose, who know a project or a library better than we do. Read, refused where they only hide
// the error, proved like our own, and as likely as fixes of other extensions have been: they have no say in that.

import { success } from '../../result';
import { applyEdits, editsId, toOffsetEdits, toTextEdits, trimEdits } from '../../syntax/edits';
import { contentFaults, isMadeUp } from '../../verify/patch-policy';
import type { CandidateSource, Proposed, SourceRequest } from '../source';

/** More than this for one problem is a list to choose from. */
const MAX_CANDIDATES = 6;

export function registeredSource(): CandidateSource {
  return {
    id: 'registered',
    origin: 'editor',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await candidates(request)),
  };
}

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const { problem, source, path, version, workspace, signal, muted } = request;
  const fixes = (await workspace.registered?.fixes({ problem, path, version, text: source.text, signal })) ?? [];
  const usable = fixes.flatMap((fix) => {
    if (muted?.(fix.fixer)) return [];
    const edits = trimEdits(source.text, toOffsetEdits(source, fix.edits));
    if (edits.length === 0 || isMadeUp(fix.title)) return [];
    return contentFaults(source.text, applyEdits(source.text, edits), problem.language, false, path).some(
      ({ weight }) => weight === 'refuse',
    )
      ? []
      : [{ fix, edits: [{ path, version, edits: toTextEdits(source, edits) }] }];
  });
  return usable.map(({ fix, edits }, rank) => ({
    id: editsId(edits),
    title: fix.title,
    explanation: fix.explanation ?? `The extension ${fix.fixer.split('/')[0] ?? fix.fixer} proposes this.`,
    origin: { kind: 'editor', id: fix.fixer },
    variant: 'registered',
    family: 'editor',
    features: { rank, preferred: 0, only: usable.length === 1 ? 1 : 0 },
    edits,
  }));
}

// An offered patch as the files it would change, for a preview before it is applied.

import { patched, SourceText } from '../../engine';
import type { PlannedFile, ProposePatch, Refusal } from '../../protocol';
import type { Documents } from '../session/documents';
import { toUri } from '../session/paths';
import { offered } from '../session/to-protocol';
import type { Offer } from './prepared-fixes';

export function patchPreview(offer: Offer | undefined, documents: Documents): ProposePatch.Answer | Refusal {
  if (!offer) return { reason: 'stale', message: 'The file has changed meanwhile. Open the menu again for what fits it now.' };
  const own = offer.patch.problem.location.path;
  const files: PlannedFile[] = [];
  for (const edit of offer.patch.candidate.edits) {
    const open = edit.path === own ? undefined : documents.at(edit.path);
    const before = edit.path === own ? offer.before : documents.textOf(edit.path);
    if (before === undefined) return { reason: 'read-failed', message: `The fix also changes ${edit.path}, which can’t be read.` };
    files.push({
      edit: {
        textDocument: {
          uri: edit.path === own ? offer.uri : (open?.uri ?? toUri(edit.path)),
          version: edit.path === own ? offer.version : (open?.version ?? null),
        },
        edits: edit.edits.map(({ range, newText }) => ({ range, newText })),
      },
      before,
      after: patched(new SourceText(before), edit),
      healed: [offered(offer.patch)],
    });
  }
  return {
    files: files.sort((a, b) => Number(b.edit.textDocument.uri === offer.uri) - Number(a.edit.textDocument.uri === offer.uri)),
    patch: offered(offer.patch),
  };
}

// An offered patch as the files it would change, for a preview before it is applied.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import { patched } from '../../engine/syntax/edits';
import { SourceText } from '../../engine/syntax/source-text';
import type { PlannedFile, ProposePatch, Refusal } from '../../protocol';
import type { Offer } from './prepared-fixes';
import { toUri } from '../session/paths';
import { offered } from '../session/to-protocol';

/** `document` gives the open document of a path; `read` a file that is not open. */
export function proposal(
  offer: Offer | undefined,
  read: (path: string) => string | undefined,
  document: (path: string) => TextDocument | undefined,
): ProposePatch.Answer | Refusal {
  if (!offer) return { reason: 'stale', message: 'The file has changed meanwhile. Open the menu again for what fits it now.' };
  const own = offer.patch.problem.location.path;
  const files: PlannedFile[] = [];
  for (const edit of offer.patch.candidate.edits) {
    const open = edit.path === own ? undefined : document(edit.path);
    const before = edit.path === own ? offer.before : (open?.getText() ?? read(edit.path));
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

// What a commit of healed files says: the heals that stand in them and that the last commit does not have.

import * as path from 'node:path';
import { commitMessage } from '../../engine';
import type { CommitMessage, Refusal } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { inverse, type Standing } from '../applied/heal';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';

export async function commitMessageFor(
  { documents }: Pick<Session, 'documents'>,
  heals: Pick<AppliedHeals, 'standing' | 'settled'>,
  { root, files }: CommitMessage.Params,
): Promise<CommitMessage.Answer | Refusal> {
  await heals.settled();
  const committed = new Map(files.map(({ uri, committed: text }) => [toPath(uri), text]));
  const standing = heals.standing.filter(
    (heal) => committed.has(heal.path) && isUncommitted(heal, documents.textOf(heal.path), committed.get(heal.path)),
  );
  const patches = standing.flatMap((heal) => heal.patches);
  if (patches.length === 0)
    return {
      reason: 'nothing-to-record',
      message: 'None of the changes that are not committed yet is a fix of Self-Heal from this session or the last day.',
    };
  const base = toPath(root);
  const attempts = patches.reduce((sum, { candidate }) => sum + 1 + (candidate.features['rank'] ?? 0), 0);
  const message = await commitMessage({ patches, attempts, shown: (file) => path.relative(base, file).split(path.sep).join('/') });
  return { message, fixes: patches.length };
}

/** It stands in the text as it is now, and not in that of the last commit. */
function isUncommitted(heal: Standing, now: string | undefined, committed: string | undefined): boolean {
  if (now === undefined || !inverse(heal, now)) return false;
  return committed === undefined || !inverse(heal, withEndsOf(committed, heal.after));
}

/** Git keeps line ends as it is set to; the editor's are no difference. */
const withEndsOf = (text: string, like: string): string =>
  like.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text.replaceAll('\r\n', '\n');

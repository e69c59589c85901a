// Texts on their way to a diagnosing model, a critic, or a ranking one: without secrets, folders and hidden characters, or not at all.

import { isNeverSent, plainText, withoutFolders, type Redactor } from '../../diagnose/model-context';
import { redactTogether } from '../../learn/redact/redact';
import type { HealRequest } from '../proved-candidates';

export interface HideRequest extends Pick<HealRequest, 'problem' | 'source'> {
  readonly workspace: Pick<HealRequest['workspace'], 'root' | 'files'>;
  readonly redact?: Redactor;
  /** Files that are never sent, beside those that `.self-heal/ignore` names. */
  readonly isExcluded?: (path: string) => boolean;
}

/** Of one text, in UTF-16 units: whoever asks has cut it already. */
const MAX_LENGTH = 100_000;

/** The texts without secrets, those that only the file gives away included; undefined where they can't be searched for, or the file is never to be sent. */
export async function hideTogether(texts: readonly string[], request: HideRequest): Promise<readonly string[] | undefined> {
  const { redact = redactTogether, source, problem, workspace } = request;
  if (await isNeverSent(problem.location.path, request)) return undefined;
  try {
    const found = await redact([...texts.map((text) => withoutFolders(text, workspace.root)), source.text]);
    return found.ok ? found.value.texts.slice(0, texts.length).map((text) => plainText(text, MAX_LENGTH)) : undefined;
  } catch {
    return undefined;
  }
}

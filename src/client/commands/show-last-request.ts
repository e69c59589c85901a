// Show Last Request: what was sent to the model, word for word, and what came back, as a document that a person reads.

import { l10n } from 'vscode';
import type { ModelAsked } from '../../protocol';
import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';

const LINE = '─'.repeat(72);

export async function showLastRequest({ documents, sent }: ClientContext): Promise<void> {
  if (sent.all.length === 0) throw new UserError(l10n.t('Nothing was sent to a model in this window.'));
  const head =
    sent.all.length === 1
      ? l10n.t('What was sent to the model in this window, word for word.')
      : l10n.t('What was sent to the model in this window, word for word: the last {0} requests, the last one first.', sent.all.length);
  const text = [`${head}\n${l10n.t('It is kept in memory only, and gone when the window is closed.')}`, ...sent.all.map(requestText)].join(
    '\n\n',
  );
  await documents.show('Last Request.txt', `${text}\n`);
}

function requestText({ at, host, model, ms, messages, reply, failure }: ModelAsked.Params): string {
  const parts = messages.map(({ role, content }) => `── ${role}\n${content}`);
  const took = l10n.t('after {0} s', (ms / 1000).toFixed(1));
  const end =
    reply === undefined ? `── ${l10n.t('no answer, {0}', took)}\n${failure ?? ''}` : `── ${l10n.t('the answer, {0}', took)}\n${reply}`;
  return [`${LINE}\n${l10n.t('{0}, to {1} at {2}', new Date(at).toLocaleTimeString(), model, host)}`, ...parts, end].join('\n\n');
}

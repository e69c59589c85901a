// Show Last Request: what was sent to the model, word for word, and what came back, as a document that a person reads.

import type { ModelAsked } from '../../protocol';
import type { ClientContext } from '../session/context';
import { UserError } from '../session/user-error';

const LINE = '─'.repeat(72);

export async function showLastRequest({ documents, sent }: ClientContext): Promise<void> {
  if (sent.all.length === 0) throw new UserError('Nothing was sent to a model in this window.');
  const head =
    sent.all.length === 1
      ? 'What was sent to the model in this window, word for word.'
      : `What was sent to the model in this window, word for word: the last ${sent.all.length} requests, the last one first.`;
  const text = [`${head}\nIt is kept in memory only, and gone when the window is closed.`, ...sent.all.map(requestText)].join('\n\n');
  await documents.show('Last Request.txt', `${text}\n`);
}

function requestText({ at, host, model, ms, messages, reply, failure }: ModelAsked.Params): string {
  const parts = messages.map(({ role, content }) => `── ${role}\n${content}`);
  const took = `after ${(ms / 1000).toFixed(1)} s`;
  const end = reply === undefined ? `── no answer, ${took}\n${failure ?? ''}` : `── the answer, ${took}\n${reply}`;
  return [`${LINE}\n${new Date(at).toLocaleTimeString()}, to ${model} at ${host}`, ...parts, end].join('\n\n');
}

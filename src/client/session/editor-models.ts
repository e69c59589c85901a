// The editor's own models: which there are, and asking one for the server. They belong to the person, so one is asked only while a command of
// the person's is under way; an extension that offers models may not stop when it is told to, so nobody waits for it longer than a while.

import {
  CancellationTokenSource,
  Disposable,
  LanguageModelChatMessage,
  LanguageModelError,
  l10n,
  lm,
  type CancellationToken,
  type LanguageModelChat,
} from 'vscode';
import { AskEditorModel } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { collectText, type Collected, type CollectLimits } from './collect-text';
import type { Feature } from './context';
import type { Registrations } from './registrations';

const LIMITS: CollectLimits = { firstMs: 120_000, idleMs: 30_000, totalMs: 300_000, maxLength: 1_000_000 };
const MAX_SAID = 300;

/** `vendor/id`, as the settings name a model of the editor. */
export const editorModelName = ({ vendor, id }: LanguageModelChat): string => `${vendor}/${id}`;

/** Those of all vendors, and those that extensions have registered with us; none where no extension offers any. Only from a command of the person's. */
export async function editorModels({ models }: Pick<Registrations, 'models'>): Promise<readonly LanguageModelChat[]> {
  return [...(await lm.selectChatModels()), ...models];
}

export const answerForEditorModels: Feature = ({ session, actions, registrations }) => {
  session.answer(AskEditorModel.type, async (params, token) => {
    if (!actions.isUnderWay)
      return { refused: 'not-allowed', message: l10n.t("The editor's models are asked only while a command of yours runs.") };
    try {
      return await ask(registrations, params, token, (length) => session.report(AskEditorModel.progress, params.progressToken, length));
    } catch (error) {
      return refusal(params.name, error);
    }
  });
  return Disposable.from();
};

async function ask(
  registrations: Registrations,
  { name, messages, temperature, maxTokens }: AskEditorModel.Params,
  token: CancellationToken,
  onLength: (length: number) => void,
): Promise<AskEditorModel.Answer> {
  const model = (await editorModels(registrations)).find((one) => editorModelName(one) === name);
  if (!model) return notThere(name);
  const cancelled = new AbortController();
  let ending = new CancellationTokenSource();
  const listening = token.onCancellationRequested(() => cancelled.abort());
  if (token.isCancellationRequested) cancelled.abort();
  const options = { ...(temperature !== undefined && { temperature }), ...(maxTokens !== undefined && { max_tokens: maxTokens }) };
  const request = (modelOptions: Readonly<Record<string, number>>): Promise<Collected> =>
    collectText(
      async (signal) => {
        signal.addEventListener('abort', () => ending.cancel());
        const response = await model.sendRequest(
          asEditorMessages(messages),
          { justification: l10n.t('Self-Heal asks for a fix of the error that you chose to heal.'), modelOptions },
          ending.token,
        );
        return response.text;
      },
      LIMITS,
      cancelled.signal,
      onLength,
    );
  try {
    // Which options a model takes is between it and its vendor: one that fails with them is asked once more without any.
    const collected = await request(options).catch((error: unknown) => {
      if (Object.keys(options).length === 0 || isCoded(error) || cancelled.signal.aborted) throw error;
      ending = new CancellationTokenSource();
      return request({});
    });
    switch (collected.kind) {
      case 'text':
        return { text: collected.text };
      case 'cancelled':
        return { refused: 'cancelled', message: l10n.t('Cancelled.') };
      case 'too-long':
        return { refused: 'failed', message: l10n.t('The answer of {0} is too long.', name) };
      case 'late':
        return { refused: 'too-slow', message: TOO_SLOW[collected.when](name) };
    }
  } finally {
    listening.dispose();
    ending.dispose();
  }
}

const TOO_SLOW: Readonly<Record<'first' | 'idle' | 'total', (name: string) => string>> = {
  first: (name) => l10n.t('{0} did not begin to answer within {1} minutes.', name, LIMITS.firstMs / 60_000),
  idle: (name) => l10n.t('{0} stopped in the middle of its answer for {1} seconds.', name, LIMITS.idleMs / 1000),
  total: (name) => l10n.t('{0} was not done after {1} minutes.', name, LIMITS.totalMs / 60_000),
};

/** The editor knows no system messages: their text goes in front of what the person's side says next. */
function asEditorMessages(messages: AskEditorModel.Params['messages']): LanguageModelChatMessage[] {
  const made: LanguageModelChatMessage[] = [];
  let before: string[] = [];
  for (const { role, content } of messages) {
    if (role === 'system') before.push(content);
    else if (role === 'assistant') made.push(LanguageModelChatMessage.Assistant(content));
    else {
      made.push(LanguageModelChatMessage.User([...before, content].join('\n\n')));
      before = [];
    }
  }
  return before.length > 0 ? [...made, LanguageModelChatMessage.User(before.join('\n\n'))] : made;
}

function notThere(name: string): AskEditorModel.Answer {
  return { refused: 'no-model', message: l10n.t('The editor has no model {0} now. “Self-Heal: Set Up Model…” shows those it has.', name) };
}

function refusal(name: string, error: unknown): AskEditorModel.Answer {
  const said = saidBy(error);
  const quoted = (sentence: string): string => (said === '' ? sentence : `${sentence} ${l10n.t('It says: {0}', said)}`);
  const code = error instanceof LanguageModelError ? error.code : '';
  if (code === LanguageModelError.NotFound.name) return notThere(name);
  if (code === LanguageModelError.NoPermissions.name)
    return {
      refused: 'not-allowed',
      message: l10n.t(
        'Self-Heal may not use {0}: you, or your organisation, have not allowed it. The accounts menu of the editor manages which extensions may use its models.',
        name,
      ),
    };
  if (code === LanguageModelError.Blocked.name)
    return {
      refused: 'blocked',
      message: quoted(l10n.t('{0} takes no more requests from you now: its limit is reached, or it refuses this one.', name)),
    };
  return { refused: 'failed', message: quoted(l10n.t('{0} gave no answer.', name)) };
}

/** The editor's own no, which asking again does not change. */
function isCoded(error: unknown): boolean {
  const codes = [LanguageModelError.NotFound.name, LanguageModelError.NoPermissions.name, LanguageModelError.Blocked.name];
  return error instanceof LanguageModelError && codes.includes(error.code);
}

/** The extension's own words for what went wrong, on one short line. */
function saidBy(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const line = visibleLine(inner instanceof Error ? inner.message : String(inner)).trim();
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line;
}

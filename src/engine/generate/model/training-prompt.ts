// The question to an adapter: in the very words that it was trained with, about a problem that nobody has mended yet.

import { estimateTokens, readsLikeInstructions, type ModelContext } from '../../diagnose/model-context';
import { promptOf, type Question } from '../../learn/exchange/prompt';
import type { Prompt } from './prompt';

/** Of each of the error's texts, in UTF-16 units; a question has them shorter. */
const MAX_WORDS = 20_000;

/** @param context of the question's lines alone, whose secrets are hidden. Rejects where the search for secrets fails. */
export async function trainingPrompt(context: ModelContext, question: Question): Promise<Prompt> {
  const [file] = context.files;
  const hide = (text: string): Promise<string> => (text === '' ? Promise.resolve('') : context.hide(text, MAX_WORDS));
  const [errorType, message, traceback] = await Promise.all([question.errorType, question.message, question.traceback].map(hide));
  const lines = [...file.lines.values()].map(({ text }) => text).join('\n');
  const { system, user } = promptOf({
    ...question,
    errorType: errorType ?? '',
    message: message ?? '',
    traceback: traceback ?? '',
    file: file.name,
    before: question.before.endsWith('\n') ? `${lines}\n` : lines,
  });
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ],
    suspicious: context.suspicious || readsLikeInstructions(user),
    tokens: estimateTokens(system) + estimateTokens(user),
  };
}

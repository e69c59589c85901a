// Explanations by the very words of a message, where these tell more than its family: tables of wordings, one file a subject.

import { isScript } from '../../language';
import type { PlainWords, TemplateContext } from './template';

export interface Said {
  /** Matched against the message without its error type in front. */
  readonly message: RegExp;
  /** The error type or code, where the same words mean different things. */
  readonly type?: RegExp;
  readonly language?: 'python' | 'script';
  /** `part` is a named group of `message`, cut to a length fit for a sentence; empty where it is not there. */
  readonly say: (part: (name: string) => string, context: TemplateContext) => PlainWords;
}

const MAX_PART = 80;

/** What the first entry says whose words these are. */
export function saidBy(all: readonly Said[], context: TemplateContext): PlainWords | undefined {
  const { problem, python } = context;
  const script = isScript(problem.language);
  for (const { message, type, language, say } of all) {
    if (language === 'python' ? !python : language === 'script' && !script) continue;
    if (type && !type.test(problem.errorType)) continue;
    const groups = message.exec(problem.message);
    if (!groups) continue;
    return say((name) => {
      const text = (groups.groups?.[name] ?? '').trim();
      return text.length > MAX_PART ? `${text.slice(0, MAX_PART)}…` : text;
    }, context);
  }
  return undefined;
}

// Texts on their way to a diagnosing model or a critic: without secrets, or not at all.

import type { Redactor } from '../../diagnose/model-context';
import { redactTogether } from '../../learn/redact/redact';
import type { SourceText } from '../../syntax/source-text';

/** The texts without secrets, those that only the file gives away included; undefined where they can't be searched for. */
export async function hideTogether(
  texts: readonly string[],
  { redact = redactTogether, source }: { readonly redact?: Redactor; readonly source: SourceText },
): Promise<readonly string[] | undefined> {
  const found = await redact([...texts, source.text]);
  return found.ok ? found.value.texts.slice(0, texts.length) : undefined;
}

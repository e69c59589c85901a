// What only the environment gives away: a key that a program read from a variable and put into its error message.

import type { Result } from '../../result';
import { redactTogether, type RedactedTexts, type RedactFailure } from './redact';

/** Names of variables whose values are secrets. */
const SECRET_NAME =
  /(?:^|_)(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|CREDENTIALS?|(?:API|ACCESS|PRIVATE|SECRET|AUTH|ENCRYPTION|SIGNING|MASTER)_?KEY)(?:_|\d*$)/i;
/** A shorter value, a plain word, or a path stands in texts as itself. In UTF-16 units. */
const isTelling = (value: string): boolean => value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/^[./~]|\s/.test(value);

/** Secrets of a text, and the values of variables that are named like secrets. */
export function redactWith(
  env: Readonly<Record<string, string | undefined>>,
): (texts: readonly string[]) => Promise<Result<RedactedTexts, RedactFailure>> {
  const values = Object.entries(env)
    .flatMap(([name, value]) => (value !== undefined && SECRET_NAME.test(name) && isTelling(value) ? [value] : []))
    .sort((a, b) => b.length - a.length);
  return (texts) =>
    redactTogether(texts.map((text) => values.reduce((all, value) => all.replaceAll(value, '‹redacted:environment›'), text)));
}

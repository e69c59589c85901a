// Numbers with their nouns, in the person's language.

import { l10n } from 'vscode';

/** `one` for exactly one, else `many`: whole words or sentences, for other languages put theirs elsewhere. */
export const plural = (n: number, one: string, many: string): string => (n === 1 ? one : many);

/** `1 fix`, `3 fixes`: as they stand in lists, and in sentences that fit any of them. */
export const counted = {
  examples: (n: number) => plural(n, l10n.t('1 example'), l10n.t('{0} examples', n)),
  failures: (n: number) => plural(n, l10n.t('1 failure'), l10n.t('{0} failures', n)),
  files: (n: number) => plural(n, l10n.t('1 file'), l10n.t('{0} files', n)),
  fixes: (n: number) => plural(n, l10n.t('1 fix'), l10n.t('{0} fixes', n)),
  models: (n: number) => plural(n, l10n.t('1 model'), l10n.t('{0} models', n)),
  pairs: (n: number) => plural(n, l10n.t('1 pair'), l10n.t('{0} pairs', n)),
  places: (n: number) => plural(n, l10n.t('1 place'), l10n.t('{0} places', n)),
  problems: (n: number) => plural(n, l10n.t('1 problem'), l10n.t('{0} problems', n)),
  rounds: (n: number) => plural(n, l10n.t('1 round'), l10n.t('{0} rounds', n)),
  times: (n: number) => plural(n, l10n.t('1 time'), l10n.t('{0} times', n)),
  verdicts: (n: number) => plural(n, l10n.t('1 verdict'), l10n.t('{0} verdicts', n)),
} as const;

/** A number with its English noun: `1 fix`, `3 fixes`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** What waits for a person, the same words wherever it stands: `2 fixes, 1 failure`; empty where nothing does. */
export function waiting({ fixes, failures }: { readonly fixes: number; readonly failures: number }): string {
  return [fixes > 0 ? counted.fixes(fixes) : '', failures > 0 ? counted.failures(failures) : ''].filter(Boolean).join(', ');
}

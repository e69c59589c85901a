// Whether a place is like the one a single example was made at: what lies beside the change tells what the change was for.

import type { LanguageId } from '../../language';
import type { SourceText } from '../../syntax/source-text';
import { codeTokens } from './code-tokens';
import { isSameDecorator } from './remembered-edit';

export interface ExamplePlace {
  readonly before: string;
  readonly after: string;
  /** Zero-based line of the problem in `before`. */
  readonly line: number;
}

export interface Hit {
  readonly source: SourceText;
  /** Zero-based line of the problem. */
  readonly line: number;
  /** Lines that are changed, zero-based, the last inclusive. */
  readonly first: number;
  readonly last: number;
}

/**
 * Where the example changed something beside its problem's line, that line must do the same here, with names that are in the changed lines where
 * those of the example were; and what stands above as a decorator must be the same.
 */
export function isLikePlace({ before, after, line }: ExamplePlace, hit: Hit, language: LanguageId): boolean {
  const [old, now] = [before.split(/\r\n?|\n/), after.split(/\r\n?|\n/)];
  let first = 0;
  while (first < old.length && first < now.length && old[first] === now[first]) first++;
  let behind = 0;
  while (behind < Math.min(old.length, now.length) - first && old[old.length - 1 - behind] === now[now.length - 1 - behind]) behind++;
  const last = Math.max(first, old.length - 1 - behind);
  const { source } = hit;
  if (!isSameDecorator(old[first - 1] ?? '', hit.first === 0 ? '' : source.line(hit.first - 1))) return false;
  if (first <= line && line <= last) return true;
  const [there, here] = [codeTokens(old[line] ?? '', language), codeTokens(source.line(hit.line), language)];
  if (there.length !== here.length) return false;
  const changed = codeTokens([...old.slice(first, last + 1), ...now.slice(first, now.length - behind)].join('\n'), language);
  const lines = Array.from({ length: hit.last - hit.first + 1 }, (_, i) => source.line(hit.first + i)).join('\n');
  const changedHere = new Set(codeTokens(lines, language).map(({ text }) => text));
  return there.every((token, i) => {
    const other = here[i];
    if (!other || other.kind !== token.kind || (token.kind === 'other' && other.text !== token.text)) return false;
    const isMember = there[i - 1]?.text === '.' || there[i + 1]?.text === '(';
    if (token.kind !== 'name') return true;
    if (isMember && other.text !== token.text) return false;
    return !changed.some(({ text, kind }) => kind === 'name' && text === token.text) || changedHere.has(other.text) || isMember;
  });
}

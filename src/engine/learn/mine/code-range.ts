// The code that a rule's hit is about, as it is shown: without the blanks around it that the rule sets, too.

import type { Range } from '../../problem';
import type { SourceText } from '../../syntax/source-text';
import type { RuleHit } from './apply-rule';

/** Zero-based, UTF-16, end exclusive. Of a hit that only puts something in, its place. */
export function codeRange(source: SourceText, { range, edits }: RuleHit): Range {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  if (!(start <= end)) return range;
  const text = source.text.slice(start, end);
  const head = text.length - text.trimStart().length;
  const length = text.trim().length;
  return length === 0 ? range : source.range(start + head, start + head + length);
}

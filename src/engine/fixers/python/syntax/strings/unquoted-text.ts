// A text without any quotes.

import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isKnown } from '../search/text-or-code';
import { UNQUOTED } from './string-costs';

/** Words that were meant as a text: `input(Enter a number)`, `print(hello world)`. */
export function unquotedText(site: ErrorSite): Slip[] {
  const out: Slip[] = [];
  const line = site.line;
  const text = site.lineText(line);
  const start = site.lineStart(line);
  for (const found of text.matchAll(/([(,=]\s*)([A-Za-z][\w ?!.:'-]*? [\w ?!.:'-]*?[\w?!.:])(\s*)(?=[),]|$)/g)) {
    const words = (found[2] ?? '').split(/\s+/);
    if (words.length < 2 || words.some((word) => /^(?:if|else|for|in|and|or|not|is|lambda)$/.test(word))) continue;
    const at = start + found.index + (found[1]?.length ?? 0);
    const end = at + (found[2]?.length ?? 0);
    if (site.reach < at || site.reach > end + 1) continue;
    // A member of something known is code, not a word.
    const member = (word: string): boolean => /^[A-Za-z_]\w*(?:\.\w+)+$/.test(word) && site.uses(word.split('.')[0] ?? '') > 1;
    const strange = words.filter((word) => /[A-Za-z]/.test(word) && !member(word) && (!/^\w+$/.test(word) || site.uses(word) <= 1)).length;
    const quote = (found[2] ?? '').includes('"') ? "'" : '"';
    // Two names side by side lack a comma or an operator; `int` and `None` are no words of a text.
    const plain = words.every((word) => /^[a-z_]\w*$/.test(word));
    const asks = /\b(?:input|print)\s*\(\s*$/.test(text.slice(0, at - start)) && found[1]?.startsWith('(') === true;
    if (words.length === 2 && plain && !asks) continue;
    if (
      words.some((word) => /^(?:None|True|False)$/.test(word)) ||
      (words.length < 4 && words.every((word) => isKnown(site, word) || word.length === 1))
    )
      continue;
    if (strange < 1 || / [?:] /.test(found[2] ?? '') || (found[2] ?? '').includes(quote)) continue;
    out.push({
      title: 'Put quotes around the text',
      edits: [
        { start: at, end: at, text: quote },
        { start: end, end, text: quote },
      ],
      variant: strange === words.length ? 'unquoted-unknown-words' : 'unquoted-words',
      cost:
        (strange === words.length ? UNQUOTED.unknownWords : UNQUOTED.someKnownWords) +
        (words.length > 2 || /[?!.:]$/.test(found[2] ?? '') || /\b(?:input|print)\s*\($/.test(text.slice(0, found.index + 1))
          ? 0
          : UNQUOTED.twoWordsAnywhere),
      complete: true,
    });
  }
  // `print(*)`, `print(-----)`: signs alone, where no value stands.
  for (const found of text.matchAll(/\bprint\s*\(\s*([^\w\s'"(){}[\],.:\\]+(?: +[^\w\s'"(){}[\],.:\\]+)*)\s*(?=\)|,\s*(?:end|sep)\s*=)/g)) {
    const signs = found[1] ?? '';
    const at = start + found.index + found[0].indexOf(signs, found[0].indexOf('('));
    if (site.reach < at || site.reach > at + signs.length + 1) continue;
    const quote = site.text.includes("'") && !site.text.includes('"') ? "'" : '"';
    out.push({
      title: 'Put quotes around the text',
      edits: [{ start: at, end: at + signs.length, text: quote + signs + quote }],
      variant: 'unquoted-signs',
      cost: UNQUOTED.signs,
      complete: true,
    });
  }
  return out;
}

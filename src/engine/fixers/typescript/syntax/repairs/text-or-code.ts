// Whether words beside a string are code, which no new string may swallow.

import { applyEdits, type OffsetEdit } from '../../../../syntax/edits';
import type { ErrorSite } from './repair';

const names = new WeakMap<ErrorSite, Map<number, ReadonlySet<string>>>();

/** Names that stand as code on other lines than the one that begins at the offset. */
function namesElsewhere(site: ErrorSite, lineStart: number): ReadonlySet<string> {
  let known = names.get(site);
  if (!known) names.set(site, (known = new Map<number, ReadonlySet<string>>()));
  let found = known.get(lineStart);
  if (!found) {
    const end = site.text.indexOf('\n', lineStart);
    const stop = end < 0 ? site.text.length : end;
    known.set(
      lineStart,
      (found = new Set(site.tokens.filter((t) => t.kind === 'id' && (t.end <= lineStart || t.start >= stop)).map((t) => t.text))),
    );
  }
  return found;
}

/** What stands between the end of one string and the beginning of the next, as the quotes are: `"Hello " name "!"`; in `"say "hi" now"` the quotes touch their word, which is nothing that the file knows. */
export function isCode(site: ErrorSite, lineStart: number, piece: string): boolean {
  const text = piece.trim();
  if (text === '' || text !== piece || /^[-,+:?=&|(){}[\];.<>*/%]|[-,+:?=&|(){}[\];<>*/%]$/.test(text)) return true;
  const words = text.match(/[A-Za-z_$][\w$]*/g) ?? [];
  return !/\s/.test(text) && words.length > 0 && namesElsewhere(site, lineStart).has(words[0] ?? '');
}

/** What reads like code of the file, in a text: an argument that may be a word; an operand, a call, or an argument that can't be one. */
const SWALLOWED = { argument: 1, operand: 1.6, most: 4 };

/** The strings of one line, with what stands between their quotes. */
const STRINGS = /(["'])((?:\\.|(?!\1)[^\\])*)\1/g;

/** −ln of how seldom the strings of the lines at the edits hold what reads like arguments and operands of the file. */
export function swallowedCode(site: ErrorSite, edits: readonly OffsetEdit[]): number {
  const { text } = site;
  const at = site.tokens[site.at]?.start ?? site.error.start;
  const start = text.lastIndexOf('\n', Math.min(at, ...edits.map((edit) => edit.start)) - 1) + 1;
  const stop = text.indexOf('\n', Math.max(at, ...edits.map((edit) => edit.end)));
  const end = stop < 0 ? text.length : stop;
  if (end - start > MAX_LINE) return 0;
  const after = applyEdits(
    text.slice(start, end),
    edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })),
  );
  const elsewhere = namesElsewhere(site, start);
  let cost = 0;
  for (const found of after.matchAll(STRINGS)) cost += swallowedNames(found[2] ?? '', elsewhere);
  return Math.min(SWALLOWED.most, cost);
}

/** Longer lines are data, or several. */
const MAX_LINE = 600;

function swallowedNames(text: string, elsewhere: ReadonlySet<string>): number {
  const known = (name: string | undefined): boolean => name !== undefined && elsewhere.has(name);
  let cost = /\.(?:filter|forEach|includes|indexOf|join|length|map|push|replace|slice|split|toString|trim)\b\(?/.test(text)
    ? SWALLOWED.operand
    : 0;
  for (const found of text.matchAll(/(\s*),\s*([A-Za-z_$][\w$]*)(?=\s*(?:$|[-+*/%,.()[\]<>=!&|]))/g))
    if (known(found[2])) cost += found[1] ? SWALLOWED.operand : SWALLOWED.argument;
  for (const found of text.matchAll(/([\w$]+)?\s*(?:[-+*/%<>]|[=!<>]==?|&&|\|\||\?)\s*(?=([\w$]+))/g))
    if (known(found[1]) || known(found[2])) cost += SWALLOWED.operand;
  for (const found of text.matchAll(/(?<![\w$.])([\w$]+)[[(](?=[\w$'")\]])/g)) if (known(found[1])) cost += SWALLOWED.operand;
  return cost;
}

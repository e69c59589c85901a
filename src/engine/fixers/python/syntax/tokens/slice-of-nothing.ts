// A slice without what it is a part of: `head + [j + 1:]` for `head + text[j + 1:]`.

import type { Token } from '../../../../syntax/python-tokens';
import type { ErrorSite } from '../search/error-site';
import type { Slip } from '../search/mistake';
import { isOperand } from './side-by-side';
import { SLICE } from './token-costs';

const MAX_NAMES = 3;

export function sliceOfNothing(site: ErrorSite): Slip[] {
  const tokens = site.broken?.tokens ?? [];
  const open = openSlice(tokens, site.reach);
  if (!open) return [];
  const here = slicedNames(site.text.slice(site.broken?.start ?? 0, tokens.at(-1)?.end));
  const names = here.length > 0 ? here : slicedNames(site.text);
  return names.slice(0, MAX_NAMES).map((name, i) => ({
    title: `Insert '${name}' before the slice`,
    edits: [{ start: open.start, end: open.start, text: name }],
    variant: 'slice-of-nothing',
    cost: (here.length > 0 ? SLICE.slicedHere : SLICE.slicedElsewhere) + SLICE.perName * i,
  }));
}

/** The `[` of the list that the error is in, where a colon stands in it, which no list has. */
function openSlice(tokens: readonly Token[], reach: number): Token | undefined {
  const at = tokens.findIndex(({ start }) => start >= reach);
  if (tokens[at]?.text !== ':') return undefined;
  for (let i = at - 1, depth = 0; i >= 0; i--) {
    const token = tokens[i];
    if (token?.type !== 'op') continue;
    if (')]}'.includes(token.text)) depth++;
    else if ('([{'.includes(token.text) && depth-- === 0)
      return token.text === '[' &&
        !isOperand(tokens[i - 1]) &&
        /^(?:[-+*/%(,[=]|[=!<>]=|\+=|return|in|and|or|not)$/.test(tokens[i - 1]?.text ?? '')
        ? token
        : undefined;
  }
  return undefined;
}

/** Names of which parts are taken, the one that most are taken of first. */
function slicedNames(text: string): string[] {
  const counts = new Map<string, number>();
  for (const { 1: name } of text.matchAll(/(?<![\w.])([A-Za-z_]\w*)\[[^\][\n]*:[^\][\n]*\]/g))
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
}

// Tags that are not closed, closed by another name, or ended too late, and attributes without their braces. Where that mends the text, nothing else was meant:
// to the parser the rest of such a text is words between tags, so what it says of it is of no use.

import { applyEdits } from '../../../../syntax/edits';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';
import { tagRepairs, type TagRepair } from './jsx-scan';

/** More than these are another kind of text. */
const MAX_REPAIRS = 12;

/** undefined where there is nothing of the kind. */
export function jsxTags(place: TypedPlace): TypedProposal[] | undefined {
  const { text, path } = place;
  if (!/\.[jt]sx$|\.js$/.test(path) || !/<\/|\/>/.test(text)) return undefined;
  const before = place.syntaxErrors(text).length;
  const found = before === 0 ? [] : tagRepairs(text);
  if (found.length === 0 || found.length > MAX_REPAIRS) return undefined;
  const [first] = found;
  const all: TagRepair[] = found.length > 1 ? [{ title: titleOf(found), edits: found.flatMap(({ edits }) => edits) }] : [];
  const judged = [...found, ...all]
    .flatMap((one) => {
      try {
        return [{ one, left: place.syntaxErrors(applyEdits(text, one.edits)).length }];
      } catch {
        return []; // two of them overlap
      }
    })
    .filter(({ left }) => left < before)
    .sort((a, b) => a.left - b.left || a.one.edits.length - b.one.edits.length);
  const [best] = judged;
  if (!best || !first) return undefined;
  return [
    {
      variant: best.left === 0 ? 'jsx-tags' : 'jsx-tags-of-several-errors',
      title: best.one.title,
      explanation:
        "Every element is closed by a tag of its own name or ends with '/>', and values of attributes that are no texts stand in braces.",
      edits: best.one.edits,
      features: { leavesErrors: Number(best.left > 0), errorsMended: before - best.left },
    },
  ];
}

const titleOf = (repairs: readonly TagRepair[]): string => {
  const titles = [...new Set(repairs.map(({ title }) => title))];
  return titles.length === 1 ? `${titles[0] ?? ''} everywhere` : `${titles.slice(0, 2).join(', ')}${titles.length > 2 ? ' and more' : ''}`;
};

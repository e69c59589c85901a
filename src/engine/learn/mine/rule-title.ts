// What a rule does, as a title: in the words in which fixes are offered, by the kind of its change.

import { spaced } from './ast-grep';
import type { Atom, Pattern, Template } from './rule';

/** UTF-16 units of one side. */
const MAX_SIDE = 50;

/** One token or hole of either side. `key` is the same for what is the same. */
interface Part {
  readonly key: string;
  readonly text: string;
}

/** `Change 'warn' to 'warning'`, `Add 'await'`, `Remove ', timeout'`, `Put 'Optional[…]' around '…'`. */
export function ruleTitle({ core }: Pick<Pattern, 'core'>, { pieces }: Template): string {
  const old = core.flatMap(partOfAtom);
  const now = pieces.map((piece): Part =>
    piece.kind === 'text'
      ? { key: piece.text, text: piece.text }
      : { key: piece.kind === 'hole' && piece.join === undefined ? `\0${piece.id}` : '\0', text: '…' },
  );
  const within = indexWithin(now, old);
  if (old.length > 0 && within !== undefined) {
    const [front, behind] = [now.slice(0, within), now.slice(within + old.length)];
    if (behind.length === 0) return `Add ${quoted(front)} before ${quoted(old)}`;
    if (front.length === 0) return `Add ${quoted(behind)} behind ${quoted(old)}`;
    return `Put ${quoted([...front, { key: '', text: '…' }, ...behind])} around ${old.every(isOpen) ? 'it' : quoted(old)}`;
  }
  const kept = indexWithin(old, now);
  if (now.length > 0 && kept !== undefined) {
    const [front, behind] = [old.slice(0, kept), old.slice(kept + now.length)];
    if (behind.length === 0) return `Remove ${quoted(front)}`;
    if (front.length === 0) return `Remove ${quoted(behind)}`;
    return `Take ${quoted([...front, { key: '', text: '…' }, ...behind])} away`;
  }
  if (old.length === 0) return `Add ${quoted(now)}`;
  if (now.length === 0) return `Remove ${quoted(old)}`;
  return `Change ${quoted(old)} to ${quoted(now)}`;
}

const isOpen = ({ text }: Part): boolean => text === '…';

function partOfAtom(atom: Atom): Part[] {
  if (atom.kind === 'token') return [{ key: atom.text, text: atom.text }];
  return atom.kind === 'hole' ? [{ key: `\0${atom.id}`, text: '…' }] : [];
}

/** Where the whole of one side stands in the other; undefined where it does not, or is all of it. */
function indexWithin(all: readonly Part[], some: readonly Part[]): number | undefined {
  if (some.length >= all.length) return undefined;
  const at = all.findIndex((_, i) => i + some.length <= all.length && some.every(({ key }, k) => key !== '\0' && all[i + k]?.key === key));
  return at < 0 ? undefined : at;
}

function quoted(parts: readonly Part[]): string {
  let text = '';
  for (const part of parts) text += spaced(text, part.text, false) + part.text;
  const shown = text.replace(/\s+/g, ' ').trim();
  return `'${shown.length > MAX_SIDE ? `${shown.slice(0, MAX_SIDE - 1)}…` : shown}'`;
}

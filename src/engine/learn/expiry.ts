// Whether a pair still says what is so: it is checked again when its file or the version of a library that it names has changed.

import { GAP_LINE } from './excerpt';
import type { SuccessPair } from './pair';

/** What is known of the workspace now. */
export interface PresentState {
  /** The text of the pair's file; null where it is gone; undefined where nobody looked. */
  readonly text: string | null | undefined;
  /** The versions of libraries that are installed, by name; one that is not among them was not looked for, null: it is not installed. */
  readonly libraries: Readonly<Record<string, string | null>>;
}

export type Expiry =
  | { readonly reason: 'file-changed' | 'file-gone' }
  /** `now`: null where the library is no longer installed. */
  | { readonly reason: 'library-changed'; readonly library: string; readonly then: string; readonly now: string | null };

/** Why the pair is due to be checked again; undefined where nothing speaks for that. Case and marks in the names of libraries don't count. */
export function expiryOf(
  pair: Pick<SuccessPair, 'before' | 'proposed' | 'final' | 'extent' | 'libraries'>,
  now: PresentState,
): Expiry | undefined {
  const installed = new Map(Object.entries(now.libraries).map(([name, version]) => [nameOf(name), version]));
  for (const [library, then] of Object.entries(pair.libraries ?? {})) {
    const version = installed.get(nameOf(library));
    if (version !== undefined && version !== then) return { reason: 'library-changed', library, then, now: version };
  }
  if (now.text === undefined) return undefined;
  if (now.text === null) return { reason: 'file-gone' };
  return holds(pair, now.text) ? undefined : { reason: 'file-changed' };
}

/** `Foo_Bar` and `foo-bar` are one package. */
const nameOf = (library: string): string => library.toLowerCase().replace(/[-_.]+/g, '-');

/** Whether the text still has the fix in it, or the lines it was made of. Pairs without text can't tell. */
function holds({ before, proposed, final, extent }: Pick<SuccessPair, 'before' | 'proposed' | 'final' | 'extent'>, text: string): boolean {
  if (extent === 'none') return true;
  const now = unified(text);
  return [final ?? proposed, before].some((kept) => {
    if (extent === 'whole') return unified(kept) === now;
    let from = 0;
    return unified(kept)
      .split(`${GAP_LINE}\n`)
      .every((part) => {
        const at = now.indexOf(part, from);
        from = at + part.length;
        return at >= 0;
      });
  });
}

const unified = (text: string): string => text.replace(/\r\n?/g, '\n');

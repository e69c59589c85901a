// Whether what a repair puts together means something: a text that parses, or has fewer errors, may still be no program.

import { applyEdits, type OffsetEdit } from '../../../../syntax/edits';
import { touchedLines } from '../../framework/touched-lines';
import type { Proof, TypedPlace } from '../../framework/typed-place';
import { scriptTokens } from '../script-tokens';

/** No such module, no types or library for a name: of the project, not of the line. */
const OF_PROJECT = new Set([2307, 2792, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593]);
/** A value that may be missing, or of an unknown kind: the next thing to mend, and no sign that the line was read wrongly. */
const NEXT_TO_MEND = new Set([2531, 2532, 2533, 2538, 2571, 2721, 2722, 2723]);

/**
 * False where what the repair joined is unknown to the checker (a statement's first word taken for a member of the line above it, a type for
 * a value), and where a closing brace would stand between two words of one line.
 */
export function makesSense(place: TypedPlace, edits: readonly OffsetEdit[], proof: Proof | undefined): boolean {
  const after = applyEdits(place.text, edits);
  const isTouched = touchedLines(after, edits);
  if (proof?.fresh.some(({ code, starts }) => speaksAgainst(code) && starts.some(isTouched))) return false;
  return !splitsLine(place, after, edits);
}

const speaksAgainst = (code: number): boolean => code >= 2000 && code < 3000 && !OF_PROJECT.has(code) && !NEXT_TO_MEND.has(code);

/** What may follow a block or a list of names on the same line. */
const FOLLOWS_BRACE = /^(?:else|catch|finally|while|as|from|of|in|instanceof|satisfies|extends|implements|with)$/;

/** `declare} var x`: no block ends and nothing else begins in the middle of a line. */
function splitsLine({ ts }: TypedPlace, after: string, edits: readonly OffsetEdit[]): boolean {
  const closers = edits.filter(({ text }) => text === '}');
  if (closers.length === 0) return false;
  const tokens = scriptTokens(ts, after);
  return closers.some(({ start }) => {
    const at = tokens.findIndex((token) => token.start === start && token.text === '}');
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (!before || !next || next.newLine || /^[;}]$/.test(before.text)) return false;
    return (
      next.text === '{' || next.kind === 'num' || next.kind === 'str' || (/^[A-Za-z_$]/.test(next.text) && !FOLLOWS_BRACE.test(next.text))
    );
  });
}

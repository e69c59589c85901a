/**
 * Mistake: an error that only follows from another one near it: a name or a member that nothing declares makes the type checker
 * complain of more than that. Healed is the one it follows from; both must be gone.
 *
 * Before:  `get [kidn](): this['kind']` (Type instantiation is excessively deep)       After:  `get [kind](): this['kind']`
 * Before:  `lits.map((one) => one + 1)` (one implicitly has an 'any' type)                After:  `list.map((one) => one + 1)`
 *
 * When not: the other error is on another line and not in the declaration that is complained of, or this one stays when that is gone.
 */
import { applyEdits } from '../../../syntax/edits';
import { members } from '../names/misspelt-member';
import { codeOf, placeOf, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';
import { names } from '../names/undefined-name';

const CAUSES: readonly TypedRule[] = [names, members];
/** Cannot find name; no such property. */
const CAUSE_CODES = new Set([2304, 2552, 2339, 2551]);
/** Each proof is a check of the file. */
const MAX_PROVED = 3;

export const followUp: TypedRule = {
  id: 'typescript/follow-up',
  answers: ({ errorType }) => codeOf(errorType) >= 2000 && !CAUSE_CODES.has(codeOf(errorType)),
  propose(place) {
    const { text } = place;
    // Files that are missing may hide what was reported; the name that is wrong still shows.
    if (!place.reproduced && !place.folder.torn) return [];
    const cause = place
      .diagnostics(text)
      .find(
        (d) => CAUSE_CODES.has(d.code) && d.category === 'error' && isNear(place, d) && !(d.start === place.start && d.end === place.end),
      );
    if (!cause) return [];
    const told = { errorType: `TS${cause.code}`, message: cause.message };
    const seen = placeOf(place, cause.start, cause.end, told.errorType, told.message);
    const found: TypedProposal[] = CAUSES.filter((rule) => rule.answers(told)).flatMap((rule) => rule.propose(seen));
    const out: TypedProposal[] = [];
    for (const proposal of found.sort((a, b) => b.confidence - a.confidence).slice(0, MAX_PROVED)) {
      if (proposal.otherFiles) continue;
      const proof = place.prove(applyEdits(text, proposal.edits));
      const healed = place.reproduced ? proof.gone : proof.after < proof.before;
      if (healed && proof.fresh.length === 0) out.push({ ...proposal, confidence: proposal.confidence * (place.reproduced ? 0.97 : 0.85) });
    }
    return out;
  },
};

/** On the same line; or inside of the declaration whose name the error is reported at. */
function isNear({ ts, file, text, start, node }: TypedPlace, d: { readonly start: number; readonly end: number }): boolean {
  const lineOf = (offset: number): number => file.getLineAndCharacterOfPosition(Math.min(offset, text.length)).line;
  if (lineOf(d.start) === lineOf(start)) return true;
  return (
    !ts.isSourceFile(node) &&
    'name' in node.parent &&
    node.parent.name === node &&
    d.start >= node.parent.getStart(file) &&
    d.end <= node.parent.getEnd()
  );
}

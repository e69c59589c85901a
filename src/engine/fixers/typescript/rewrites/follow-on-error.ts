/**
 * An error that only follows from another one near it: a name or a member that nothing declares makes the type checker complain of more
 * than that. It stands for the one it follows from.
 *
 * `get [kidn](): this['kind']` (Type instantiation is excessively deep): for `kidn` (Cannot find name).
 * `lits.map((one) => one + 1)` (one implicitly has an 'any' type): for `lits` (Cannot find name).
 *
 * When not: the other error is on another line and not in the declaration that is complained of; the checker does not see the reported
 * problem, though all modules are found.
 */
import { codeOf, isFound, type TypedPlace } from '../framework/typed-place';
import type { TypedRewrite } from '../framework/typed-rewrite';

/** Cannot find name; no such property. */
const CAUSES = new Set([2304, 2552, 2339, 2551]);
/** Codes from here on are the type checker's. */
const FIRST_OF_TYPES = 2000;

export const followOnError: TypedRewrite = {
  id: 'typescript/follow-on-error',
  replaces: true,
  answers: { messages: [/(?:)/], where: ({ errorType }) => codeOf(errorType) >= FIRST_OF_TYPES && !CAUSES.has(codeOf(errorType)) },
  rewrite(place) {
    // A module that is not found may hide what was reported; the name that is wrong still shows.
    if (!place.reproduced && !missesModule(place)) return [];
    const cause = place
      .diagnostics(place.text)
      .find((d) => CAUSES.has(d.code) && d.category === 'error' && isNear(place, d) && !(d.start === place.start && d.end === place.end));
    return cause ? [{ errorType: `TS${cause.code}`, message: cause.message, start: cause.start, end: cause.end }] : [];
  },
};

function missesModule(place: TypedPlace): boolean {
  const { ts, file } = place;
  return file.statements.some(
    (one) => ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && !isFound(place, one.moduleSpecifier.text),
  );
}

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

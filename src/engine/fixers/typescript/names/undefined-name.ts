/**
 * Mistake: a name that nothing declares: one decision between a slip of the pen, a forgotten `this.`, a missing import and a missing
 * declaration.
 *
 * Before:  `for (let i = 0; i < lenght; i++)`       After:  `for (let i = 0; i < length; i++)`
 * Before:  `readFileSync(file)`                     After:  `import { readFileSync } from 'fs';` on top
 *
 * When not: nothing near is in scope, no module exports it, no member is called so.
 */
import type * as tsModule from 'typescript';
import { inOrder } from '../framework/checked-proposals';
import { escaped } from '../framework/identifiers';
import { innermost, isFound, type TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { jsxNamespace } from '../react/jsx-namespace';
import { exportedNames } from './undefined/exported-names';
import { guessedImports } from './undefined/import-guess';
import { mendsImport, misspeltName } from './undefined/misspelt-name';
import { missingDeclaration } from './undefined/missing-declaration';
import { missingDot } from './undefined/missing-dot';
import { missingThis } from './undefined/missing-this';
import { nodeImport } from './undefined/node-import';

/** Cannot find name (in all its wordings), namespace, shorthand value; instance and static members without `this`; a type used as a value; UMD globals. */
const CODES = [2304, 2552, 2503, 2662, 2663, 2833, 18004, 2580, 2581, 2582, 2583, 2591, 2592, 2593, 2686, 2693].map((code) => `TS${code}`);

/** What is decided first, likeliest first; slips and guesses come behind in an order of their own. */
const ORDER = [
  'import-of-exported-name',
  'dot-before-member',
  'this-told-by-typescript',
  'exported',
  'dot-after-this',
  'this-member-of-class',
  'import-from-unseen-module',
  'dot-after-node-global',
  'declare-first-assignment',
  'declare-loop-variable',
  'this-said-elsewhere',
  'declaration-misspelt',
  'dot-said-elsewhere',
  'comma-between-declarations',
  'declare-loop-start',
  'node-name-of-imported-module',
  'node-name',
  'node-module',
];

export const undefinedName: TypedRule = {
  id: 'typescript/undefined-name',
  family: 'typescript/names',
  answers: {
    codes: [...CODES, 'ReferenceError', 'no-undef'],
    where: ({ errorType, message }) => errorType !== 'ReferenceError' || message.includes(' is not defined'),
  },
  propose(place) {
    const found = nameAt(place);
    if (!found) return exportedNames(place, '');
    const { node, name } = found;
    if (name === 'JSX' && place.code === 2503 && isFound(place, 'react')) return [jsxNamespace(place)];
    const slips = misspeltName(place, node, name);
    const exported = slips.some(mendsImport) ? [] : exportedNames(place, name);
    const others = [...missingThis(place, node, name), ...missingDeclaration(place, node, name), ...missingDot(place, node, name)];
    if (exported.length > 0) return inOrder(ORDER, [...others, ...exported, ...slips.map(thoughExported)]);
    const builtin = nodeImport(place, node, name);
    return inOrder(ORDER, [...others, ...slips, ...(builtin ? [builtin] : guessedImports(place, node, name))]);
  },
};

/** What a module exports under exactly this name is seldom a slip. */
const thoughExported = (slip: TypedProposal): TypedProposal => ({ ...slip, variant: 'slip-though-exported' });

/** The identifier that the problem is about. */
function nameAt(place: TypedPlace): { node: tsModule.Identifier; name: string } | undefined {
  const { ts, file, text } = place;
  let { node } = place;
  const name =
    /(?:[Cc]annot find (?:name|namespace) |property ')'?([\w$]+)'?/.exec(place.message)?.[1] ??
    /^'?([\w$]+)'? is not defined/.exec(place.message)?.[1];
  // A stack names a line; the column may be that of the statement.
  if (ts.isIdentifier(node) && (name === undefined || node.text === name)) return { node, name: node.text };
  if (!name) return undefined;
  const line = text.lastIndexOf('\n', place.start - 1) + 1;
  const until = text.indexOf('\n', place.end);
  for (const match of text.slice(line, until < 0 ? undefined : until).matchAll(new RegExp(`(?<![\\w$.])${escaped(name)}(?![\\w$])`, 'g'))) {
    const at = line + match.index;
    node = innermost(ts, file, at, at + name.length);
    if (ts.isIdentifier(node) && node.text === name) return { node, name };
  }
  // Said of a comment's type: what the code itself does with the name decides.
  let found: tsModule.Identifier | undefined;
  const visit = (at: tsModule.Node): void => {
    if (found) return;
    if (ts.isIdentifier(at) && at.text === name && !(ts.isPropertyAccessExpression(at.parent) && at.parent.name === at)) found = at;
    else ts.forEachChild(at, visit);
  };
  visit(file);
  return found && { node: found, name };
}

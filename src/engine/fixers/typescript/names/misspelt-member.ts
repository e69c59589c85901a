/**
 * Mistake: a member, property or export that is misspelt where it is used, or where it is declared.
 *
 * Before:  `options.resumeAftre = token`       After:  `options.resumeAfter = token`
 * Before:  `list.lenght`                       After:  `list.length`
 *
 * When not: the type has nothing near; a member that is simply missing is not invented.
 */
import type * as tsModule from 'typescript';
import type { Problem } from '../../../problem';
import { inOrder } from '../framework/checked-proposals';
import { escaped, identifiersOf, placesOf } from '../framework/identifiers';
import { bySlip, isSlip, slipFeatures, slipOf, suggested, type Slip } from '../framework/spelling';
import { innermost, type TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { membersAt, renamed, type NameNode } from './member-names';
import { isRenamedInReact } from '../react/renamed-in-react';

/** Property does not exist (on a type, in an object literal, static, private), no exported member, unknown JSX attribute. */
const CODES = [2339, 2551, 2550, 2561, 2353, 2724, 2305, 2614, 2694, 2576, 2568, 2570, 2459, 2460, 4111].map((code) => `TS${code}`);

export const misspeltMember: TypedRule = {
  id: 'typescript/misspelt-member',
  family: 'typescript/names',
  answers: {
    codes: [...CODES, 'TypeError'],
    where: (problem) => problem.errorType !== 'TypeError' || / is not a function/.test(problem.message) || isReadOfNothing(problem),
  },
  propose(place) {
    const node = nameNode(place);
    if (!node || isRenamedInReact(place.message)) return [];
    const dot = missingDot(place, node);
    if (dot) return [dot];
    const told = toldName(place);
    const declaration = told !== undefined && placesOf(place.text, node.text).length === 1 && misspeltDeclaration(place, node, told);
    return declaration ? [declaration] : nearNames(place, node, told);
  },
};

/** `user.adress.city`: the member before the one that was read is not there. */
function isReadOfNothing(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  return problem.errorType === 'TypeError' && /^Cannot read properties of undefined \(reading '/.test(problem.message);
}

function nameNode(place: TypedPlace): NameNode | undefined {
  const { ts, node } = place;
  if (isReadOfNothing(place)) return emptyMember(place);
  if (ts.isIdentifier(node) || ts.isStringLiteral(node) || ts.isPrivateIdentifier(node)) return node;
  const told = /[Pp]roperty '([^']+)'|but '([^']+)' does not exist|member (?:named )?'([^']+)'/.exec(place.message);
  const name = told?.[1] ?? told?.[2] ?? told?.[3] ?? /(?:^|[.\s])([\w$]+) is not a function/.exec(place.message)?.[1];
  if (!name) return undefined;
  const line = place.text.lastIndexOf('\n', place.start - 1) + 1;
  const until = place.text.indexOf('\n', Math.max(place.start, place.end));
  for (const match of place.text
    .slice(line, until < 0 ? undefined : until)
    .matchAll(new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'g'))) {
    const found = innermost(ts, place.file, line + match.index, line + match.index + name.length);
    if (ts.isIdentifier(found) && found.text === name) return found;
  }
  return undefined;
}

/** The member that gave nothing, where the file itself never says that there is one. */
function emptyMember({ ts, file, text, start, message }: TypedPlace): tsModule.Identifier | undefined {
  const read = /\(reading '(.+)'\)/.exec(message)?.[1];
  const line = file.getLineAndCharacterOfPosition(start).line;
  let found: tsModule.Identifier | undefined;
  const visit = (at: tsModule.Node): void => {
    if (
      ts.isPropertyAccessExpression(at) &&
      at.name.text === read &&
      ts.isPropertyAccessExpression(at.expression) &&
      ts.isIdentifier(at.expression.name) &&
      file.getLineAndCharacterOfPosition(at.name.getStart(file)).line === line
    )
      found ??= at.expression.name;
    ts.forEachChild(at, visit);
  };
  visit(file);
  return found && !keysOf(text).has(found.text) ? found : undefined;
}

/** What the text names as a key or sets as a member. */
function keysOf(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<![\w$])([A-Za-z_$][\w$]{2,})(?=['"]?\s*:(?!:)|\s*=(?![=>]))/g)].map((match) => match[1] ?? ''));
}

/** TypeScript's own guess. `import X from …` is advice of another kind: modules/default-or-named.ts. */
function toldName({ message }: TypedPlace): string | undefined {
  const told = suggested(message);
  return told?.startsWith('import ') ? undefined : told;
}

/** Kinds of names that may be meant, likeliest first. */
const KINDS = ['told-by-typescript', 'member', 'word-of-file', 'member-set-already', 'told-other-word'];
const MAX_NAMES = 3;

interface Meant {
  readonly name: string;
  readonly variant: string;
  readonly slip: Slip | undefined;
}

function nearNames(place: TypedPlace, node: NameNode, told: string | undefined): TypedProposal[] {
  const { text } = place;
  const name = node.text;
  const found = new Map<string, Meant>();
  const add = (other: string, variant: string, slip: Slip | undefined): void => {
    if (other !== name && !found.has(other)) found.set(other, { name: other, variant, slip });
  };
  if (told !== undefined) {
    const slip = slipOf(name, told);
    add(told, slip ? 'told-by-typescript' : 'told-other-word', slip);
  }
  for (const { name: other, used } of membersAt(place, node)) {
    const slip = slipOf(name, other);
    if (slip && (!used || isSlip(slip, 'loose'))) add(other, used ? 'member-set-already' : 'member', slip);
  }
  // A base class or module that is not here: the words of this file.
  const uses = placesOf(text, name).length;
  if (uses <= 2)
    for (const other of isReadOfNothing(place) ? keysOf(text) : identifiersOf(text)) {
      const slip = slipOf(name, other);
      if (isSlip(slip, 'loose')) add(other, 'word-of-file', slip);
    }
  const near = inOrder(
    KINDS,
    [...found.values()].sort((a, b) => bySlip(a.slip, b.slip)),
  );
  return near.slice(0, MAX_NAMES).map(({ name: other, variant, slip }) => ({
    variant,
    features: { ...slipFeatures(slip), uses },
    title: `Change '${name}' to '${other}'`,
    explanation:
      told === other ? `There is no '${name}' here, but there is '${other}'.` : `There is no '${name}' here; '${other}' is near.`,
    edits: [renamed(place, node, other), ...usesOfImport(place, node).map((use) => renamed(place, use, other))],
  }));
}

/** Where the file uses what it imports by the misspelt name. None where it uses the right name already, or gives the name on. */
function usesOfImport({ ts, checker, file, text }: TypedPlace, node: NameNode): tsModule.Identifier[] {
  const { parent } = node;
  if (!ts.isImportSpecifier(parent) || parent.name !== node || parent.propertyName) return [];
  const own = checker.getSymbolAtLocation(parent.name);
  const uses: tsModule.Identifier[] = [];
  let isGivenOn = false;
  const visit = (at: tsModule.Node): void => {
    if (ts.isIdentifier(at) && at.text === node.text && at !== node) {
      if (ts.isShorthandPropertyAssignment(at.parent) || ts.isExportSpecifier(at.parent)) isGivenOn = true;
      else if (checker.getSymbolAtLocation(at) === own) uses.push(at);
    }
    ts.forEachChild(at, visit);
  };
  visit(file);
  return own && !isGivenOn && placesOf(text, node.text).length === uses.length + 1 ? uses : [];
}

/** `this.listpush(x)`: a member, and a member of its type, without their dot. */
function missingDot(place: TypedPlace, node: tsModule.Node): TypedProposal | undefined {
  const { ts, checker, file } = place;
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return undefined;
  const name = parent.name.text;
  const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(parent.expression)));
  for (const head of checker.getPropertiesOfType(type)) {
    if (head.name.length < 2 || head.name.length > name.length - 2 || !name.startsWith(head.name)) continue;
    const rest = name.slice(head.name.length);
    if (
      !checker.getPropertyOfType(checker.getApparentType(checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(head, node))), rest)
    )
      continue;
    const at = node.getStart(file) + head.name.length;
    return {
      variant: 'missing-dot',
      title: `Change '${name}' to '${head.name}.${rest}'`,
      explanation: `'${rest}' is a member of '${head.name}': the dot between them is missing.`,
      edits: [{ start: at, end: at, text: '.' }],
    };
  }
  return undefined;
}

/** The use may be right and the declaration wrong: its words are the ones that stand nowhere else. */
function misspeltDeclaration(place: TypedPlace, node: NameNode, told: string): TypedProposal | undefined {
  const { text } = place;
  const [only, second] = placesOf(text, told);
  if (only === undefined || second !== undefined) return undefined;
  const parts = (name: string): string[] =>
    name
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[\s_]+/);
  const lower = text.toLowerCase();
  const times = (part: string): number => lower.split(part).length - 1;
  const right = parts(node.text).filter((part) => !parts(told).includes(part));
  const wrong = parts(told).filter((part) => !parts(node.text).includes(part));
  if (right.length === 0 || wrong.length === 0 || wrong.some((part) => times(part) > 1) || right.some((part) => times(part) < 3))
    return undefined;
  return {
    variant: 'declaration-misspelt',
    title: `Change '${told}' to '${node.text}'`,
    explanation: `It is used as '${node.text}', and '${wrong.join(' ')}' stands nowhere else: the declaration is misspelt.`,
    edits: [{ start: only, end: only + told.length, text: node.text }],
  };
}

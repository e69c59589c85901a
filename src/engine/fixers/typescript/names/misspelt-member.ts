/**
 * Mistake: a member, property or export that is misspelt where it is used, or where it is declared.
 *
 * Before:  `options.resumeAftre = token`       After:  `options.resumeAfter = token`
 * Before:  `list.lenght`                       After:  `list.length`
 *
 * When not: the type has nothing near; a member that is simply missing is not invented.
 *
 * Tests: fixers.test.ts
 */
import type * as tsModule from 'typescript';
import type { Problem } from '../../../problem';
import { measured, slip, suggested } from '../framework/spelling';
import { hasCode, innermost, type TypedPlace, type TypedProposal, type TypedRule } from '../framework/typed-rule';

/** Property does not exist (on a type, in an object literal, static, private), no exported member, unknown JSX attribute. */
const CODES = new Set([2339, 2551, 2550, 2561, 2353, 2724, 2305, 2614, 2694, 2576, 2568, 2570, 2459, 2460, 4111]);

export const members: TypedRule = {
  id: 'typescript/misspelt-member',
  answers: (problem) => hasCode(problem, CODES) || isNotAFunction(problem) || isReadOfNothing(problem),
  propose(place) {
    const node = nameNode(place);
    return node ? ranked(place, node) : [];
  },
};

function isNotAFunction(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  return problem.errorType === 'TypeError' && / is not a function/.test(problem.message);
}

/** `user.adress.city`: the member before the one that was read is not there. */
function isReadOfNothing(problem: Pick<Problem, 'errorType' | 'message'>): boolean {
  return problem.errorType === 'TypeError' && /^Cannot read properties of undefined \(reading '/.test(problem.message);
}

function nameNode(place: TypedPlace): tsModule.Identifier | tsModule.StringLiteral | tsModule.PrivateIdentifier | undefined {
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
    .matchAll(new RegExp(`(?<![\\w$])${escape(name)}(?![\\w$])`, 'g'))) {
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

export const escape = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function ranked(place: TypedPlace, node: tsModule.Identifier | tsModule.StringLiteral | tsModule.PrivateIdentifier): TypedProposal[] {
  const { ts, file, text } = place;
  const name = node.text;
  const weights = new Map<string, number>();
  const add = (other: string, weight: number): void => {
    if (other !== name && weight > 0) weights.set(other, Math.max(weights.get(other) ?? 0, weight));
  };
  const words = suggested(place.message);
  // `import X from …` is advice of another kind: default-or-named.ts.
  const told = words?.startsWith('import ') ? undefined : words;
  if (told) add(told, 0.9 * (slip(name, told) > 0 ? 1 : 0.55));
  for (const { name: other, used } of membersAt(place, node)) add(other, slip(name, other) * (used ? 0.6 : 0.95));
  // A base class or module that is not here: the words of this file.
  const dot = glued(place, node);
  if (dot) return [dot];
  const uses = [...text.matchAll(new RegExp(`(?<![\\w$])${escape(name)}(?![\\w$])`, 'g'))].length;
  if (uses <= 2)
    for (const other of isReadOfNothing(place) ? keysOf(text) : wordsOf(text))
      if (!weights.has(other)) add(other, slip(name, other) * (uses === 1 ? 0.7 : 0.45));
  const declared = told && uses === 1 ? misspeltDeclaration(place, node, told) : undefined;
  if (declared) return [declared];
  const best = [...weights]
    .sort((a, b) => b[1] - a[1])
    .filter(([, weight]) => weight >= 0.2)
    .slice(0, 3);
  return best.map(([other, weight], index) => {
    const rival = best[index === 0 ? 1 : 0]?.[1] ?? 0;
    return {
      title: `Change '${name}' to '${other}'`,
      explanation:
        told === other ? `There is no '${name}' here, but there is '${other}'.` : `There is no '${name}' here; '${other}' is near.`,
      edits: [edit(ts, file, node, other)],
      confidence: measured(Math.min(0.97, weight * (uses > 2 ? 0.75 : 1) * (rival >= weight ? 0.55 : 1 - 0.3 * rival * rival))),
    };
  });
}

/** `this.listpush(x)`: a member, and a member of its type, without their dot. */
function glued(place: TypedPlace, node: tsModule.Node): TypedProposal | undefined {
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
      title: `Change '${name}' to '${head.name}.${rest}'`,
      explanation: `'${rest}' is a member of '${head.name}': the dot between them is missing.`,
      edits: [{ start: at, end: at, text: '.' }],
      confidence: 0.96,
    };
  }
  return undefined;
}

/** The use may be right and the declaration wrong: its words are the ones that stand nowhere else. */
function misspeltDeclaration(
  place: TypedPlace,
  node: tsModule.Identifier | tsModule.StringLiteral | tsModule.PrivateIdentifier,
  told: string,
): TypedProposal | undefined {
  const { text } = place;
  const places = [...text.matchAll(new RegExp(`(?<![\\w$])${escape(told)}(?![\\w$])`, 'g'))];
  const [only] = places;
  if (!only || places.length !== 1) return undefined;
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
    title: `Change '${told}' to '${node.text}'`,
    explanation: `It is used as '${node.text}', and '${wrong.join(' ')}' stands nowhere else: the declaration is misspelt.`,
    edits: [{ start: only.index, end: only.index + told.length, text: node.text }],
    confidence: 0.85,
  };
}

export function edit(ts: TypedPlace['ts'], file: tsModule.SourceFile, node: tsModule.Node, other: string): TypedProposal['edits'][number] {
  const start = node.getStart(file);
  const end = node.getEnd();
  if (ts.isStringLiteral(node)) return { start: start + 1, end: end - 1, text: other };
  if (/^[\w$]+$/.test(other) || ts.isPrivateIdentifier(node)) return { start, end, text: other };
  return { start, end, text: ts.isPropertyAccessExpression(node.parent) ? other : JSON.stringify(other) };
}

/** What may stand at the place, with whether it already does there. */
export function membersAt(place: TypedPlace, node: tsModule.Node): { name: string; used: boolean }[] {
  const { ts, checker } = place;
  const { parent } = node;
  const named = (symbols: readonly tsModule.Symbol[], used: ReadonlySet<string> = new Set()): { name: string; used: boolean }[] =>
    symbols.map((symbol) => ({ name: symbol.name, used: used.has(symbol.name) })).filter(({ name }) => !name.startsWith('__@'));
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(parent.expression)));
    return named(
      checker.getPropertiesOfType(type).length > 0
        ? checker.getPropertiesOfType(type)
        : type.isUnion()
          ? type.types.flatMap((one) => checker.getPropertiesOfType(checker.getApparentType(one)))
          : [],
    );
  }
  if (ts.isQualifiedName(parent) && parent.right === node) {
    const symbol = checker.getSymbolAtLocation(parent.left);
    return symbol ? named(checker.getExportsOfModule(symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol)) : [];
  }
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node)
    return named(checker.getPropertiesOfType(checker.getApparentType(checker.getTypeAtLocation(parent.expression))));
  if (
    (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) &&
    ts.isObjectLiteralExpression(parent.parent)
  ) {
    const literal = parent.parent;
    const type = checker.getContextualType(literal);
    const used = new Set(
      literal.properties
        .filter((property) => property !== parent)
        .map((property) => property.name)
        .filter((one) => one !== undefined && (ts.isIdentifier(one) || ts.isStringLiteral(one)))
        .map((one) => (one as tsModule.Identifier).text),
    );
    if (!type) return [];
    const types = type.isUnion() ? type.types : [type];
    return named(
      types.flatMap((one) => checker.getPropertiesOfType(one)),
      used,
    );
  }
  if (ts.isBindingElement(parent)) {
    const type = checker.getTypeAtLocation(parent.parent);
    const initializer = ts.isVariableDeclaration(parent.parent.parent) ? parent.parent.parent.initializer : undefined;
    const from = initializer ? checker.getTypeAtLocation(initializer) : type;
    return named(checker.getPropertiesOfType(checker.getApparentType(from)));
  }
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    const declaration = ts.findAncestor(parent, (up) => ts.isImportDeclaration(up) || ts.isExportDeclaration(up));
    const specifier =
      declaration && 'moduleSpecifier' in declaration ? (declaration as tsModule.ImportDeclaration).moduleSpecifier : undefined;
    const module = specifier && checker.getSymbolAtLocation(specifier);
    return module ? named(checker.getExportsOfModule(module)) : [];
  }
  if (ts.isJsxAttribute(parent)) {
    const type = checker.getContextualType(parent.parent);
    return type ? named(checker.getPropertiesOfType(type)) : [];
  }
  return [];
}

/** Identifiers of the text, each once. */
export function wordsOf(text: string): Set<string> {
  return new Set([...text.matchAll(/(?<![\w$])[A-Za-z_$][\w$]{2,}/g)].map((match) => match[0]));
}

/**
 * Mistake: a getter or setter that asks for its own property, and so for itself, again and again.
 *
 * Before:  `set name(value) { this.name = value; }`       After:  `set name(value) { this._name = value; }`
 * Before:  `get size() { return this.size; }`             After:  `get size() { return this._size; }`
 * Before:  `this.name = name` beside `get name() { return this._name; }` alone       After:  `this._name = name`
 *
 * When not: nothing tells where the value is kept.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

const AGAIN = /^Maximum call stack size exceeded/;
const ONLY_READ = /^Cannot set property ([\w$]+) of .* which has only a getter/;

export const ownAccessor: TypedRule = {
  id: 'typescript/own-accessor',
  family: 'typescript/runtime',
  answers: { codes: ['RangeError', 'TypeError'], where: ({ message }) => AGAIN.test(message) || ONLY_READ.test(message) },
  propose(place) {
    const { ts, file } = place;
    const onlyRead = ONLY_READ.exec(place.message)?.[1];
    const accessor =
      onlyRead === undefined
        ? onLine(place, ts.isPropertyAccessExpression).flatMap((one) => ownerOf(place, one) ?? [])[0]
        : getterAround(place, onlyRead);
    if (!accessor || !ts.isIdentifier(accessor.name)) return [];
    const name = accessor.name.text;
    const owner = accessor.parent;
    const members = ts.isObjectLiteralExpression(owner) ? owner.properties : ts.isClassLike(owner) ? owner.members : [];
    const pair = [...members].filter((one): one is tsModule.AccessorDeclaration => ts.isAccessor(one) && one.name.getText(file) === name);
    const own = pair.flatMap((one) => accesses(place, one, name).filter((access) => ownerOf(place, access) === one));
    if (own.length === 0) return onlyRead !== undefined && ts.isGetAccessor(accessor) ? keptWhereRead(place, accessor, onlyRead) : [];
    const setter = pair.find(ts.isSetAccessor);
    // Without a setter the constructor keeps the value, under the same name.
    const kept = setter
      ? []
      : nodesIn(ts, owner, ts.isConstructorDeclaration).flatMap((one) => accesses(place, one, name).filter((access) => isSet(ts, access)));
    const backing = keptUnder(place, owner, pair, name);
    if (!setter && backing === undefined && kept.length === 0) return [];
    // A getter that gives something else would never give what the setter keeps.
    if (backing === undefined && pair.some((one) => !own.some((access) => ownerOf(place, access) === one))) return [];
    const isTyped = /\.[cm]?tsx?$/.test(place.path);
    // A field that is not declared would be the next error of types.
    if (isTyped && backing === undefined) return [];
    const usesPrivate = ts.isClassLike(owner) && owner.members.some(({ name: one }) => one !== undefined && ts.isPrivateIdentifier(one));
    const to = backing ?? (usesPrivate ? `#${name}` : `_${name}`);
    const first = owner.getChildren(file).length > 0 && ts.isClassLike(owner) ? owner.members[0] : undefined;
    const { eol, semicolon } = styleOf(place.text);
    const declared =
      to.startsWith('#') && backing === undefined && first
        ? [at(first.getStart(file), `${to}${semicolon || ';'}${eol}${indentAt(place.text, first.getStart(file))}`)]
        : [];
    return [
      {
        variant: backing !== undefined ? 'kept-as-beside' : kept.length > 0 ? 'kept-by-constructor' : 'kept-under-new-name',
        title: `Keep the value in '${to}'`,
        explanation: `'this.${name}' calls the ${setter && own.some((one) => isSet(ts, one)) ? 'setter' : 'getter'} itself again, without end: the value must be kept under another name.`,
        edits: [...declared, ...[...own, ...kept].map((one) => ({ start: one.name.getStart(file), end: one.name.getEnd(), text: to }))],
      },
    ];
  },
};

const isSet = (ts: TypedPlace['ts'], node: tsModule.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.left === node &&
  node.parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
  node.parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;

/** `this.name` below a node, of the same `this`. */
function accesses({ ts }: TypedPlace, root: tsModule.Node, name: string): tsModule.PropertyAccessExpression[] {
  return nodesIn(
    ts,
    root,
    (node): node is tsModule.PropertyAccessExpression =>
      ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword && node.name.text === name,
    (node) => !ts.isFunctionExpression(node) && !ts.isFunctionDeclaration(node) && !ts.isClassLike(node),
  );
}

/** The accessor that a `this.name` calls again: a getter that reads it, a setter that sets it. */
function ownerOf({ ts, file }: TypedPlace, access: tsModule.PropertyAccessExpression): tsModule.AccessorDeclaration | undefined {
  if (access.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const owner = ts.findAncestor(access, (up) => ts.isFunctionLike(up) && !ts.isArrowFunction(up));
  if (!owner || !ts.isAccessor(owner) || owner.name.getText(file) !== access.name.text) return undefined;
  return ts.isSetAccessor(owner) === isSet(ts, access) ? owner : undefined;
}

/** The getter of a class that sets the property as if there were none. */
function getterAround({ ts, file, node }: TypedPlace, name: string): tsModule.AccessorDeclaration | undefined {
  const owner = ts.findAncestor(node, ts.isClassLike);
  const found = owner?.members.filter((one): one is tsModule.AccessorDeclaration => ts.isAccessor(one) && one.name.getText(file) === name);
  return found?.length === 1 && found[0] && ts.isGetAccessor(found[0]) ? found[0] : undefined;
}

/** The class sets what its own getter gives, under the name of the getter: where the getter reads it, it is kept. */
function keptWhereRead(place: TypedPlace, getter: tsModule.GetAccessorDeclaration, name: string): TypedProposal[] {
  const { ts, file } = place;
  const [only, second] = getter.body?.statements ?? [];
  const value = only && !second && ts.isReturnStatement(only) ? only.expression : undefined;
  if (!value || !ts.isPropertyAccessExpression(value) || value.expression.kind !== ts.SyntaxKind.ThisKeyword) return [];
  const to = value.name.text;
  if (to === name || to.replace(/^[#_]+|_+$/g, '') !== name) return [];
  const sets = accesses(place, getter.parent, name).filter((access) => isSet(ts, access));
  if (sets.length === 0) return [];
  return [
    {
      variant: 'kept-where-getter-reads',
      title: `Keep the value in '${to}'`,
      explanation: `'${name}' can only be read: its getter gives 'this.${to}', where the value must be kept.`,
      edits: sets.map((one) => ({ start: one.name.getStart(file), end: one.name.getEnd(), text: to })),
    },
  ];
}

/** What the other accessor uses, or a field of nearly the same name. */
function keptUnder(
  { ts, file }: TypedPlace,
  owner: tsModule.Node,
  pair: readonly tsModule.AccessorDeclaration[],
  name: string,
): string | undefined {
  const isNear = (other: string): boolean => other !== name && other.replace(/^[#_]+|_+$/g, '') === name;
  const used = (root: tsModule.Node): string[] =>
    nodesIn(
      ts,
      root,
      (node): node is tsModule.PropertyAccessExpression =>
        ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword,
    ).map((node) => node.name.text);
  const fields =
    ts.isClassLike(owner) || ts.isObjectLiteralExpression(owner)
      ? [...(ts.isClassLike(owner) ? owner.members : owner.properties)].flatMap((one) =>
          (ts.isPropertyDeclaration(one) || ts.isPropertyAssignment(one)) && isNear(one.name.getText(file)) ? [one.name.getText(file)] : [],
        )
      : [];
  // The other accessor, where all that it does is to give or set one thing: `return this.kept`, `this.kept = value`.
  const simple = pair.flatMap(({ body }) => {
    const [only, ...others] = body?.statements ?? [];
    if (!only || others.length > 0) return [];
    const whole = ts.isReturnStatement(only)
      ? only.expression
      : ts.isExpressionStatement(only) && ts.isBinaryExpression(only.expression)
        ? only.expression.left
        : undefined;
    const isOwn = whole && ts.isPropertyAccessExpression(whole) && whole.expression.kind === ts.SyntaxKind.ThisKeyword;
    return isOwn && whole.name.text !== name ? [whole.name.text] : [];
  });
  const [best] = [...fields, ...used(owner).filter(isNear), ...simple];
  return best;
}

/**
 * Mistake: a type parameter of which more is used than it promises.
 *
 * Before:  `function get<T, K>(obj: T, key: K) { return obj[key] }`       After:  `function get<T, K extends keyof T>(…)`
 * Before:  `function longest<T>(a: T, b: T) { return a.length > …`        After:  `function longest<T extends { length: number }>(…)`
 * Before:  `function byId<T>(list: T[], id: string) { … one.id === id`    After:  `function byId<T extends { id: string }>(…)`
 *
 * When not: what is used of it says nothing of its type.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { typeText, writable } from './annotations/type-text';

export const typeParameter: TypedRule = {
  id: 'typescript/type-parameter',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2536', 'TS2344', 'TS2698', 'TS7053'] },
  propose: (place) => checkedProposals(place, place.code === 2339 ? member(place) : place.code === 2698 ? [] : key(place)),
};

/** A parameter without a constraint. */
function declarationOf({ ts, file }: TypedPlace, type: tsModule.Type | undefined): tsModule.TypeParameterDeclaration | undefined {
  const declaration = type?.isTypeParameter() ? type.symbol.declarations?.[0] : undefined;
  return declaration && ts.isTypeParameterDeclaration(declaration) && !declaration.constraint && declaration.getSourceFile() === file
    ? declaration
    : undefined;
}

function constrained(declaration: tsModule.TypeParameterDeclaration, to: string, variant: string): Idea {
  const name = declaration.name.text;
  return {
    variant,
    title: `Let '${name}' extend '${to}'`,
    explanation: `'${name}' may be anything so far, and more is used of it.`,
    edits: [at(declaration.name.getEnd(), ` extends ${to}`)],
  };
}

/** `K` cannot index `T`. */
function key(place: TypedPlace): Idea[] {
  const { ts, checker, node } = place;
  const access = ts.findAncestor(node, (up) => ts.isElementAccessExpression(up) || ts.isIndexedAccessTypeNode(up));
  let own: tsModule.Type | undefined;
  let of: tsModule.Type | undefined;
  if (access && ts.isElementAccessExpression(access)) {
    own = checker.getTypeAtLocation(access.argumentExpression);
    of = checker.getTypeAtLocation(access.expression);
  } else if (access && ts.isIndexedAccessTypeNode(access)) {
    own = checker.getTypeFromTypeNode(access.indexType);
    of = checker.getTypeFromTypeNode(access.objectType);
  } else if (place.code === 2344 && ts.isTypeNode(node)) {
    const wanted = /the constraint '(keyof \w+)'/.exec(place.message)?.[1];
    const declaration = declarationOf(place, checker.getTypeAtLocation(node));
    return declaration && wanted !== undefined ? [constrained(declaration, wanted, 'key-of-parameter')] : [];
  }
  const declaration = declarationOf(place, own);
  if (!declaration || !of) return [];
  const name = (of.aliasSymbol ?? of.symbol)?.name;
  return name !== undefined && /^\w+$/.test(name) && !name.startsWith('__')
    ? [constrained(declaration, `keyof ${name}`, 'key-of-parameter')]
    : [];
}

/** `a.length`, `one.id === id`: the member and what it is compared with or used as. */
function member(place: TypedPlace): Idea[] {
  const { ts, checker, node } = place;
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name !== node) return [];
  const declaration = declarationOf(place, checker.getTypeAtLocation(access.expression));
  if (!declaration) return [];
  const name = access.name.text;
  if (name === 'length') return [constrained(declaration, '{ length: number }', 'length-of-parameter')];
  const { parent } = access;
  const other =
    ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText(place.file))
      ? parent.left === access
        ? parent.right
        : parent.left
      : undefined;
  const type = other && !ts.isLiteralExpression(other) ? typeText(place, other, declaration) : undefined;
  return type !== undefined && writable(type) && /^(?:string|number|boolean|[A-Z]\w*)$/.test(type)
    ? [constrained(declaration, `{ ${name}: ${type} }`, 'compared-member-of-parameter')]
    : [];
}

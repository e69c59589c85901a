// A variable that begins empty, `const found = []`: it is declared with the type of what it gets, or of what it is returned as.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import type { TypedPlace } from '../../framework/typed-place';
import { functionAround } from '../function-around';
import { typeText, writable } from './type-text';

/** The checker asks for the type. */
export function annotatedUntyped(place: TypedPlace): Idea[] {
  const { ts, checker, node } = place;
  const symbol = checker.getSymbolAtLocation(node);
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) ? typesFor(place, declaration) : [];
}

/** Empty lists deep in a literal are `never[]`: `[[], []]`; so are those whose type was taken from what they began with. */
export function annotatedEmptyList(place: TypedPlace): Idea[] {
  const { ts, checker, node, message, code } = place;
  if (!/'never'|never\[\]|\bany\[\]/.test(message) && code !== 2322) return [];
  let root: tsModule.Node = ts.findAncestor(node, ts.isCallExpression) ?? node;
  const binary = ts.findAncestor(node, ts.isBinaryExpression);
  if (code === 2322 && binary) root = binary.left;
  while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  return declaration && ts.isVariableDeclaration(declaration) && !declaration.type ? typesFor(place, declaration) : [];
}

/** The types that the uses of a variable suggest for it, each once. */
function typesFor(place: TypedPlace, declaration: tsModule.VariableDeclaration): Idea[] {
  const { ts, file } = place;
  if (!ts.isIdentifier(declaration.name) || declaration.type) return [];
  const name = declaration.name.text;
  const end = declaration.name.getEnd();
  const types = new Map<string, string>();
  const owner = functionAround(ts, declaration);
  const result = owner?.type?.getText(file);
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && node !== declaration.name) {
      const suggested = suggestion(place, node, declaration, result);
      if (suggested && !types.has(suggested.type)) types.set(suggested.type, suggested.variant);
    }
    ts.forEachChild(node, visit);
  };
  visit(owner ?? file);
  return [...types].map(([type, variant]) => ({
    variant,
    title: `Declare '${name}' as '${type}'`,
    explanation: `'${name}' begins empty, so its type must be said.`,
    edits: [at(end, `: ${type}`)],
  }));
}

interface Suggestion {
  readonly variant: string;
  readonly type: string;
}

/** `result` is the declared result of the function. */
function suggestion(
  place: TypedPlace,
  node: tsModule.Identifier,
  declaration: tsModule.VariableDeclaration,
  result: string | undefined,
): Suggestion | undefined {
  const { ts, file, checker } = place;
  const { parent } = node;
  // Items that the result leaves open are `unknown` here: nothing is done with them.
  if (ts.isReturnStatement(parent) && result) return told('list-as-result', result.replace(/^any(?=(?:\[\])+$)/, 'unknown'));
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    const type = checker.typeToString(checker.getWidenedType(checker.getTypeAtLocation(parent.right)), declaration);
    return writable(type) ? { variant: 'list-of-assigned', type } : undefined;
  }
  if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && /^(?:push|unshift)$/.test(parent.name.text)) {
    const [argument] = parent.parent.arguments;
    if (!argument) return undefined;
    const item = typeText(place, argument, declaration);
    // Items that may be anything are kept as what they are.
    if (item === 'any') return { variant: 'list-of-anything', type: 'unknown[]' };
    return told('list-of-pushed', /[|&]| => /.test(item) ? `(${item})[]` : `${item}[]`);
  }
  // It is pushed into a list of lists, which is the result.
  const isPushed =
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === 'push' &&
    parent.expression.expression.getText(file) !== node.text;
  return isPushed && result && /\[\]\[\]$/.test(result) ? told('list-of-results', result.replace(/\[\]$/, '')) : undefined;
}

/** Where the code itself says `any` somewhere within, so does the annotation. */
function told(variant: string, type: string): Suggestion | undefined {
  return writable(type) || (/\bany\b/.test(type) && !/^any\b/.test(type)) ? { variant, type } : undefined;
}

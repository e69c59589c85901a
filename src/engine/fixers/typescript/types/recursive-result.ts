/**
 * Mistake: a function that calls itself and whose result is taken from that: the checker can't tell it, so it must be said.
 *
 * Before:  `const depth = (node: Tree) => node.child ? 1 + depth(node.child) : 0`   After:  `const depth = (node: Tree): number => …`
 *
 * When not: the ends that do not call it differ.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals } from '../framework/checked-proposals';
import { placesOf } from '../framework/identifiers';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { typeText, writable } from './annotations/type-text';

export const recursiveResult: TypedRule = {
  id: 'typescript/recursive-result',
  family: 'typescript/types',
  answers: { codes: ['TS7023', 'TS7022', 'TS7024'] },
  propose(place) {
    const { ts, file, node } = place;
    const holder = ts.findAncestor(node, (up) => ts.isFunctionLike(up) || ts.isVariableDeclaration(up) || ts.isPropertyAssignment(up));
    const owner = holder && (ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder)) ? holder.initializer : holder;
    if (
      !owner ||
      !(ts.isArrowFunction(owner) || ts.isFunctionExpression(owner) || ts.isFunctionDeclaration(owner) || ts.isMethodDeclaration(owner))
    )
      return [];
    const close = closingParen(place, owner);
    if (owner.type || !owner.body || close === undefined) return [];
    const types = new Set(ends(place, owner, node.getText(file)).map((one) => typeText(place, one, owner)));
    const [type] = types;
    if (types.size !== 1 || type === undefined || !writable(type)) return [];
    const isAsync = ts.getModifiers(owner)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
    const result = isAsync ? `Promise<${type}>` : type;
    return checkedProposals(place, [
      {
        variant: 'result-of-its-ends',
        title: `Let it return '${result}'`,
        explanation: `'${node.getText(file)}' calls itself, so the checker can't tell what it returns.`,
        edits: [at(close, `: ${result}`)],
      },
    ]);
  },
};

type Owner = tsModule.ArrowFunction | tsModule.FunctionExpression | tsModule.FunctionDeclaration | tsModule.MethodDeclaration;

/** What is returned without the function's own help. */
function ends({ ts, file }: TypedPlace, owner: Owner, name: string): tsModule.Expression[] {
  const found: tsModule.Expression[] = [];
  const add = (value: tsModule.Expression): void => {
    if (ts.isParenthesizedExpression(value)) add(value.expression);
    else if (ts.isConditionalExpression(value)) {
      add(value.whenTrue);
      add(value.whenFalse);
    } else if (placesOf(value.getText(file), name).length === 0) found.push(value);
  };
  const visit = (node: tsModule.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) add(node.expression);
    ts.forEachChild(node, visit);
  };
  if (owner.body && ts.isBlock(owner.body)) ts.forEachChild(owner.body, visit);
  else if (owner.body) add(owner.body);
  return found;
}

/** Behind the `)` of the parameters; undefined where there is none. */
function closingParen({ ts, file, text }: TypedPlace, owner: Owner): number | undefined {
  const upTo = ts.isArrowFunction(owner) ? owner.equalsGreaterThanToken.getStart(file) : owner.body?.getStart(file);
  if (upTo === undefined) return undefined;
  const close = text.lastIndexOf(')', upTo);
  return close >= owner.getStart(file) && text.slice(close + 1, upTo).trim() === '' ? close + 1 : undefined;
}

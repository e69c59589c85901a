/**
 * Mistake: a list of promises, as `map` with an async function makes it, where the list of their values was meant: `await` waits for one
 * promise, not for a list of them.
 *
 * Before:  `const users = await ids.map(async (id) => load(id))`     After:  `const users = await Promise.all(ids.map(async (id) => load(id)))`
 * Before:  `const pages = urls.map((url) => fetch(url))`             After:  `const pages = await Promise.all(urls.map((url) => fetch(url)))`
 *
 * When not: the function around may not wait.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { functionAround } from './function-around';

export const unawaitedList: TypedRule = {
  id: 'typescript/unawaited-list',
  family: 'typescript/types',
  answers: {
    codes: [2322, 2345, 2339, 2551, 2365, 2362, 2363, 2769, 2739, 2740, 2741, 2488, 2559, 2367].map((code) => `TS${code}`),
    where: ({ message }) => message.includes('Promise<'),
  },
  propose: (place) =>
    checkedProposals(
      place,
      lists(place)
        .slice(0, 2)
        .flatMap((one) => waited(place, one)),
    ),
};

/** The expressions behind the place that make a list of promises. */
function lists(place: TypedPlace): tsModule.Expression[] {
  const { ts, checker, node } = place;
  const found = new Set<tsModule.Expression>();
  const seen = new Set<tsModule.Node>();
  const add = (expression: tsModule.Expression | undefined): void => {
    const value = expression && ts.isAwaitExpression(expression) ? expression.expression : expression;
    if (value && ts.isCallExpression(value) && isListOfPromises(place, value)) found.add(value);
  };
  const visit = (one: tsModule.Node): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if (ts.isCallExpression(one)) add(one);
    if (ts.isIdentifier(one)) {
      const declaration = checker.getSymbolAtLocation(one)?.valueDeclaration;
      if (declaration && ts.isVariableDeclaration(declaration)) {
        add(declaration.initializer);
        // The variable of a loop over the list.
        const loop = declaration.parent.parent;
        if (ts.isForOfStatement(loop)) visit(loop.expression);
      }
      // The parameter of a callback: what it is called on.
      if (declaration && ts.isParameter(declaration) && ts.isCallExpression(declaration.parent.parent)) {
        const callee = declaration.parent.parent.expression;
        if (ts.isPropertyAccessExpression(callee)) visit(callee.expression);
      }
    }
    ts.forEachChild(one, visit);
  };
  visit(ts.findAncestor(node, (up) => ts.isStatement(up) || ts.isArrowFunction(up)) ?? node);
  return [...found];
}

function isListOfPromises({ checker }: TypedPlace, value: tsModule.Expression): boolean {
  const type = checker.getTypeAtLocation(value);
  const [item] = checker.isArrayType(type) ? checker.getTypeArguments(type as tsModule.TypeReference) : [];
  return item?.symbol?.name === 'Promise';
}

function waited({ ts, file }: TypedPlace, list: tsModule.Expression): Idea[] {
  const inside = functionAround(ts, list);
  const isAsync =
    !inside || (ts.canHaveModifiers(inside) && ts.getModifiers(inside)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true);
  if (!isAsync) return [];
  const isWaited = ts.isAwaitExpression(list.parent);
  const isOperand = ts.isPropertyAccessExpression(list.parent);
  return [
    {
      variant: isWaited ? 'all-of-awaited-list' : 'all-of-list',
      title: "Wait for all with 'Promise.all'",
      explanation: `This is a list of promises; 'Promise.all' waits for each of them.`,
      edits: isWaited
        ? [at(list.getStart(file), 'Promise.all('), at(list.getEnd(), ')')]
        : [at(list.getStart(file), `${isOperand ? '(' : ''}await Promise.all(`), at(list.getEnd(), `)${isOperand ? ')' : ''}`)],
    },
  ];
}

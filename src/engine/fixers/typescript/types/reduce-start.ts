/**
 * Mistake: `reduce` that begins with an empty object or list: the type of what it gathers was never said; or that begins with nothing at all.
 *
 * Before:  `words.reduce((n, w) => { n[w] = (n[w] ?? 0) + 1; return n; }, {})`   After:  `words.reduce<Record<string, number>>((n, w) => …, {})`
 * Before:  `rows.reduce((all, row) => [...all, row.id], [])`                     After:  `rows.reduce<number[]>((all, row) => …, [])`
 *
 * Before:  `prices.reduce((sum, price) => sum + price)` of an empty list             After:  `prices.reduce((sum, price) => sum + price, 0)`
 *
 * When not: nothing tells what is gathered.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { nameAtEnd, nearest, onLine } from '../framework/crash';
import { styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { functionOf, nodesIn, resultsOf, type OwnFunction } from '../framework/value-flow';
import { typeText, writable } from './annotations/type-text';
import { functionAround } from './function-around';

const OF_NOTHING = /^Reduce of empty array with no initial value/;

export const reduceStart: TypedRule = {
  id: 'typescript/reduce-start',
  family: 'typescript/types',
  answers: { codes: [7053, 2345, 2769, 2322, 2339, 2698, 2488, 2740, 2739, 2741].map((code) => `TS${code}`), messages: [OF_NOTHING] },
  propose(place) {
    if (OF_NOTHING.test(place.message)) return startOfNothing(place);
    const found = reduceAround(place);
    if (!found) return [];
    const { call, callback, method } = found;
    return checkedProposals(
      place,
      [...new Map(typesFor(place, call, callback).map((one) => [one.type, one])).values()].map(({ variant, type }): Idea => ({
        variant,
        title: `Gather into '${type}'`,
        explanation: `'reduce' begins with nothing, so what it gathers must be said.`,
        edits: [at(method.getEnd(), `<${type}>`)],
      })),
    );
  },
};

/** The value to begin with that the callback tells: what it changes nothing to be put together with. */
function startOfNothing(place: TypedPlace): TypedProposal[] {
  const { ts, file } = place;
  const calls = onLine(place, ts.isCallExpression).filter(
    ({ expression, arguments: list }) =>
      list.length === 1 && ts.isPropertyAccessExpression(expression) && /^reduce(?:Right)?$/.test(expression.name.text),
  );
  const call = nearest(place, calls, ({ expression }) => (nameAtEnd(ts, expression) ?? expression).getStart(file));
  const callback = call?.arguments[0];
  const made = callback && functionOf(place, callback);
  const start = made && emptyFor(place, made);
  if (!callback || start === undefined) return [];
  return [
    {
      variant: 'start-told-by-callback',
      title: `Begin with ${start}`,
      explanation: `The list may be empty: 'reduce' then needs something to begin with, and gives that.`,
      edits: [at(callback.getEnd(), `, ${start === "''" ? styleOf(place.text).quote.repeat(2) : start}`)],
    },
  ];
}

function emptyFor(place: TypedPlace, made: OwnFunction): string | undefined {
  const { ts, file, checker } = place;
  const gathered = made.parameters[0]?.name;
  if (!gathered || !ts.isIdentifier(gathered)) return undefined;
  const is = (node: tsModule.Node): boolean => ts.isIdentifier(node) && node.text === gathered.text;
  const of = (result: tsModule.Expression): string | undefined => {
    if (ts.isBinaryExpression(result) && is(result.left)) {
      if (result.operatorToken.kind === ts.SyntaxKind.AsteriskToken) return '1';
      if (result.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
      const added = checker.getTypeAtLocation(result.right);
      if (added.flags & ts.TypeFlags.StringLike) return "''";
      return added.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any | ts.TypeFlags.Never) ? '0' : undefined;
    }
    // `item + sum`
    if (ts.isBinaryExpression(result) && is(result.right) && result.operatorToken.kind === ts.SyntaxKind.PlusToken) {
      const { flags } = checker.getTypeAtLocation(result.left);
      return flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any) ? '0' : undefined;
    }
    if (ts.isArrayLiteralExpression(result))
      return result.elements.some((one) => ts.isSpreadElement(one) && is(one.expression)) ? '[]' : undefined;
    if (ts.isObjectLiteralExpression(result))
      return result.properties.some((one) => ts.isSpreadAssignment(one) && is(one.expression)) ? '{}' : undefined;
    if (!ts.isCallExpression(result) || !ts.isPropertyAccessExpression(result.expression)) return undefined;
    const { expression: object, name } = result.expression;
    if (is(object) && name.text === 'concat') return checker.getTypeAtLocation(object).flags & ts.TypeFlags.StringLike ? "''" : '[]';
    if (is(object) && (name.text === 'add' || name.text === 'set')) return name.text === 'add' ? 'new Set()' : 'new Map()';
    return object.getText(file) === 'Object' && name.text === 'assign' && result.arguments.some(is) ? '{}' : undefined;
  };
  const results = resultsOf(place, made);
  const starts = new Set(results.map((one) => (is(one) ? filledBy(place, made, gathered.text) : of(one))));
  return starts.size === 1 ? [...starts][0] : undefined;
}

/** What a callback does with the value that it hands on: `list.push(…)`, `byId[key] = …`. */
function filledBy({ ts }: TypedPlace, made: OwnFunction, name: string): string | undefined {
  const kinds = new Set<string>();
  for (const use of nodesIn(ts, made.body, (node): node is tsModule.Identifier => ts.isIdentifier(node) && node.text === name)) {
    const { parent } = use;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use && ts.isCallExpression(parent.parent)) {
      const method = parent.name.text;
      if (method === 'push' || method === 'unshift') kinds.add('[]');
      if (method === 'add') kinds.add('new Set()');
      if (method === 'set') kinds.add('new Map()');
    }
    if (ts.isElementAccessExpression(parent) && parent.expression === use) kinds.add('{}');
  }
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

interface Reduce {
  readonly call: tsModule.CallExpression;
  readonly method: tsModule.Node;
  readonly callback: tsModule.ArrowFunction | tsModule.FunctionExpression;
}

/** The `reduce` around the place, or at it, that begins empty and has no type argument. */
function reduceAround({ ts, node }: TypedPlace): Reduce | undefined {
  for (let up: tsModule.Node = node; !ts.isSourceFile(up); up = up.parent) {
    const calls =
      ts.isReturnStatement(up) && up.expression
        ? [up.expression]
        : ts.isVariableDeclaration(up) && up.initializer
          ? [up.initializer]
          : [up];
    for (const call of calls) {
      if (!ts.isCallExpression(call) || call.typeArguments || !ts.isPropertyAccessExpression(call.expression)) continue;
      const [callback, start] = call.arguments;
      if (!/^reduce(?:Right)?$/.test(call.expression.name.text) || !callback || !start) continue;
      const isEmpty =
        (ts.isObjectLiteralExpression(start) && start.properties.length === 0) ||
        (ts.isArrayLiteralExpression(start) && start.elements.length === 0);
      if (isEmpty && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback)))
        return { call, method: call.expression.name, callback };
    }
  }
  return undefined;
}

function typesFor(place: TypedPlace, call: tsModule.CallExpression, callback: Reduce['callback']): { variant: string; type: string }[] {
  const { ts, file } = place;
  const isList = call.arguments[1] !== undefined && ts.isArrayLiteralExpression(call.arguments[1]);
  const out: { variant: string; type: string }[] = [];
  const { parent } = call;
  const owner = functionAround(ts, call);
  const told =
    ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent === owner)
      ? owner?.type
      : ts.isVariableDeclaration(parent)
        ? parent.type
        : undefined;
  if (told && !/^Promise\b/.test(told.getText(file))) return [{ variant: 'gathered-as-result', type: told.getText(file) }];
  const gathered = callback.parameters[0]?.name;
  if (!gathered || !ts.isIdentifier(gathered)) return [];
  const name = gathered.text;
  const item = (expression: tsModule.Expression): string => typeText(place, expression, call);
  const values = new Set<string>();
  const visit = (node: tsModule.Node): void => {
    if (isList) {
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.expression.getText(file) === name &&
        /^(?:push|unshift|concat)$/.test(node.expression.name.text) &&
        node.arguments[0]
      ) {
        const [argument] = node.arguments;
        if (ts.isSpreadElement(argument) || node.expression.name.text === 'concat') {
          const spread = ts.isSpreadElement(argument) ? argument.expression : argument;
          values.add(item(spread).replace(/\[\]$/, ''));
        } else values.add(item(argument));
      }
      if (
        ts.isArrayLiteralExpression(node) &&
        node.elements.some((one) => ts.isSpreadElement(one) && one.expression.getText(file) === name)
      )
        for (const element of node.elements) if (!ts.isSpreadElement(element)) values.add(item(element));
    } else {
      if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        ts.isElementAccessExpression(node.left) &&
        node.left.expression.getText(file) === name
      )
        values.add(
          node.right.getText(file).includes(`${name}[`)
            ? byUse(file.text.slice(callback.pos, callback.end), name, item, node, ts)
            : item(node.right),
        );
      if (
        ts.isObjectLiteralExpression(node) &&
        node.properties.some((one) => ts.isSpreadAssignment(one) && one.expression.getText(file) === name)
      )
        for (const one of node.properties)
          if (ts.isPropertyAssignment(one) && ts.isComputedPropertyName(one.name))
            values.add(
              one.initializer.getText(file).includes(`${name}[`)
                ? byUse(one.initializer.getText(file), name, item, one, ts)
                : item(one.initializer),
            );
      // `(groups[key] ??= []).push(item)`, `groups[key].push(item)`.
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'push' &&
        new RegExp(`^\\(?${name}\\[`).test(node.expression.expression.getText(file)) &&
        node.arguments[0]
      ) {
        values.clear();
        values.add(`${item(node.arguments[0])}[]`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(callback.body);
  values.delete('');
  values.delete('never[]');
  const types = [...values];
  if (types.length === 0 || types.some((one) => !writable(one))) return out;
  const union = types.join(' | ');
  if (!isList) return [{ variant: 'gathered-by-use', type: `Record<${keyOf(place, callback, name)}, ${union}>` }];
  return [{ variant: 'gathered-by-use', type: /[|&]| => /.test(union) ? `(${union})[]` : `${union}[]` }];
}

/** `string`, or `number` where all keys are. */
function keyOf({ ts, file, checker }: TypedPlace, callback: Reduce['callback'], name: string): string {
  let isNumber: boolean | undefined;
  const visit = (node: tsModule.Node): void => {
    if (ts.isElementAccessExpression(node) && node.expression.getText(file) === name) {
      const one = (checker.getTypeAtLocation(node.argumentExpression).flags & ts.TypeFlags.NumberLike) !== 0;
      isNumber = (isNumber ?? true) && one;
    }
    ts.forEachChild(node, visit);
  };
  visit(callback.body);
  return isNumber === true ? 'number' : 'string';
}

/** What is gathered under a key from what was there: a count, a list. */
function byUse(
  text: string,
  name: string,
  item: (expression: tsModule.Expression) => string,
  node: tsModule.Node,
  ts: TypedPlace['ts'],
): string {
  if (new RegExp(`${name}\\[[^\\]]+\\]\\s*(?:\\|\\||\\?\\?)\\s*\\[\\]`).test(text)) {
    let added = '';
    const visit = (one: tsModule.Node): void => {
      if (ts.isArrayLiteralExpression(one))
        for (const element of one.elements) if (!ts.isSpreadElement(element)) added = `${item(element)}[]`;
      ts.forEachChild(one, visit);
    };
    visit(node);
    return added;
  }
  return new RegExp(`${name}\\[[^\\]]+\\]\\s*(?:\\|\\||\\?\\?)\\s*['"]`).test(text) ? 'string' : 'number';
}

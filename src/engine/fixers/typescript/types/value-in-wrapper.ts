/**
 * Mistake: what holds a value is used as the value: a `ref` of Vue, a `useRef` of React, a signal.
 *
 * Before:  `count + 1` of `const count = ref(0)`             After:  `count.value + 1`
 * Before:  `input.focus()` of a `RefObject`                  After:  `input.current?.focus()`
 *
 * When not: it holds more than one thing, or what it holds does not fit either.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

const HOLDS = /^(?:value|current)$/;
const HOLDER = /Ref$|Ref(?:Object|Impl)$|Signal$|^(?:Atom|Observable|Box|State|Computed|Wrapper|Writable)/;

export const valueInWrapper: TypedRule = {
  id: 'typescript/value-in-wrapper',
  family: 'typescript/types',
  answers: {
    codes: [2365, 2362, 2363, 2322, 2345, 2367, 2339, 2551, 2356, 2588, 2488, 2769].map((code) => `TS${code}`),
    where: ({ message }) => /'(?:[\w$.]+ \| )?[\w$.]*(?:Ref|RefObject|Signal|Atom|Box|Computed|State|Writable)\w*<|constant/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const scope = ts.findAncestor(node, (up) => ts.isBinaryExpression(up)) ?? scopeOf(place);
  const held = [...(ts.isExpression(scope) ? [scope] : []), ...nodesIn(ts, scope, ts.isExpression)].flatMap((one) => {
    const name = heldBy(place, one);
    return name === undefined || isUnwrapped(ts, one) ? [] : [{ one, name }];
  });
  if (held.length === 0 || held.length > 3) return [];
  const idea = (optional: boolean): Idea => ({
    variant: optional ? 'value-in-wrapper-if-there' : 'value-in-wrapper',
    title: `Use '${held[0]?.one.getText(file).slice(0, 30)}.${held[0]?.name}'`,
    explanation: `'${held[0]?.one.getText(file).slice(0, 30)}' only holds the value: it is its '${held[0]?.name}'.`,
    edits: held.map(({ one, name }) => at(one.getEnd(), `.${name}${optional ? '?' : ''}`)),
  });
  const [only, second] = held;
  const access = only?.one.parent;
  // What is called for its effect may be left out where nothing is there yet.
  const isCalled =
    only !== undefined &&
    !second &&
    access !== undefined &&
    ts.isPropertyAccessExpression(access) &&
    ts.isCallExpression(access.parent) &&
    ts.isExpressionStatement(access.parent.parent);
  return [idea(false), ...(isCalled ? [idea(true)] : [])];
}

/** The blamed expression; the value of what is declared or returned; what a member is read of. */
function scopeOf({ ts, node }: TypedPlace): tsModule.Node {
  const { parent } = node;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node)
    return parent.initializer ?? node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression;
  return node;
}

/** `value` of a `Ref<number>`. */
function heldBy({ ts, checker }: TypedPlace, one: tsModule.Expression): string | undefined {
  if (!ts.isIdentifier(one) && !ts.isPropertyAccessExpression(one) && !ts.isCallExpression(one)) return undefined;
  if (ts.isIdentifier(one) && ts.isPropertyAccessExpression(one.parent) && one.parent.name === one) return undefined;
  const type = checker.getTypeAtLocation(one);
  const name = type.aliasSymbol?.name ?? type.symbol?.name ?? '';
  if (!HOLDER.test(name)) return undefined;
  const [only, second] = type.getProperties().filter((each) => HOLDS.test(each.name));
  return second ? undefined : only?.name;
}

function isUnwrapped(ts: TypedPlace['ts'], { parent }: tsModule.Expression): boolean {
  return ts.isPropertyAccessExpression(parent) && HOLDS.test(parent.name.text);
}

// Whether the code makes sure that a value is there, in a way that the type checker does not follow.

import type * as tsModule from 'typescript';
import { escaped } from '../../framework/identifiers';
import type { TypedPlace } from '../../framework/typed-place';
import { functionAround } from '../function-around';

/** They take an element off a list or look at its end: there where the list is not empty. */
const TAKES = /^(?:pop|shift|at)$/;

export function isGuarded(place: TypedPlace, expression: tsModule.Expression): boolean {
  const { ts, file } = place;
  if (ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression)) {
    const owner = flat(expression.expression.expression.getText(file));
    const method = expression.expression.name.text;
    const key = flat(expression.arguments.map((one) => one.getText(file)).join(','));
    if (method === 'get') return holds(place, expression, `${owner}.has(${key})`) || isSetBefore(place, expression, `${owner}.set(${key},`);
    if (TAKES.test(method)) return hasElements(place, expression, owner);
    return false;
  }
  const text = flat(expression.getText(file));
  // The checker follows no check of what is worked out anew each time: `table[key()] ? table[key()].run() : …`.
  if (ts.isElementAccessExpression(expression) && holds(place, expression, text)) return true;
  // `for (let i = 0; i < list.length; i++)`: the loop stays within the list.
  if (ts.isElementAccessExpression(expression)) {
    const index = flat(expression.argumentExpression.getText(file));
    const list = flat(expression.expression.getText(file));
    if (/^\w+$/.test(index) && holds(place, expression, `${index}<${list}.length`) && isCountedUp(place, expression, index)) return true;
  }
  return isCheckedOutside(place, expression, text) || isFiltered(place, expression);
}

const flat = (text: string): string => text.replace(/\s+/g, '');

interface Condition {
  readonly text: string;
  /** It holds where the expression is; false: its opposite does. */
  readonly holds: boolean;
  /** How the code leaves where it is not so, as far as that is one plain statement. */
  readonly exit: string | undefined;
}

/** Conditions that are known to hold or not at a node: of the branches it is in, and of exits before it. */
function conditions({ ts, file }: TypedPlace, node: tsModule.Node): Condition[] {
  const found: Condition[] = [];
  const add = (condition: tsModule.Expression, isTrue: boolean, exit?: string): void => {
    if (ts.isParenthesizedExpression(condition)) return add(condition.expression, isTrue, exit);
    if (ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken)
      return add(condition.operand, !isTrue, exit);
    const kind = ts.isBinaryExpression(condition) ? condition.operatorToken.kind : undefined;
    if (ts.isBinaryExpression(condition) && kind === (isTrue ? ts.SyntaxKind.AmpersandAmpersandToken : ts.SyntaxKind.BarBarToken)) {
      add(condition.left, isTrue, exit);
      add(condition.right, isTrue, exit);
      return;
    }
    found.push({ text: flat(condition.getText(file)), holds: isTrue, exit });
  };
  for (let up = node; !ts.isSourceFile(up) && (up === node || !ts.isFunctionLike(up)); up = up.parent) {
    const { parent } = up;
    if (ts.isIfStatement(parent) && up !== parent.expression) add(parent.expression, up === parent.thenStatement);
    else if (ts.isWhileStatement(parent) && up === parent.statement)
      add(parent.expression, true, ts.findAncestor(node, isLoopOrSwitch(ts)) === parent ? 'break' : undefined);
    else if (ts.isForStatement(parent) && up === parent.statement && parent.condition) add(parent.condition, true);
    else if (ts.isConditionalExpression(parent) && up !== parent.condition) add(parent.condition, up === parent.whenTrue);
    else if (ts.isBinaryExpression(parent) && up === parent.right) {
      if (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) add(parent.left, true);
      if (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken) add(parent.left, false);
    }
    // `if (x === 0) return …` above: its opposite holds from there on.
    if (ts.isBlock(parent) || ts.isSourceFile(parent))
      for (const statement of parent.statements) {
        if (statement === up) break;
        if (ts.isIfStatement(statement) && !statement.elseStatement && leaves(ts, statement.thenStatement))
          add(statement.expression, false, exitIn(ts, statement.thenStatement, file));
      }
  }
  return found;
}

const isLoopOrSwitch =
  (ts: TypedPlace['ts']) =>
  (node: tsModule.Node): boolean =>
    ts.isIterationStatement(node, false) || ts.isSwitchStatement(node);

/** `return false` of `{ return false; }`. */
function exitIn(ts: TypedPlace['ts'], statement: tsModule.Statement, file: tsModule.SourceFile): string | undefined {
  const only = ts.isBlock(statement) ? (statement.statements.length === 1 ? statement.statements[0] : undefined) : statement;
  if (!only || !(ts.isReturnStatement(only) || ts.isThrowStatement(only))) return undefined;
  const text = only.getText(file).replace(/;$/, '');
  return text.includes('\n') ? undefined : text;
}

function leaves(ts: TypedPlace['ts'], statement: tsModule.Statement): boolean {
  const last = ts.isBlock(statement) ? statement.statements.at(-1) : statement;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) || ts.isThrowStatement(last) || ts.isContinueStatement(last) || ts.isBreakStatement(last))
  );
}

const holds = (place: TypedPlace, node: tsModule.Node, text: string): boolean =>
  conditions(place, node).some((one) => one.holds && one.text === text);

/** The loop around counts the variable up from 0 or another number. */
function isCountedUp({ ts, file }: TypedPlace, node: tsModule.Node, index: string): boolean {
  const loop = ts.findAncestor(node, ts.isForStatement);
  return (
    loop?.initializer !== undefined &&
    new RegExp(`^(?:let|var)${index}=\\d+`).test(flat(loop.initializer.getText(file))) &&
    loop.incrementor !== undefined &&
    new RegExp(`^(?:${index}\\+\\+|\\+\\+${index}|${index}\\+=\\d+)$`).test(flat(loop.incrementor.getText(file)))
  );
}

/** `if (!map.has(key)) map.set(key, …)` or `map.set(key, …)` before it in the same block. */
function isSetBefore({ ts, file }: TypedPlace, node: tsModule.Node, call: string): boolean {
  for (let up = node; !ts.isSourceFile(up) && !ts.isFunctionLike(up); up = up.parent) {
    if (!ts.isBlock(up.parent) && !ts.isSourceFile(up.parent)) continue;
    for (const statement of up.parent.statements) {
      if (statement === up) break;
      const isOwn =
        ts.isExpressionStatement(statement) || (ts.isIfStatement(statement) && /^if\(!.*\.has\(/.test(flat(statement.getText(file))));
      if (isOwn && flat(statement.getText(file)).includes(call)) return true;
    }
  }
  return false;
}

/** How the code leaves where the list is empty that a call takes an element of: `return false` of `if (!stack.length) return false` above. */
export function exitWhereEmpty(place: TypedPlace, call: tsModule.Expression): string | undefined {
  const { ts, file } = place;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  if (!TAKES.test(call.expression.name.text)) return undefined;
  return elementsOf(place, call, flat(call.expression.expression.getText(file))).find(({ exit }) => exit !== undefined)?.exit;
}

const hasElements = (place: TypedPlace, node: tsModule.Node, owner: string): boolean => elementsOf(place, node, owner).length > 0;

/** `while (queue.length > 0)`, `if (stack.length === 0) return` above, `stack.length && …`. */
function elementsOf(place: TypedPlace, node: tsModule.Node, owner: string): Condition[] {
  const list = escaped(owner);
  const some = new RegExp(`^${list}\\.length(?:(?:>|!==?)0|>=1)?$`);
  const none = new RegExp(`^${list}\\.length(?:===?0|<1)$`);
  return conditions(place, node).filter(
    (one) => (one.holds ? some : none).test(one.text) || (!one.holds && one.text === `!${owner}.length`),
  );
}

/** A check outside of the function that the expression is in: the checker forgets it there, where the variable is assigned somewhere. */
function isCheckedOutside(place: TypedPlace, expression: tsModule.Expression, text: string): boolean {
  const { ts, checker } = place;
  const inside = functionAround(ts, expression);
  if (!inside || !/^[\w$.]+$/.test(text)) return false;
  let root = expression;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  const isThere = (one: Condition): boolean =>
    one.text === text
      ? one.holds
      : one.text.startsWith(text) &&
        (one.holds ? /^!==?/ : /^===?/).test(one.text.slice(text.length)) &&
        /=(?:null|undefined)$/.test(one.text);
  // As long as it is declared outside of the function, it is the same variable.
  for (let around: tsModule.Node | undefined = inside; around; around = functionAround(ts, around)) {
    if (declaration && declaration.pos >= around.pos && declaration.end <= around.end) return false;
    if (conditions(place, around).some(isThere)) return true;
  }
  return false;
}

/** `.filter((one) => one.email).map((one) => one.email.trim())`. */
function isFiltered({ ts, file }: TypedPlace, expression: tsModule.Expression): boolean {
  const callback = functionAround(ts, expression);
  const [parameter] = callback?.parameters ?? [];
  if (!callback || !parameter || !ts.isIdentifier(parameter.name) || !ts.isCallExpression(callback.parent)) return false;
  const own = flat(expression.getText(file));
  if (!own.startsWith(`${parameter.name.text}.`)) return false;
  const member = own.slice(parameter.name.text.length);
  let list: tsModule.Expression = callback.parent.expression;
  while (ts.isPropertyAccessExpression(list) && ts.isCallExpression(list.expression)) {
    const call: tsModule.CallExpression = list.expression;
    const [filter] = call.arguments;
    if (
      ts.isPropertyAccessExpression(call.expression) &&
      call.expression.name.text === 'filter' &&
      filter &&
      ts.isArrowFunction(filter) &&
      filter.parameters[0]
    ) {
      const body = flat(filter.body.getText(file));
      const said = escaped(`${filter.parameters[0].name.getText(file)}${member}`);
      if (new RegExp(`^(?:!!)?(?:Boolean\\()?${said}(?:!==?(?:null|undefined))?\\)?$`).test(body)) return true;
    }
    list = call.expression;
  }
  return false;
}

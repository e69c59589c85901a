/**
 * Mistake: a promise where its value was meant: a forgotten `await`, or a function that should have been `async`.
 *
 * Before:  `const user = loadUser(id)` … `user.name`                After:  `const user = await loadUser(id)`
 * Before:  `function load(): Promise<User> { return user }`         After:  `async function load(): Promise<User> { return user }`
 *
 * When not: the function around it is not async and can't become so unseen.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { functionAround } from './function-around';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { isTakenAtOnce, loopInstead } from '../framework/waiting-callback';

const CODES = [2322, 2345, 2339, 2559, 2551, 2739, 2740, 2741, 2365, 2362, 2363, 2488, 2504, 2769, 2349, 1064, 2355, 2367, 2677];
/** 'await' in a function that is not async; a promise in a condition: they say so whatever their words. */
const ALWAYS = [1308, 2801];

/** Likeliest first. */
const ORDER = ['async-of-awaiting-function', 'async', 'await', 'await-and-async'];

export const missingAwait: TypedRule = {
  id: 'typescript/missing-await',
  family: 'typescript/types',
  answers: {
    codes: [...CODES, ...ALWAYS].map((code) => `TS${code}`),
    where: ({ errorType, message }) => ALWAYS.includes(codeOf(errorType)) || message.includes('Promise'),
  },
  propose: (place) => checkedProposals(place, inOrder(ORDER, [...awaits(place), ...makesAsync(place)])),
};

/** The message speaks of a promise that is given, not of one that is wanted. */
function promiseIsGiven(message: string): boolean {
  const first = message.split('\n')[0] ?? '';
  return (
    /^(?:Type|Argument of type) '(?:[\w.]+ \| )?\w*Promise(?:Like)?</.test(first) ||
    /on type '\w*Promise(?:Like)?</.test(first) ||
    (/types? '?Promise</.test(first) && !/to type 'Promise/.test(first))
  );
}

function awaits(place: TypedPlace): Idea[] {
  const { ts, file, message, code } = place;
  if (code !== 2801 && !promiseIsGiven(message)) return [];
  const ideas: Idea[] = [];
  for (const expression of suspects(place)) {
    const inside = functionAround(ts, expression);
    const isAsync =
      !inside ||
      (ts.canHaveModifiers(inside) && ts.getModifiers(inside)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) === true);
    const start = expression.getStart(file);
    const wrap = ts.isPropertyAccessExpression(expression.parent) && expression.parent.expression === expression;
    const edits = wrap ? [at(start, '(await '), at(expression.getEnd(), ')')] : [at(start, 'await ')];
    if (isAsync)
      ideas.push({
        variant: 'await',
        title: "Add 'await'",
        explanation: 'This is a promise; its value is only there after waiting for it.',
        edits,
      });
    else if (inside && !promisesNothing(ts, inside))
      ideas.push({
        variant: 'await-and-async',
        title: "Add 'await' and make the function 'async'",
        explanation: 'This is a promise; its value is only there after waiting for it.',
        edits: [...edits, at(asyncPosition(ts, file, inside), 'async ')],
      });
  }
  return ideas;
}

/** The call that a variable without a first value gets its value from, where there is only one. */
function onlyCall({ ts, file }: TypedPlace, name: string): tsModule.Expression | undefined {
  const found: tsModule.Expression[] = [];
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left) &&
      node.left.text === name
    )
      found.push(node.right);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [only] = found;
  return found.length === 1 && only && ts.isCallExpression(only) ? only : undefined;
}

/** A function with a declared result that is no promise can't become async. */
function promisesNothing(ts: TypedPlace['ts'], node: tsModule.SignatureDeclaration): boolean {
  return (node.type !== undefined && !/^Promise\b/.test(node.type.getText())) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
}

/** Calls whose promise was not waited for: at the place, or where the name of the place got its value. */
function suspects(place: TypedPlace): tsModule.Expression[] {
  const { ts, checker, node } = place;
  const out: tsModule.Expression[] = [];
  const add = (expression: tsModule.Expression | undefined): void => {
    if (expression && !out.includes(expression) && !ts.isAwaitExpression(expression)) out.push(expression);
  };
  const value = (expression: tsModule.Expression): void => {
    if (ts.isIdentifier(expression)) {
      const symbol = ts.isShorthandPropertyAssignment(expression.parent)
        ? checker.getShorthandAssignmentValueSymbol(expression.parent)
        : checker.getSymbolAtLocation(expression);
      const declaration = symbol?.valueDeclaration;
      if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer && ts.isCallExpression(declaration.initializer))
        add(declaration.initializer);
      if (declaration && ts.isVariableDeclaration(declaration) && !declaration.initializer && ts.isIdentifier(declaration.name))
        add(onlyCall(place, declaration.name.text));
      if (!ts.isShorthandPropertyAssignment(expression.parent)) add(expression);
    } else if (ts.isCallExpression(expression)) add(expression);
    else if (ts.isParenthesizedExpression(expression)) value(expression.expression);
    else if (ts.isPropertyAccessExpression(expression)) value(expression.expression);
    else if (ts.isConditionalExpression(expression)) {
      value(expression.whenTrue);
      value(expression.whenFalse);
    } else if (ts.isBinaryExpression(expression)) {
      value(expression.left);
      value(expression.right);
    }
  };
  // Destructuring, a declaration, an assignment, a return, an argument, a member.
  for (let up: tsModule.Node | undefined = node; up && !ts.isSourceFile(up); up = up.parent) {
    if (ts.isVariableDeclaration(up) && up.initializer) {
      value(up.initializer);
      break;
    }
    if (ts.isReturnStatement(up) && up.expression) {
      value(up.expression);
      break;
    }
    if (ts.isPropertyAccessExpression(up) && up.name === node) {
      value(up.expression);
      break;
    }
    if (ts.isExpression(up) && (ts.isCallExpression(up) || ts.isIdentifier(up))) value(up);
    if (ts.isStatement(up) || ts.isFunctionLike(up)) {
      if (ts.isForOfStatement(up)) value(up.expression);
      break;
    }
    if (ts.isBinaryExpression(up)) value(up);
  }
  return out;
}

/** Where `async ` goes: behind the modifiers, before `function`, the star or the name. */
function asyncPosition(ts: TypedPlace['ts'], file: tsModule.SourceFile, node: tsModule.SignatureDeclaration): number {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const last = modifiers.at(-1);
  if (!last) return node.getStart(file);
  const rest = file.text.slice(last.getEnd());
  return last.getEnd() + (rest.length - rest.trimStart().length);
}

function makesAsync(place: TypedPlace): Idea[] {
  const { ts, file, message, code, node } = place;
  const idea = (owner: tsModule.SignatureDeclaration, variant: string): Idea => ({
    variant,
    title: "Make the function 'async'",
    explanation: 'The function promises a value but returns it directly; an async function wraps it.',
    edits: [at(asyncPosition(ts, file, owner), 'async ')],
  });
  const first = message.split('\n')[0] ?? '';
  const wanted =
    /(?:to|from) type '(?:Promise|PromiseLike)</.test(first) && !/^(?:Type|Argument of type) '(?:Promise|PromiseLike)</.test(first);
  if (code !== 1308) {
    // A function that waits and may not: its missing 'async' is what does not fit.
    const waiting =
      /(?:to|from) type '(?:Promise|PromiseLike)</.test(message) || /^Type '[^']*' is not assignable to type '[^']*=> Promise/.test(first)
        ? awaitingFunctions(place)
        : [];
    if (waiting.length > 0) return waiting.map((owner) => idea(owner, 'async-of-awaiting-function'));
  }
  if (!wanted && code !== 1308 && code !== 2355) return [];
  const inside =
    ts.isFunctionLike(node.parent) && !ts.isReturnStatement(node) && node.parent.type && contains(node.parent.type, node)
      ? node.parent
      : functionAround(ts, node);
  const owner = inside ?? ts.findAncestor(node, ts.isFunctionLike);
  if (!owner || !ts.isFunctionLike(owner) || !mayBeAsync(ts, owner)) return [];
  if (code === 1308 && isTakenAtOnce(place, owner)) return loopInstead(place, owner);
  return [idea(owner, code === 1308 ? 'async-of-awaiting-function' : 'async')];
}

function mayBeAsync(ts: TypedPlace['ts'], owner: tsModule.SignatureDeclaration): boolean {
  if (ts.isConstructorDeclaration(owner) || ts.isAccessor(owner)) return false;
  return !(ts.canHaveModifiers(owner) && ts.getModifiers(owner)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword));
}

/** Functions of the statement, and the one around it, that say `await` themselves without being async. */
function awaitingFunctions({ ts, node }: TypedPlace): tsModule.SignatureDeclaration[] {
  const around = functionAround(ts, node);
  const scope = ts.findAncestor(node, (up) => ts.isStatement(up) || ts.isClassElement(up)) ?? node;
  const found = new Set<tsModule.SignatureDeclaration>();
  const visit = (at_: tsModule.Node): void => {
    if (ts.isAwaitExpression(at_)) {
      const owner = functionAround(ts, at_);
      if (owner && mayBeAsync(ts, owner)) found.add(owner);
    }
    ts.forEachChild(at_, visit);
  };
  visit(scope);
  if (found.size === 0 && around) visit(around);
  return [...found].slice(0, 2);
}

function contains(outer: tsModule.Node, inner: tsModule.Node): boolean {
  return outer.pos <= inner.pos && outer.end >= inner.end;
}

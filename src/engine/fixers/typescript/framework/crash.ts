// What a crash of Node says, and the expression it is about.

import type * as tsModule from 'typescript';
import type { TypedPlace } from './typed-place';
import { nodesIn } from './value-flow';

const READING = /^Cannot (?:read|set) propert(?:y|ies) of (undefined|null) \((?:reading|setting) '([\s\S]+)'\)/;
const DESTRUCTURING = /^Cannot destructure (?:property '([\s\S]+?)' of )?'([\s\S]+?)' as it is (undefined|null)/;
const NO_FUNCTION = /^(?:\(intermediate value\)[\s\S]*|[\s\S]+?) is not a function/;

export interface Missing {
  /** What was undefined or null. */
  readonly value: tsModule.Expression;
  /** Where something was read of it or set in it: `a.b`, `a[i]`; the declaration that takes it apart. */
  readonly access: tsModule.Node;
  readonly name: string;
  readonly is: 'undefined' | 'null';
}

export const saysMissing = (message: string): boolean => READING.test(message) || DESTRUCTURING.test(message);

/** The expression whose value was missing. undefined where the message is about something else, or the text has no such place. */
export function missingValue(place: TypedPlace): Missing | undefined {
  const { ts, file, message } = place;
  const [, is, name] = READING.exec(message) ?? [];
  if (is !== undefined && name !== undefined) {
    const found = onLine(
      place,
      (node): node is tsModule.PropertyAccessExpression | tsModule.ElementAccessExpression =>
        (ts.isPropertyAccessExpression(node) && node.name.text === name) || ts.isElementAccessExpression(node),
    ).filter((node) => ts.isPropertyAccessExpression(node) || mayBeKey(ts, node.argumentExpression, name));
    // V8 points to the bracket of an index; of what is set, to the sign behind it.
    const targets = message.startsWith('Cannot set') ? found.filter((node) => isTarget(ts, node)) : [];
    const access =
      targets.length === 1
        ? targets[0]
        : nearest(place, found, (node) =>
            ts.isPropertyAccessExpression(node) ? node.name.getStart(file) : (node.questionDotToken?.getEnd() ?? node.expression.getEnd()),
          );
    return access && { value: access.expression, access, name, is: is === 'null' ? 'null' : 'undefined' };
  }
  const [, property, text, what] = DESTRUCTURING.exec(message) ?? [];
  if (text === undefined) return undefined;
  const value = onLine(place, (node): node is tsModule.Expression => ts.isExpression(node) && node.getText(file) === text)[0];
  return value && { value, access: value.parent, name: property ?? '', is: what === 'null' ? 'null' : 'undefined' };
}

const isTarget = (ts: TypedPlace['ts'], node: tsModule.Expression): boolean =>
  ts.isBinaryExpression(node.parent) && node.parent.left === node && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;

function mayBeKey(ts: TypedPlace['ts'], key: tsModule.Expression, name: string): boolean {
  if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return key.text === name;
  return true;
}

/** What is called though it is no function: `a.b` of `a.b()`. */
export function calledValue(place: TypedPlace): tsModule.Expression | undefined {
  const { ts, file, message } = place;
  if (!NO_FUNCTION.test(message)) return undefined;
  const name = /([\w$]+) is not a function/.exec(message)?.[1];
  const calls = onLine(place, ts.isCallExpression).filter(
    ({ expression }) => name === undefined || (nameAtEnd(ts, expression)?.text ?? name) === name,
  );
  return nearest(place, calls, ({ expression }) => (nameAtEnd(ts, expression) ?? expression).getStart(file))?.expression;
}

/** `b` of `a.b`, `a` of `a`. */
export function nameAtEnd(ts: TypedPlace['ts'], expression: tsModule.Expression): tsModule.MemberName | undefined {
  if (ts.isPropertyAccessExpression(expression)) return expression.name;
  return ts.isIdentifier(expression) ? expression : undefined;
}

/** The smallest nodes of a kind that begin on the line of the crash or stand around its place. */
export function onLine<T extends tsModule.Node>(place: TypedPlace, wanted: (node: tsModule.Node) => node is T): T[] {
  const { ts, file, start } = place;
  const { line } = file.getLineAndCharacterOfPosition(start);
  const isHere = (offset: number): boolean => file.getLineAndCharacterOfPosition(offset).line === line;
  return nodesIn(ts, file, (node): node is T => {
    if (node.getStart(file) > start && !isHere(node.getStart(file))) return false;
    if (node.getEnd() < start && !isHere(node.getEnd())) return false;
    return wanted(node);
  });
}

/** The one whose name the place points to; where it points to none, the only one that has a name on the line. */
export function nearest<T extends tsModule.Node>(place: TypedPlace, nodes: readonly T[], nameStart: (node: T) => number): T | undefined {
  const { file, start } = place;
  const exact = nodes.filter((node) => nameStart(node) === start);
  if (exact.length > 0) return exact[0];
  const { line } = file.getLineAndCharacterOfPosition(start);
  const here = nodes.filter((node) => file.getLineAndCharacterOfPosition(nameStart(node)).line === line);
  return here.length === 1 ? here[0] : undefined;
}

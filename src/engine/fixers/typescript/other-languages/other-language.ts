/**
 * Mistake: a function, type or value of another language.
 *
 * Before:  `print(len(items))`       After:  `console.log(items.length)`
 * Before:  `let ok: bool = True`     After:  `let ok: boolean = true`
 * Before:  `letter in 'aeiou'`         After:  `'aeiou'.includes(letter)`
 *
 * When not: the program declares the name itself.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

const CALLS: Readonly<Record<string, (argument: string) => string>> = {
  ord: (x) => `${x}.charCodeAt(0)`,
  len: (x) => `${x}.length`,
  chr: (x) => `String.fromCharCode(${x})`,
  str: (x) => `String(${x})`,
  int: (x) => `parseInt(${x})`,
  float: (x) => `parseFloat(${x})`,
  abs: (x) => `Math.abs(${x})`,
  round: (x) => `Math.round(${x})`,
  floor: (x) => `Math.floor(${x})`,
  sqrt: (x) => `Math.sqrt(${x})`,
  sorted: (x) => `[...${x}].sort()`,
  list: (x) => `Array.from(${x})`,
  set: (x) => `new Set(${x})`,
};
const TYPES: Readonly<Record<string, string>> = {
  char: 'string',
  str: 'string',
  String: 'string',
  int: 'number',
  integer: 'number',
  float: 'number',
  double: 'number',
  long: 'number',
  Int: 'number',
  bool: 'boolean',
  Bool: 'boolean',
  list: 'unknown[]',
  dict: 'Record<string, unknown>',
  None: 'null',
};
const VALUES: Readonly<Record<string, string>> = { None: 'null', nil: 'null', NULL: 'null', True: 'true', False: 'false', self: 'this' };

export const otherLanguage: TypedRule = {
  id: 'typescript/other-language',
  family: 'typescript/other-languages',
  answers: {
    codes: ['TS2304', 'TS2552', 'TS2362', 'TS2363', 'TS2361', 'TS2322', 'ReferenceError'],
    where: ({ errorType, message }) =>
      codeOf(errorType) === 2322
        ? message.includes(" is not assignable to type 'object'")
        : errorType !== 'ReferenceError' || message.includes('not defined'),
  },
  propose(place) {
    const found = place.code === 2322 || place.code === 2361 ? membership(place) : foreign(place);
    return found ? checkedProposals(place, [found]) : [];
  },
};

function foreign(place: TypedPlace): Idea | undefined {
  const { ts, file, start, end } = place;
  let node: tsModule.Node | undefined = place.node;
  if (!ts.isIdentifier(node)) {
    // The call is part of what is reported.
    const inside: tsModule.Identifier[] = [];
    const visit = (at_: tsModule.Node): void => {
      if (
        ts.isIdentifier(at_) &&
        ts.isCallExpression(at_.parent) &&
        at_.parent.expression === at_ &&
        at_.getStart(file) >= start &&
        at_.getEnd() <= end
      )
        inside.push(at_);
      ts.forEachChild(at_, visit);
    };
    visit(node);
    node = inside[0];
  }
  if (!node || !ts.isIdentifier(node)) return undefined;
  if (place.checker.getSymbolAtLocation(node)?.declarations?.length) return undefined;
  const { parent, text: name } = node;
  const explanation = `'${name}' is a word of another language.`;
  if (ts.isCallExpression(parent) && parent.expression === node && parent.arguments.length === 1 && Object.hasOwn(CALLS, name)) {
    const argument = parent.arguments[0]?.getText(file) ?? '';
    const text = CALLS[name]?.(argument) ?? '';
    return {
      variant: 'function-of-other-language',
      title: `Change '${name}(…)' to '${text.length < 30 ? text : `${text.slice(0, 27)}…`}'`,
      explanation,
      edits: [{ start: parent.getStart(file), end: parent.getEnd(), text }],
    };
  }
  if (ts.isCallExpression(parent) && parent.expression === node && name === 'print')
    return {
      variant: 'print',
      title: "Change 'print' to 'console.log'",
      explanation,
      edits: [{ start: node.getStart(file), end: node.getEnd(), text: 'console.log' }],
    };
  if (ts.isTypeReferenceNode(parent) && Object.hasOwn(TYPES, name))
    return {
      variant: 'type-of-other-language',
      title: `Change '${name}' to '${TYPES[name] ?? ''}'`,
      explanation,
      edits: [{ start: node.getStart(file), end: node.getEnd(), text: TYPES[name] ?? '' }],
    };
  if (!ts.isTypeReferenceNode(parent) && Object.hasOwn(VALUES, name))
    return {
      variant: 'value-of-other-language',
      title: `Change '${name}' to '${VALUES[name] ?? ''}'`,
      explanation,
      edits: [{ start: node.getStart(file), end: node.getEnd(), text: VALUES[name] ?? '' }],
    };
  return undefined;
}

/** `letter in word`: in JavaScript, `in` asks an object for a key, and a text has none. */
function membership({ ts, file, checker, node }: TypedPlace): Idea | undefined {
  const test = ts.findAncestor(
    node,
    (up): up is tsModule.BinaryExpression => ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.InKeyword,
  );
  if (!test || node.getStart(file) < test.right.getStart(file)) return undefined;
  const isText = (one: tsModule.Expression): boolean => (checker.getTypeAtLocation(one).flags & ts.TypeFlags.StringLike) !== 0;
  if (!isText(test.right) || !isText(test.left) || !ts.isLeftHandSideExpression(test.right)) return undefined;
  const [left, right] = [test.left.getText(file), test.right.getText(file)];
  return {
    variant: 'membership-in-text',
    title: `Write '${right.slice(0, 30)}.includes(${left.slice(0, 30)})'`,
    explanation: "Here 'in' asks an object for a key; a text says by 'includes' what it holds.",
    edits: [{ start: test.getStart(file), end: test.getEnd(), text: `${right}.includes(${left})` }],
  };
}

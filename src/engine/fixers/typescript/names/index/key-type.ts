// A key that is known to be one of an object's own where it comes from, and says so there: never where it is read.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import { countUses } from '../../framework/identifiers';
import { freshName } from '../../framework/text-style';
import type { TypedPlace } from '../../framework/typed-place';

type Access = tsModule.ElementAccessExpression;

/** `Object.keys(prices).forEach((name) => … prices[name] …)`: the values come along with the names from `Object.entries`. */
export function entriesOfKeys(place: TypedPlace, access: Access): Idea[] {
  const { ts, file, text } = place;
  const key = access.argumentExpression;
  if (!ts.isIdentifier(key)) return [];
  const loop = keysLoop(place, key);
  const object = access.expression.getText(file);
  if (!loop || !loop.object || flat(loop.object.getText(file)) !== flat(object)) return [];
  const reads = accesses(place, loop.body, object, key.text);
  if (reads.some((one) => isWritten(ts, one))) return listOfKeys(place, loop, object);
  const last = /([A-Za-z_$][\w$]*)$/.exec(object)?.[1] ?? '';
  const name = freshName(text, singularOr(last, 'value'));
  const isKeyUsed = countUses(loop.body.getText(file), key.text) > reads.length;
  const bare = loop.bare && !file.text.slice(loop.variable.getEnd()).startsWith(')');
  const pattern = `[${isKeyUsed ? key.text : ''}, ${name}]`;
  return [
    {
      variant: 'entries-for-keys',
      title: `Go through 'Object.entries(${object})'`,
      explanation: `'Object.keys' gives any text as far as the checker knows; 'Object.entries' gives each value along with its name.`,
      edits: [
        { start: loop.method.getStart(file), end: loop.method.getEnd(), text: 'entries' },
        { start: loop.variable.getStart(file), end: loop.variable.getEnd(), text: bare ? `(${pattern})` : pattern },
        ...reads.map((one) => ({ start: one.getStart(file), end: one.getEnd(), text: name })),
      ],
    },
    ...listOfKeys(place, loop, object),
  ];
}

/** `(Object.keys(prices) as (keyof typeof prices)[])`: of an object that is written out in this file, and of no wider type. */
function listOfKeys({ ts, file, checker }: TypedPlace, loop: KeysLoop, object: string): Idea[] {
  const declaration = loop.object && checker.getSymbolAtLocation(loop.object)?.valueDeclaration;
  const isOwn =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    !declaration.type &&
    (declaration.parent.flags & ts.NodeFlags.Const) !== 0 &&
    declaration.initializer !== undefined &&
    ts.isObjectLiteralExpression(declaration.initializer);
  if (!isOwn) return [];
  const call = loop.method.parent.parent;
  const isOperand = ts.isPropertyAccessExpression(call.parent);
  return [
    {
      variant: 'list-of-own-keys',
      title: `Say that the names are those of '${object}'`,
      explanation: `'${object}' is written out in this file, so its names are known.`,
      edits: [at(call.getStart(file), isOperand ? '(' : ''), at(call.getEnd(), ` as (keyof typeof ${object})[]${isOperand ? ')' : ''}`)],
    },
  ];
}

/** `function read(config: Config, key: string) { return config[key] }`: the parameter is a key of the other's type. */
export function keyParameter({ ts, file, checker }: TypedPlace, access: Access): Idea[] {
  const key = access.argumentExpression;
  const declaration = ts.isIdentifier(key) ? checker.getSymbolAtLocation(key)?.valueDeclaration : undefined;
  if (!declaration || !ts.isParameter(declaration) || declaration.type?.kind !== ts.SyntaxKind.StringKeyword) return [];
  const owner = checker.getSymbolAtLocation(access.expression)?.valueDeclaration;
  const isAround = (one: tsModule.Node): boolean => ts.findAncestor(declaration, (up) => up === one.parent) !== undefined;
  let type: string | undefined;
  if (owner && (ts.isParameter(owner) || ts.isVariableDeclaration(owner)) && owner.type && ts.isTypeReferenceNode(owner.type))
    type = owner.type.getText(file);
  else if (owner && ts.isVariableDeclaration(owner) && !owner.type && ts.isIdentifier(owner.name)) type = `typeof ${owner.name.text}`;
  const own = checker.getTypeAtLocation(access.expression);
  // Of a type parameter all that is known are its keys.
  if (own.isTypeParameter()) type = own.symbol.name;
  else if (type === undefined || !owner || (ts.isParameter(owner) && !isAround(owner))) return [];
  return [
    {
      variant: 'parameter-as-key',
      title: `Declare '${declaration.name.getText(file)}' as 'keyof ${type}'`,
      explanation: `It is used as a key of '${access.expression.getText(file)}', which has only some.`,
      edits: [{ start: declaration.type.getStart(file), end: declaration.type.getEnd(), text: `keyof ${type}` }],
    },
  ];
}

interface KeysLoop {
  /** What `Object.keys` is asked of. */
  readonly object: tsModule.Expression | undefined;
  /** The word `keys`. */
  readonly method: tsModule.Node;
  readonly variable: tsModule.Node;
  readonly body: tsModule.Node;
  /** The variable may stand without parentheses: `name => …`. */
  readonly bare: boolean;
}

/** The loop or callback that makes a variable a name of `Object.keys(…)`. */
function keysLoop({ ts, file, checker }: TypedPlace, key: tsModule.Identifier): KeysLoop | undefined {
  const declaration = checker.getSymbolAtLocation(key)?.valueDeclaration;
  if (!declaration) return undefined;
  const keysCall = (value: tsModule.Expression): tsModule.CallExpression | undefined =>
    ts.isCallExpression(value) && flat(value.expression.getText(file)) === 'Object.keys' ? value : undefined;
  let call: tsModule.CallExpression | undefined;
  let body: tsModule.Node | undefined;
  let bare = false;
  if (
    ts.isParameter(declaration) &&
    ts.isArrowFunction(declaration.parent) &&
    !declaration.type &&
    declaration.parent.parameters[0] === declaration
  ) {
    const outer = declaration.parent.parent;
    if (
      ts.isCallExpression(outer) &&
      ts.isPropertyAccessExpression(outer.expression) &&
      /^(?:forEach|map|flatMap|some|every|reduce)$/.test(outer.expression.name.text) &&
      outer.expression.name.text !== 'reduce'
    ) {
      call = keysCall(outer.expression.expression);
      body = declaration.parent.body;
      bare = declaration.parent.getStart(file) === declaration.getStart(file);
    }
  } else if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent)) {
    call = keysCall(declaration.parent.parent.expression);
    body = declaration.parent.parent.statement;
  }
  if (!call || !body || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  return {
    object: call.arguments[0],
    method: call.expression.name,
    variable: ts.isParameter(declaration) || ts.isVariableDeclaration(declaration) ? declaration.name : declaration,
    body,
    bare,
  };
}

function accesses({ ts, file }: TypedPlace, body: tsModule.Node, object: string, key: string): Access[] {
  const found: Access[] = [];
  const visit = (node: tsModule.Node): void => {
    if (
      ts.isElementAccessExpression(node) &&
      flat(node.expression.getText(file)) === flat(object) &&
      node.argumentExpression.getText(file) === key
    )
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function isWritten(ts: TypedPlace['ts'], access: Access): boolean {
  const { parent } = access;
  return (
    (ts.isBinaryExpression(parent) &&
      parent.left === access &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) ||
    (ts.isPrefixUnaryExpression(parent) &&
      (parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken)) ||
    ts.isPostfixUnaryExpression(parent) ||
    ts.isDeleteExpression(parent)
  );
}

const flat = (text: string): string => text.replace(/\s+/g, '');

/** `limits` → `limit`. */
function singularOr(plural: string, other: string): string {
  return /[a-z]{2,}s$/.test(plural) && !/(?:ss|us|is)$/.test(plural) ? plural.slice(0, -1).replace(/ie$/, 'y') : other;
}

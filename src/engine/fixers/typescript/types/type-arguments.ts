/**
 * Mistake: a generic type without its arguments, where the value beside it tells them.
 *
 * Before:  `const pages: Stack = new Stack<string>()`       After:  `const pages: Stack<string> = new Stack<string>()`
 * Before:  `async function load(): Promise {`               After:  `async function load(): Promise<string> {`
 *
 * When not: nothing tells them: a parameter, a value whose own are unknown.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';
import { writable } from './annotations/type-text';
import { functionAround } from './function-around';

export const typeArguments: TypedRule = {
  id: 'typescript/type-arguments',
  family: 'typescript/types',
  answers: { codes: ['TS2314', 'TS2707'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node } = place;
  const reference = ts.findAncestor(node, ts.isTypeReferenceNode);
  if (!reference || reference.typeArguments) return [];
  const { parent } = reference;
  const name = reference.typeName.getText(file);
  let text: string | undefined;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && parent.initializer)
    text = checker.typeToString(checker.getWidenedType(checker.getTypeAtLocation(parent.initializer)), parent);
  else if (ts.isFunctionLike(parent) && parent.type === reference) text = resultOf(place, parent, name);
  if (text === undefined || !text.startsWith(`${name}<`) || !writable(text) || /\bunknown\b/.test(text)) return [];
  return [
    {
      variant: name === 'Promise' ? 'promise-of-result' : 'arguments-of-value',
      title: `Write '${text}'`,
      explanation: `'${name}' must say of what; the value is '${text}'.`,
      edits: [{ start: reference.getStart(file), end: reference.getEnd(), text }],
    },
  ];
}

/** What the function returns, told by all its `return`s alike. */
function resultOf(place: TypedPlace, owner: tsModule.SignatureDeclaration, name: string): string | undefined {
  const { ts, checker } = place;
  const body = 'body' in owner ? (owner.body as tsModule.Node | undefined) : undefined;
  if (!body) return undefined;
  const isAsync = ts.canHaveModifiers(owner) && ts.getModifiers(owner)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
  const values = ts.isBlock(body)
    ? nodesIn(ts, body, ts.isReturnStatement).flatMap((one) => (functionAround(ts, one) === owner ? [one.expression] : []))
    : [body as tsModule.Expression];
  const types = new Set(
    values.map((one) => {
      if (!one) return 'void';
      const type = checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(one)));
      return checker.typeToString(isAsync ? (checker.getAwaitedType(type) ?? type) : type, owner);
    }),
  );
  if (types.size > 1 || (types.size === 0 && (!isAsync || name !== 'Promise'))) return undefined;
  const [only = 'void'] = types;
  return isAsync && name === 'Promise' ? `Promise<${only}>` : only;
}

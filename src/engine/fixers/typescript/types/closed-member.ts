/**
 * Mistake: a private or protected member used from outside where the class has a public one that gives it, a constructor that is private
 * called where the class has a static method that makes one.
 *
 * Before:  `account.balance` (private)          After:  `account.getBalance()`
 * Before:  `new Settings()` (private)           After:  `Settings.getInstance()`
 *
 * When not: no member, or more than one, gives just that.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

const CONSTRUCTORS = new Set([2673, 2674]);

export const closedMember: TypedRule = {
  id: 'typescript/closed-member',
  family: 'typescript/types',
  answers: { codes: ['TS2341', 'TS2445', 'TS2673', 'TS2674'] },
  propose: (place) => checkedProposals(place, CONSTRUCTORS.has(place.code) ? maker(place) : accessor(place)),
};

function accessor({ ts, checker, file, node }: TypedPlace): Idea[] {
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name !== node || isWritten(ts, access)) return [];
  const member = checker.getSymbolAtLocation(node)?.valueDeclaration;
  const owner = member && ts.isParameter(member) ? member.parent.parent : member?.parent;
  if (!owner || !ts.isClassLike(owner)) return [];
  const name = access.name.text;
  const given = owner.members.filter(
    (one): one is tsModule.MethodDeclaration | tsModule.GetAccessorDeclaration =>
      (ts.isMethodDeclaration(one) || ts.isGetAccessor(one)) && isOpen(ts, one) && one.parameters.length === 0 && gives(ts, one, name),
  );
  const [only, second] = given;
  if (!only || second || !ts.isIdentifier(only.name)) return [];
  const text = ts.isMethodDeclaration(only) ? `${only.name.text}()` : only.name.text;
  return [
    {
      variant: ts.isMethodDeclaration(only) ? 'method-that-gives-it' : 'getter-that-gives-it',
      title: `Use '${text}'`,
      explanation: `'${name}' may only be used within the class; '${text}' gives it to all others.`,
      edits: [{ start: node.getStart(file), end: node.getEnd(), text }],
    },
  ];
}

function isWritten(ts: TypedPlace['ts'], access: tsModule.Expression): boolean {
  const { parent } = access;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  return (
    ts.isDeleteExpression(parent) ||
    (ts.isBinaryExpression(parent) &&
      parent.left === access &&
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment)
  );
}

const isOpen = (ts: TypedPlace['ts'], one: tsModule.HasModifiers): boolean =>
  !ts
    .getModifiers(one)
    ?.some(({ kind }) =>
      [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.AsyncKeyword].includes(
        kind,
      ),
    );

/** Its whole body is `return this.name`, or a copy of that. */
function gives(ts: TypedPlace['ts'], one: tsModule.MethodDeclaration | tsModule.GetAccessorDeclaration, name: string): boolean {
  const [only, second] = one.body?.statements ?? [];
  if (!only || second || !ts.isReturnStatement(only) || !only.expression) return false;
  let value = only.expression;
  const [spread] = ts.isArrayLiteralExpression(value) && value.elements.length === 1 ? value.elements : [];
  if (spread && ts.isSpreadElement(spread)) value = spread.expression;
  return ts.isPropertyAccessExpression(value) && value.expression.kind === ts.SyntaxKind.ThisKeyword && value.name.text === name;
}

/** Static methods of the class whose result is one of it. */
function maker({ ts, checker, file, node }: TypedPlace): Idea[] {
  const made = ts.findAncestor(node, ts.isNewExpression);
  const symbol = made && checker.getSymbolAtLocation(made.expression);
  const owner = symbol?.valueDeclaration;
  if (!made || !owner || !ts.isClassLike(owner)) return [];
  const wanted = checker.getDeclaredTypeOfSymbol(symbol);
  const count = made.arguments?.length ?? 0;
  const found = owner.members.filter((one): one is tsModule.MethodDeclaration => {
    if (!ts.isMethodDeclaration(one) || !ts.isIdentifier(one.name) || one.typeParameters) return false;
    const kinds = new Set(ts.getModifiers(one)?.map(({ kind }) => kind));
    if (!kinds.has(ts.SyntaxKind.StaticKeyword) || kinds.has(ts.SyntaxKind.PrivateKeyword) || kinds.has(ts.SyntaxKind.ProtectedKeyword))
      return false;
    const signature = checker.getSignatureFromDeclaration(one);
    const fewest = one.parameters.filter((each) => !each.questionToken && !each.initializer && !each.dotDotDotToken).length;
    return (
      signature !== undefined && checker.getReturnTypeOfSignature(signature) === wanted && fewest <= count && one.parameters.length >= count
    );
  });
  const [only, second] = found;
  if (!only || second || !ts.isIdentifier(only.name)) return [];
  const call = `${made.expression.getText(file)}.${only.name.text}`;
  return [
    {
      variant: 'static-that-makes-it',
      title: `Use '${call}(…)'`,
      explanation: `Only the class itself may make one; '${only.name.text}' does so for all others.`,
      edits: [
        { start: made.getStart(file), end: made.expression.getEnd(), text: call },
        ...(made.arguments ? [] : [{ start: made.getEnd(), end: made.getEnd(), text: '()' }]),
      ],
    },
  ];
}

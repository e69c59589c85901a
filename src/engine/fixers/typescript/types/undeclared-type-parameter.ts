/**
 * Mistake: a type parameter used that nobody declared.
 *
 * Before:  `function first(list: T[]): T | undefined {`       After:  `function first<T>(list: T[]): T | undefined {`
 *
 * When not: the name is no usual one of a type parameter, or it is used in several declarations.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn } from '../framework/value-flow';

export const undeclaredTypeParameter: TypedRule = {
  id: 'typescript/undeclared-type-parameter',
  family: 'typescript/types',
  answers: { codes: ['TS2304'], where: ({ message }) => /'(?:[A-Z]|T[A-Z]\w*)'/.test(message) },
  propose: (place) => checkedProposals(place, ideas(place)),
};

/** Names that type parameters have. */
const USUAL = /^(?:[A-Z]|T[A-Z]\w*)$/;

type Owner = tsModule.SignatureDeclaration | tsModule.ClassLikeDeclaration | tsModule.InterfaceDeclaration | tsModule.TypeAliasDeclaration;

function ideas({ ts, file, node, checker }: TypedPlace): Idea[] {
  if (!ts.isIdentifier(node) || !ts.isTypeReferenceNode(node.parent) || node.parent.typeName !== node) return [];
  const name = node.text;
  if (!USUAL.test(name)) return [];
  const uses = nodesIn(
    ts,
    file,
    (one): one is tsModule.TypeReferenceNode => ts.isTypeReferenceNode(one) && one.typeName.getText(file) === name,
  );
  const owner = ts.findAncestor(
    node,
    (up): up is Owner =>
      (ts.isFunctionLike(up) || ts.isClassLike(up) || ts.isInterfaceDeclaration(up) || ts.isTypeAliasDeclaration(up)) &&
      !ts.isFunctionTypeNode(up) &&
      uses.every((one) => up.pos <= one.pos && up.end >= one.end),
  );
  if (!owner || ts.isConstructorDeclaration(owner) || ts.isAccessor(owner) || ts.isIndexSignatureDeclaration(owner)) return [];
  // Others that nobody declared stand beside it: they are declared along, in the order of their use.
  const isNamed = (other: string): boolean => checker.getSymbolsInScope(owner, ts.SymbolFlags.Type).some((one) => one.name === other);
  const all = nodesIn(ts, owner, ts.isTypeReferenceNode)
    .map((one) => one.typeName.getText(file))
    .filter((other) => USUAL.test(other) && (other === name || !isNamed(other)));
  const names = [...new Set(all)].join(', ');
  const place = positionFor(ts, file, owner, names);
  if (!place) return [];
  const called = 'name' in owner && owner.name ? (owner.name as tsModule.Node).getText(file) : 'the function';
  return [
    {
      variant: 'declared-where-used',
      title: `Declare '${names}' of '${called}'`,
      explanation: `'${name}' stands for any type; which one, the caller decides. It must be declared.`,
      edits: [place],
    },
  ];
}

function positionFor(ts: TypedPlace['ts'], file: tsModule.SourceFile, owner: Owner, name: string): Idea['edits'][number] | undefined {
  const last = owner.typeParameters?.at(-1);
  if (last) return at(last.getEnd(), `, ${name}`);
  // In markup `<T>` would begin an element.
  const written = ts.isArrowFunction(owner) && file.fileName.endsWith('x') ? `<${name},>` : `<${name}>`;
  if (ts.isArrowFunction(owner) || ts.isFunctionExpression(owner)) {
    const open = owner.getChildren(file).find((child) => child.kind === ts.SyntaxKind.OpenParenToken);
    return open && at(open.getStart(file), written);
  }
  return 'name' in owner && owner.name ? at((owner.name as tsModule.Node).getEnd(), written) : undefined;
}

/**
 * Mistake: a parameter of the wide type where what is read of it only the narrower one has that extends it.
 *
 * Before:  `(request: Request) => request.user`       After:  `(request: SignedInRequest) => request.user`
 *
 * When not: several types extend it so, or the function is given to somebody who hands it the wide one.
 */
import { checkedProposals } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';

export const typeWithMember: TypedRule = {
  id: 'typescript/type-with-member',
  family: 'typescript/types',
  answers: { codes: ['TS2339'] },
  propose(place) {
    const { ts, checker, file, node } = place;
    const access = node.parent;
    if (!ts.isPropertyAccessExpression(access) || access.name !== node || !ts.isIdentifier(access.expression)) return [];
    const declared = checker.getSymbolAtLocation(access.expression)?.valueDeclaration;
    const type = declared && ts.isParameter(declared) ? declared.type : undefined;
    if (!type || type.getSourceFile() !== file || !ts.isTypeReferenceNode(type) || type.typeArguments) return [];
    const wide = checker.getTypeFromTypeNode(type);
    if (wide.isUnion()) return [];
    const narrower = checker
      .getSymbolsInScope(node, ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.TypeAlias)
      .filter((one) => {
        const at = one.declarations?.[0];
        if (
          !at ||
          at.getSourceFile().isDeclarationFile ||
          !(ts.isInterfaceDeclaration(at) || ts.isClassDeclaration(at) || ts.isTypeAliasDeclaration(at))
        )
          return false;
        if (at.typeParameters || ts.findAncestor(access, (up) => up === at)) return false;
        const own = checker.getDeclaredTypeOfSymbol(one);
        return (
          own !== wide &&
          !own.isUnion() &&
          checker.getPropertyOfType(own, access.name.text) !== undefined &&
          checker.isTypeAssignableTo(own, wide)
        );
      });
    const [only, second] = narrower;
    if (!only || second) return [];
    return checkedProposals(place, [
      {
        variant: 'narrower-type-of-parameter',
        title: `Declare '${access.expression.text}' as '${only.name}'`,
        explanation: `'${access.name.text}' is no part of '${type.getText(file)}'; '${only.name}', which extends it, has it.`,
        edits: [{ start: type.getStart(file), end: type.getEnd(), text: only.name }],
      },
    ]);
  },
};

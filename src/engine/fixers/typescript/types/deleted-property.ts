/**
 * Mistake: a property is deleted that its type says is always there.
 *
 * Before:  `token: string` … `delete visitor.token`       After:  `token?: string`
 *
 * When not: the type is not of this file, or somebody needs the property to be there.
 */
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const deletedProperty: TypedRule = {
  id: 'typescript/deleted-property',
  family: 'typescript/types',
  answers: { codes: ['TS2790'] },
  propose,
};

function propose(place: TypedPlace): readonly TypedProposal[] {
  const { ts, checker, file, node } = place;
  const access = ts.findAncestor(node, ts.isDeleteExpression)?.expression;
  if (!access || !(ts.isPropertyAccessExpression(access) || ts.isElementAccessExpression(access))) return [];
  const property = checker.getSymbolAtLocation(
    ts.isPropertyAccessExpression(access) ? access.name : access.argumentExpression,
  )?.valueDeclaration;
  if (!property || property.getSourceFile() !== file || !(ts.isPropertySignature(property) || ts.isPropertyDeclaration(property)))
    return [];
  if (property.questionToken || (ts.isPropertyDeclaration(property) && (property.exclamationToken ?? property.initializer))) return [];
  const name = property.name.getText(file);
  return checkedProposals(place, [
    {
      variant: 'made-optional',
      title: `Let '${name}' be left out`,
      explanation: `What is deleted may be missing from then on, so its type must say so.`,
      edits: [at(property.name.getEnd(), '?')],
    },
  ]);
}

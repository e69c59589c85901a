/**
 * Mistake: a plain object gone through item by item, as other languages go through a dictionary.
 *
 * Before:  `for (const [name, n] of counts)`       After:  `for (const [name, n] of Object.entries(counts))`
 * Before:  `for (const k of counts) f(counts[k])`  After:  `for (const k of Object.keys(counts)) f(counts[k])`
 *
 * When not: the loop does not show whether keys or values are wanted; the type has a way of its own to be gone through.
 */
import { at, checkedProposals } from '../framework/checked-proposals';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const iterateObject: TypedRule = {
  id: 'typescript/iterate-object',
  family: 'typescript/types',
  answers: { codes: ['TS2488', 'TS2461', 'TS2495', 'TS2548', 'TS2549'] },
  propose(place): TypedProposal[] {
    const { ts, file, checker, node } = place;
    const loop = ts.findAncestor(node, ts.isForOfStatement);
    if (!loop || node.getStart(file) < loop.expression.getStart(file) || node.getEnd() > loop.expression.getEnd()) return [];
    const { expression } = loop;
    const type = checker.getTypeAtLocation(expression);
    const { TypeFlags } = ts;
    if (
      !(type.flags & TypeFlags.Object) ||
      type.getCallSignatures().length > 0 ||
      checker.getPropertyOfType(type, 'then') ||
      checker.getPropertyOfType(type, 'forEach')
    )
      return [];
    const variable = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations[0]?.name : undefined;
    if (!variable) return [];
    const wanted =
      ts.isArrayBindingPattern(variable) && variable.elements.length === 2
        ? 'entries'
        : ts.isIdentifier(variable) && indexes(loop.statement.getText(file), expression.getText(file), variable.text)
          ? 'keys'
          : undefined;
    if (!wanted) return [];
    const explanation = `'${expression.getText(file).slice(0, 40)}' is a plain object: its ${wanted === 'entries' ? 'names and values' : 'names'} come from 'Object.${wanted}'.`;
    return checkedProposals(place, [
      {
        variant: wanted,
        title: `Go through 'Object.${wanted}(…)'`,
        explanation,
        edits: [at(expression.getStart(file), `Object.${wanted}(`), at(expression.getEnd(), ')')],
      },
    ]);
  },
};

/** `counts[k]`: the loop's variable is a key of what is gone through. */
function indexes(body: string, object: string, key: string): boolean {
  return body.replace(/\s+/g, '').includes(`${object.replace(/\s+/g, '')}[${key}]`);
}

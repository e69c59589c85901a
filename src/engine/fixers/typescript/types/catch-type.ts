/**
 * Mistake: a type for what is caught: anything may be thrown, so it may only be `unknown`.
 *
 * Before:  `catch (error: Error) { log(error) }`            After:  `catch (error) { log(error) }`
 * Before:  `catch (e: Error) { log(e.message) }`            After:  `catch (e) { log(e instanceof Error ? e.message : String(e)) }`
 *
 * When not: more is read from it than a message.
 */
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedRule } from '../framework/typed-rule';
import { usesOf } from '../framework/value-flow';

export const catchType: TypedRule = {
  id: 'typescript/catch-type',
  family: 'typescript/types',
  answers: { codes: ['TS1196'] },
  propose(place) {
    const { ts, file, node } = place;
    const declared = ts.findAncestor(node, ts.isVariableDeclaration);
    if (!declared?.type || !ts.isIdentifier(declared.name)) return [];
    const name = declared.name.text;
    const dropped = { start: declared.name.getEnd(), end: declared.type.getEnd(), text: '' };
    const explanation = 'Anything may be thrown, so no narrower type can be said of what is caught.';
    const read = usesOf(place, declared.name).flatMap(({ parent }) =>
      ts.isPropertyAccessExpression(parent) && parent.expression.getText(file) === name ? [parent] : [],
    );
    const ideas: Idea[] = [
      { variant: 'type-of-caught-dropped', title: 'Leave out the type of what is caught', explanation, edits: [dropped] },
    ];
    if (read.length > 0 && read.every((one) => /^(?:message|stack|name)$/.test(one.name.text)))
      ideas.push({
        variant: 'caught-asked-for-error',
        title: `Ask whether '${name}' is an Error`,
        explanation,
        edits: [
          dropped,
          ...read.map((one) => {
            const text = `${name} instanceof Error ? ${one.getText(file)} : String(${name})`;
            const isWhole =
              (ts.isCallExpression(one.parent) && one.parent.expression !== one) ||
              ts.isVariableDeclaration(one.parent) ||
              ts.isTemplateSpan(one.parent);
            return { start: one.getStart(file), end: one.getEnd(), text: isWhole ? text : `(${text})` };
          }),
        ],
      });
    return checkedProposals(place, ideas);
  },
};

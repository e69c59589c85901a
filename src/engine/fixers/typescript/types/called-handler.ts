/**
 * Mistake: a function that is called where it was to be handed over.
 *
 * Before:  `<button onClick={save()}>`                  After:  `<button onClick={save}>`
 * Before:  `<li onClick={remove(id)}>`                  After:  `<li onClick={() => remove(id)}>`
 * Before:  `window.addEventListener('load', start())`   After:  `window.addEventListener('load', start)`
 *
 * When not: no function is wanted there, or the call gives one.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const calledHandler: TypedRule = {
  id: 'typescript/called-handler',
  family: 'typescript/types',
  answers: {
    codes: ['TS2322', 'TS2345', 'TS2769'],
    where: ({ message }) => /ype '(?:void|undefined|Promise<|string|number|boolean)/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)).slice(0, 1),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, checker } = place;
  return callsAt(place).flatMap((call): Idea[] => {
    const wanted = checker.getContextualType(call);
    if (
      !wanted ||
      wanted.flags & ts.TypeFlags.Any ||
      !parts(wanted).some((part) => part.getCallSignatures().length > 0 || part.getProperty('handleEvent'))
    )
      return [];
    const callee = call.expression;
    const name = callee.getText(file).slice(-40);
    const shared = {
      explanation: `'${call.getText(file).slice(0, 60)}' runs at once, and what it returns is handed over; wanted is a function that runs later.`,
    };
    const parameters = checker.getResolvedSignature(call)?.parameters.length ?? 1;
    const isPlain = ts.isIdentifier(callee) || (ts.isPropertyAccessExpression(callee) && !isMethod(place, callee));
    const out: Idea[] = [];
    if (call.arguments.length === 0 && parameters === 0 && isPlain)
      out.push({
        ...shared,
        variant: 'hand-over',
        title: `Hand over '${name}' itself`,
        edits: [{ start: callee.getEnd(), end: call.getEnd(), text: '' }],
      });
    out.push({ ...shared, variant: 'call-later', title: `Call '${name}' only then`, edits: [at(call.getStart(file), '() => ')] });
    return out;
  });
}

const parts = (type: tsModule.Type): readonly tsModule.Type[] => (type.isUnion() ? type.types : [type]);

/** Handed over by itself, a method loses its `this`. */
function isMethod({ ts, checker }: TypedPlace, callee: tsModule.PropertyAccessExpression): boolean {
  const declaration = checker.getSymbolAtLocation(callee.name)?.valueDeclaration;
  return declaration !== undefined && (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration));
}

/** The call in the reported attribute, or that is the reported argument. */
function callsAt({ ts, node }: TypedPlace): tsModule.CallExpression[] {
  const attribute = ts.findAncestor(node, ts.isJsxAttribute);
  const value = attribute?.initializer;
  if (attribute && value && ts.isJsxExpression(value))
    return value.expression && ts.isCallExpression(value.expression) ? [value.expression] : [];
  if (ts.isCallExpression(node) && ts.isCallExpression(node.parent) && node.parent.arguments.includes(node)) return [node];
  // Of several overloads the whole call is reported, or its name.
  const call = ts.findAncestor(node, ts.isCallExpression);
  return (call?.arguments ?? []).flatMap((argument) => (ts.isCallExpression(argument) ? [argument] : []));
}

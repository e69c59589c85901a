/**
 * Mistake: what `push` gives is taken for the list: it is its new length.
 *
 * Before:  `const all = scores.push(4);` `all.map(…)`       After:  `const all = [...scores, 4];`
 *
 * When not: the list itself is used further down, which counts on what was pushed.
 */
import type * as tsModule from 'typescript';
import { calledValue } from '../framework/crash';
import type { TypedRule } from '../framework/typed-rule';
import { sourceOf, usesOf } from '../framework/value-flow';

const ADDS = /^(?:push|unshift)$/;

export const resultOfPush: TypedRule = {
  id: 'typescript/result-of-push',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'TS2339'],
    where: ({ message }) => / is not a function| is not iterable/.test(message) || / on type 'number'/.test(message),
  },
  propose(place) {
    const { ts, file, node, code } = place;
    const access = code > 0 ? node.parent : calledValue(place);
    if (!access || !ts.isPropertyAccessExpression(access)) return [];
    const source = sourceOf(place, access.expression);
    if (!ts.isCallExpression(source) || !ts.isPropertyAccessExpression(source.expression) || source.getSourceFile() !== file) return [];
    const method = source.expression.name.text;
    const list: tsModule.Expression = source.expression.expression;
    if (!ADDS.test(method) || source.arguments.length === 0 || !ts.isIdentifier(list)) return [];
    const declared = place.checker.getSymbolAtLocation(list)?.valueDeclaration;
    if (!declared || !ts.isVariableDeclaration(declared) || !ts.isIdentifier(declared.name)) return [];
    if (usesOf(place, declared.name).some((use) => use.pos > source.end)) return [];
    const given = source.arguments.map((one) => one.getText(file)).join(', ');
    const text = method === 'push' ? `[...${list.text}, ${given}]` : `[${given}, ...${list.text}]`;
    return [
      {
        variant: 'list-with-more',
        title: `Make the list: '${text.slice(0, 40)}'`,
        explanation: `'${method}' gives the new length, not the list.`,
        edits: [{ start: source.getStart(file), end: source.getEnd(), text }],
      },
    ];
  },
};

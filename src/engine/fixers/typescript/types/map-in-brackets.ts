/**
 * Mistake: a Map read or filled with brackets.
 *
 * Before:  `ages[name]`            After:  `ages.get(name)`
 * Before:  `ages[name] = 41`       After:  `ages.set(name, 41)`
 *
 * When not: what is read may not be missing.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const mapInBrackets: TypedRule = {
  id: 'typescript/map-in-brackets',
  family: 'typescript/types',
  answers: {
    codes: ['TS7052', 'TS7053'],
    where: ({ message }) => /'(?:Readonly|Weak)?Map<|Did you mean to call|'(?:URLSearchParams|Headers|FormData)'/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, checker, file, node }: TypedPlace): Idea[] {
  const access = ts.findAncestor(node, ts.isElementAccessExpression);
  if (!access || access.questionDotToken) return [];
  const owner = checker.getTypeAtLocation(access.expression).symbol?.name ?? '';
  if (!/^(?:(?:Readonly|Weak)?Map|URLSearchParams|Headers|FormData)$/.test(owner)) return [];
  const [map, key] = [access.expression.getText(file), access.argumentExpression.getText(file)];
  const { parent } = access;
  const given = ts.isBinaryExpression(parent) && parent.left === access ? parent : undefined;
  const explanation = `'${map}' is a ${owner}: it is read with 'get' and filled with 'set'.`;
  const idea = (whole: tsModule.Node, text: string, variant: string): Idea => ({
    variant,
    title: `Use '${text.slice(0, 40)}'`,
    explanation,
    edits: [{ start: whole.getStart(file), end: whole.getEnd(), text }],
  });
  if (!given) {
    const isDeleted = ts.isDeleteExpression(parent);
    return [isDeleted ? idea(parent, `${map}.delete(${key})`, 'map-delete') : idea(access, `${map}.get(${key})`, 'map-get')];
  }
  if (!ts.isExpressionStatement(given.parent)) return [];
  const right = given.right.getText(file);
  if (given.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const asked = `${map}[${key}]`;
    const value = right.replaceAll(asked, `${map}.get(${key})`);
    return [idea(given, `${map}.set(${key}, ${value})`, 'map-set')];
  }
  const sign = /^([-+*/])=$/.exec(given.operatorToken.getText(file))?.[1];
  return sign === '+' || sign === '-' ? [idea(given, `${map}.set(${key}, (${map}.get(${key}) ?? 0) ${sign} ${right})`, 'map-count')] : [];
}

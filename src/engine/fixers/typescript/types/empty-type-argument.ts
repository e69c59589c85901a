/**
 * Mistake: what holds a list begins with an empty one, so that nothing fits into it.
 *
 * Before:  `const names = ref([])` … `names.value.push(name)`       After:  `const names = ref<string[]>([])`
 *
 * When not: the type of what is put into it is not written, or the checker is no happier with it.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { typeText, writable } from './annotations/type-text';

export const emptyTypeArgument: TypedRule = {
  id: 'typescript/empty-type-argument',
  family: 'typescript/types',
  answers: { codes: ['TS2345', 'TS2322'], where: ({ message }) => /type 'never(?:\[\])?'/.test(message) },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node, code } = place;
  const assigned = ts.findAncestor(node, ts.isBinaryExpression);
  const call = ts.findAncestor(node, ts.isCallExpression);
  const isPushed =
    code === 2345 &&
    call !== undefined &&
    ts.isPropertyAccessExpression(call.expression) &&
    /^(?:push|unshift|includes|indexOf|add)$/.test(call.expression.name.text);
  const given = isPushed ? call.arguments.find((one) => one.pos <= node.pos && one.end >= node.end) : assigned?.right;
  if (!given) return [];
  let root: tsModule.Expression | undefined = isPushed && call ? call.expression : assigned?.left;
  while (root && (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root))) root = root.expression;
  const declared = root && ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  const made = declared && ts.isVariableDeclaration(declared) && !declared.type ? declared.initializer : undefined;
  if (!made || !(ts.isCallExpression(made) || ts.isNewExpression(made)) || made.typeArguments || made.getSourceFile() !== file) return [];
  const [empty, second] = made.arguments ?? [];
  if (!empty || second || !ts.isArrayLiteralExpression(empty) || empty.elements.length > 0) return [];
  const item = isPushed ? typeText(place, given, made) : typeText(place, given, made).replace(/\[\]$/, '');
  if (!writable(item) || /^(?:any|unknown)$/.test(item)) return [];
  const type = /[|&]| => /.test(item) ? `(${item})[]` : `${item}[]`;
  return [
    {
      variant: 'list-of-what-is-put-in',
      title: `Say what it holds: '${type}'`,
      explanation: 'It begins with an empty list, of which nothing tells what it will hold.',
      edits: [at(made.expression.getEnd(), `<${type}>`)],
    },
  ];
}

/**
 * Mistake: a component, or the callback of a list, that builds its elements and does not return them.
 *
 * Before:  `const Greeting = () => { <p>Hello</p>; };`       After:  `const Greeting = () => { return <p>Hello</p>; };`
 * Before:  `return` and the element on the next line         After:  `return (` … `)`
 *
 * When not: the element is not the last thing that it does.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { at } from '../framework/checked-proposals';
import { checkedProposals } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

export const componentResult: TypedRule = {
  id: 'typescript/component-result',
  family: 'typescript/react',
  answers: { codes: ['TS2786', 'TS2322', 'TS2604', 'TS2345', 'TS2769'], where: ({ message }) => /\bvoid\b|\bundefined\b/.test(message) },
  propose(place) {
    const found = functionsAt(place).flatMap((one) => {
      const file = one.getSourceFile();
      const edits = returned(place, file, one);
      return edits ? [{ file, edits }] : [];
    });
    const words = {
      variant: 'return-element',
      title: 'Return the element',
      explanation: 'The element is built and then dropped, as nothing returns it.',
    };
    const own = found.filter(({ file }) => file === place.file);
    // All callbacks of one place lack it alike.
    if (own.length > 0) return checkedProposals(place, [{ ...words, edits: own.flatMap(({ edits }) => edits) }]);
    return found
      .slice(0, 1)
      .map(({ file, edits }): TypedProposal => ({ ...words, edits: [], otherFiles: [{ path: file.fileName, text: file.text, edits }] }));
  },
};

/** The component that is named at the place, or the callbacks within it. */
function functionsAt({ ts, checker, node, file }: TypedPlace): tsModule.SignatureDeclaration[] {
  const out: tsModule.SignatureDeclaration[] = [];
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target?.valueDeclaration;
  if (declaration && !declaration.getSourceFile().isDeclarationFile) {
    const visit = (one: tsModule.Node): void => {
      if (ts.isFunctionDeclaration(one) || ts.isArrowFunction(one) || ts.isFunctionExpression(one)) out.push(one);
      // `memo(() => …)`, `forwardRef((props, ref) => …)`
      else if (ts.isVariableDeclaration(one) || ts.isCallExpression(one)) ts.forEachChild(one, visit);
    };
    visit(declaration);
  }
  if (out.length > 0) return out;
  const around =
    ts.findAncestor(
      node,
      (up) => ts.isJsxExpression(up) || ts.isCallExpression(up) || ts.isVariableDeclaration(up) || ts.isReturnStatement(up),
    ) ?? node;
  const visit = (one: tsModule.Node): void => {
    if (ts.isArrowFunction(one) || ts.isFunctionExpression(one)) out.push(one);
    ts.forEachChild(one, visit);
  };
  if (around !== file) visit(around);
  return out;
}

function returned({ ts }: TypedPlace, file: tsModule.SourceFile, one: tsModule.SignatureDeclaration): OffsetEdit[] | undefined {
  const body = 'body' in one ? one.body : undefined;
  if (!body || !ts.isBlock(body)) return undefined;
  const last = body.statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || !isElement(ts, last.expression)) return undefined;
  const before = body.statements.at(-2);
  if (!before || !ts.isReturnStatement(before)) return [at(last.getStart(file), 'return ')];
  if (before.expression) return undefined;
  const line = file.text.slice(file.text.lastIndexOf('\n', before.getStart(file) - 1) + 1);
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  return [
    at(before.getStart(file) + 'return'.length, ' ('),
    at(last.expression.getEnd(), `${file.text.includes('\r\n') ? '\r\n' : '\n'}${indent})`),
  ];
}

function isElement(ts: TypedPlace['ts'], expression: tsModule.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return isElement(ts, expression.expression);
  if (ts.isConditionalExpression(expression)) return isElement(ts, expression.whenTrue) || isElement(ts, expression.whenFalse);
  if (ts.isBinaryExpression(expression)) return isElement(ts, expression.right);
  return ts.isJsxElement(expression) || ts.isJsxSelfClosingElement(expression) || ts.isJsxFragment(expression);
}

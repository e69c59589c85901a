// Where a value came from, followed back through the file: names to their declarations, calls to what their functions return.
// A crash stands where a value is used; the mistake often stands where it was made.

import type * as tsModule from 'typescript';
import type { TypedPlace } from './typed-place';

type Seen = Pick<TypedPlace, 'ts' | 'file' | 'checker'>;

/** Names that are followed one after the other. */
const MAX_STEPS = 8;

/** The expression without the parentheses, `await` and type words around it. */
export function bare({ ts }: Pick<Seen, 'ts'>, expression: tsModule.Expression): tsModule.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAwaitExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

/** The declaration that a name stands for, of an import what it was exported as. undefined where it has none, or several. */
export function declarationOf({ ts, checker }: Seen, name: tsModule.Node): tsModule.Declaration | undefined {
  let symbol = checker.getSymbolAtLocation(name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declared = symbol?.declarations ?? [];
  return symbol?.valueDeclaration ?? (declared.length === 1 ? declared[0] : undefined);
}

/**
 * The expression that made a value: names are followed to what they were declared with, where nothing else is ever assigned to them.
 * The expression itself where it is no such name.
 */
export function sourceOf(place: Seen, expression: tsModule.Expression): tsModule.Expression {
  const { ts } = place;
  let source = bare(place, expression);
  for (let step = 0; step < MAX_STEPS && ts.isIdentifier(source); step++) {
    const declaration = declarationOf(place, source);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer || !ts.isIdentifier(declaration.name)) break;
    if (declaration.getSourceFile() === place.file && assignmentsTo(place, declaration.name).length > 0) break;
    source = bare(place, declaration.initializer);
  }
  return source;
}

/** `name = …` anywhere in the file, for the name that is declared here. */
export function assignmentsTo(place: Seen, name: tsModule.Identifier): tsModule.BinaryExpression[] {
  const { ts } = place;
  return usesOf(place, name).flatMap((use) =>
    ts.isBinaryExpression(use.parent) &&
    use.parent.left === use &&
    use.parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    use.parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
      ? [use.parent]
      : [],
  );
}

/** All places of the file that name what is declared with this name, without the declaration. */
export function usesOf({ ts, file, checker }: Seen, name: tsModule.Identifier): tsModule.Identifier[] {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return [];
  return nodesIn(ts, file, (node): node is tsModule.Identifier => {
    if (!ts.isIdentifier(node) || node === name || node.text !== name.text) return false;
    const own = ts.isShorthandPropertyAssignment(node.parent)
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    return own === symbol;
  });
}

/** Nodes below `root`, in the order of the text. */
export function nodesIn<T extends tsModule.Node>(
  ts: Seen['ts'],
  root: tsModule.Node,
  wanted: (node: tsModule.Node) => node is T,
  into: (node: tsModule.Node) => boolean = () => true,
): T[] {
  const found: T[] = [];
  const visit = (node: tsModule.Node): void => {
    if (wanted(node)) found.push(node);
    if (into(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(root, visit);
  return found;
}

/** A function of the workspace, with its body. */
export type OwnFunction = tsModule.FunctionLikeDeclaration & { readonly body: tsModule.ConciseBody };

/** The function itself, or the one that a name stands for. undefined for those of libraries. */
export function functionOf(place: Seen, expression: tsModule.Expression): OwnFunction | undefined {
  const { ts } = place;
  const inner = bare(place, expression);
  if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) return inner;
  const declaration = declarationOf(place, ts.isPropertyAccessExpression(inner) ? inner.name : inner);
  if (!declaration || isLibrary(declaration.getSourceFile())) return undefined;
  if ((ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) && declaration.body) return declaration as OwnFunction;
  const value =
    ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration)
      ? declaration.initializer
      : // `exports.load = () => …`
        ts.isPropertyAccessExpression(declaration) && ts.isBinaryExpression(declaration.parent)
        ? declaration.parent.right
        : undefined;
  const made = value && bare(place, value);
  return made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made)) ? made : undefined;
}

export const isLibrary = (file: tsModule.SourceFile): boolean => file.isDeclarationFile || file.fileName.includes('/node_modules/');

/** `return` statements of a function itself, not of those within it. */
export function returnsOf({ ts }: Pick<Seen, 'ts'>, body: tsModule.Node): tsModule.ReturnStatement[] {
  return nodesIn(ts, body, ts.isReturnStatement, (node) => !ts.isFunctionLike(node) && !ts.isClassLike(node));
}

/** The expressions that calls of a function give back. */
export function resultsOf(place: Seen, made: OwnFunction): tsModule.Expression[] {
  const { ts } = place;
  if (!ts.isBlock(made.body)) return [bare(place, made.body)];
  return returnsOf(place, made.body).flatMap(({ expression }) => (expression ? [bare(place, expression)] : []));
}

/** Calls of an own function in its file. */
export function callsOf(place: Seen, made: OwnFunction): tsModule.CallExpression[] {
  const { ts } = place;
  const name = nameOf(place, made);
  if (!name) return [];
  return usesOf(place, name).flatMap((use) => {
    const callee = ts.isPropertyAccessExpression(use.parent) && use.parent.name === use ? use.parent : use;
    return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? [callee.parent] : [];
  });
}

/** The name that a function is declared with, or kept in. */
export function nameOf({ ts }: Pick<Seen, 'ts'>, made: tsModule.FunctionLikeDeclaration): tsModule.Identifier | undefined {
  const name = made.name ?? (ts.isVariableDeclaration(made.parent) || ts.isPropertyAssignment(made.parent) ? made.parent.name : undefined);
  return name && ts.isIdentifier(name) ? name : undefined;
}

/** What is given for a parameter, where the function is called once: `load(1)` for `n` of `function load(n)`. */
export function argumentFor(place: Seen, parameter: tsModule.ParameterDeclaration): tsModule.Expression | undefined {
  const made = parameter.parent as tsModule.FunctionLikeDeclaration;
  if (!made.body) return undefined;
  const calls = callsOf(place, made as OwnFunction);
  return calls.length === 1 ? calls[0]?.arguments[made.parameters.indexOf(parameter)] : undefined;
}

/** The statement right below a file or a block that holds the node. */
export function statementAround({ ts }: Pick<Seen, 'ts'>, node: tsModule.Node): tsModule.Statement | undefined {
  return ts.findAncestor(node, (one): one is tsModule.Statement => ts.isStatement(one) && !ts.isBlock(one));
}

/** The statement of the file itself that holds the node. */
export function topStatement(node: tsModule.Node): tsModule.Statement | undefined {
  let at: tsModule.Node = node;
  while (at.parent && at.parent.kind !== at.getSourceFile().kind) at = at.parent;
  return at.parent ? (at as tsModule.Statement) : undefined;
}

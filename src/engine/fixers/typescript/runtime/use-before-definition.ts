/**
 * Mistake: a `const`, `let` or `class` of the file is used before the line that makes it was reached.
 *
 * Before:  `console.log(greet()); const GREETING = 'Hi';`       After:  `const GREETING = 'Hi'; console.log(greet());`
 *
 * When not: what it is made of stands below the use as well (then the use moves down, where it is one statement), or it belongs to another module.
 */
import type * as tsModule from 'typescript';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { callsOf, declarationOf, nodesIn, usesOf, type OwnFunction } from '../framework/value-flow';

const EARLY = /^Cannot access '([\w$]+)' before initialization/;

export const useBeforeDefinition: TypedRule = {
  id: 'typescript/use-before-definition',
  family: 'typescript/runtime',
  answers: {
    codes: ['ReferenceError', 'TS2448', 'TS2449', 'TS2450'],
    where: ({ errorType, message }) => errorType !== 'ReferenceError' || EARLY.test(message),
  },
  propose(place) {
    const { ts, file, start } = place;
    // Where a bracket is missing, statements stand in blocks that are not theirs.
    if (place.syntaxErrors(place.text).length > 0) return [];
    const name = EARLY.exec(place.message)?.[1] ?? (ts.isIdentifier(place.node) ? place.node.text : undefined);
    const { line } = file.getLineAndCharacterOfPosition(start);
    const uses = nodesIn(
      ts,
      file,
      (node): node is tsModule.Identifier =>
        ts.isIdentifier(node) && node.text === name && file.getLineAndCharacterOfPosition(node.getStart(file)).line === line,
    );
    const use = uses.find((one) => one.getStart(file) === start) ?? uses[0];
    const declared = use && declarationOf(place, use);
    return use && declared ? move(place, use, declared) : [];
  },
};

function move(place: TypedPlace, use: tsModule.Identifier, declared: tsModule.Declaration): TypedProposal[] {
  const { ts, file } = place;
  const made = ts.isVariableDeclaration(declared)
    ? declared.parent.parent
    : ts.isClassDeclaration(declared) || ts.isEnumDeclaration(declared)
      ? declared
      : undefined;
  if (!made || declared.getSourceFile() !== file) return [];
  // A name declared within its own declaration stands for itself: moving helps nothing.
  if (ts.isVariableStatement(made) && made.declarationList.declarations.length !== 1) return [];
  if (!ts.isVariableStatement(made) && !ts.isClassDeclaration(made) && !ts.isEnumDeclaration(made)) return [];
  if (use.getStart(file) >= made.getStart(file) && use.getEnd() <= made.getEnd()) return [];
  const list = made.parent;
  if (!ts.isSourceFile(list) && !ts.isBlock(list)) return [];
  const statements = list.statements;
  const first = firstReached(place, use, list);
  const target = first && statements.indexOf(first);
  const from = statements.indexOf(made);
  if (target === undefined || target < 0 || from <= target || !first) return [];
  const between = statements.slice(target, from);
  const shown = use.text;
  // A name of the same spelling further out may be what was meant.
  if (ts.isBlock(list) && isOutside(place, list, shown)) return [];
  if (isFree(place, made, between)) {
    return [
      {
        variant: 'declaration-above-use',
        title: `Move the declaration of '${shown}' above its first use`,
        explanation: `'${shown}' is used by a line that runs before the one that makes it.`,
        edits: moved(place, made, first),
      },
    ];
  }
  // What it needs is made in between: then the statement that uses it comes too early.
  if (ts.isClassDeclaration(first) || ts.isFunctionDeclaration(first)) return [];
  const names = ts.isVariableStatement(first) ? first.declarationList.declarations.map(({ name }) => name) : [];
  const usedBetween = names.some((name) => !ts.isIdentifier(name) || usesOf(place, name).some((one) => one.getStart(file) < made.getEnd()));
  if (usedBetween) return [];
  return [
    {
      variant: 'use-below-declaration',
      title: `Move the use of '${shown}' below its declaration`,
      explanation: `'${shown}' is used by a line that runs before the one that makes it.`,
      edits: movedBelow(place, first, made),
    },
  ];
}

/** The statement of the list that led to the use: it stands in it, or in a function that the statement calls. */
function firstReached(place: TypedPlace, use: tsModule.Node, list: tsModule.SourceFile | tsModule.Block): tsModule.Statement | undefined {
  const { ts } = place;
  const seen = new Set<tsModule.Node>();
  const queue: tsModule.Node[] = [use];
  let best: tsModule.Statement | undefined;
  while (queue.length > 0 && seen.size < 200) {
    const node = queue.shift();
    if (!node || seen.has(node)) continue;
    seen.add(node);
    const made = ts.findAncestor(
      node.parent,
      (one): one is OwnFunction =>
        ts.isFunctionLike(one) &&
        'body' in one &&
        one.body !== undefined &&
        one.pos >= list.pos &&
        one.end <= list.end &&
        one !== list.parent,
    );
    const isCallback = made && ts.isCallExpression(made.parent);
    if (made && !isCallback) {
      queue.push(...callsOf(place, made));
      continue;
    }
    const statement = list.statements.find((one) => one.pos <= node.pos && one.end >= node.end);
    if (statement && !ts.isFunctionDeclaration(statement) && (!best || statement.pos < best.pos)) best = statement;
  }
  return best;
}

/** Whether what a declaration evaluates at once needs nothing that is made by these statements. */
function isFree({ ts, file, checker }: TypedPlace, made: tsModule.Statement, between: readonly tsModule.Statement[]): boolean {
  const lazy = (node: tsModule.Node): boolean => !ts.isFunctionLike(node);
  const names = nodesIn(ts, made, ts.isIdentifier, ts.isClassDeclaration(made) ? () => true : lazy);
  const needs = names.some((one) => {
    const declared = checker.getSymbolAtLocation(one)?.declarations ?? [];
    return declared.some(
      (each) =>
        each.getSourceFile() === file &&
        between.some((statement) => !ts.isFunctionDeclaration(statement) && statement.pos <= each.pos && statement.end >= each.end),
    );
  });
  if (needs) return false;
  // What works on something may need what was done before.
  const isPlain = !nodesIn(
    ts,
    made,
    (node): node is tsModule.CallExpression => ts.isCallExpression(node) || ts.isAwaitExpression(node),
    lazy,
  ).some(
    (call) => !/^(?:require|Object\.freeze|Symbol|path\.\w+|join|resolve|Number|String|express(?:\.\w+)?|new )/.test(call.getText(file)),
  );
  return (
    isPlain ||
    between.every(
      (statement) =>
        ts.isFunctionDeclaration(statement) ||
        nodesIn(ts, statement, ts.isBinaryExpression).every(
          ({ operatorToken }) => operatorToken.kind < ts.SyntaxKind.FirstAssignment || operatorToken.kind > ts.SyntaxKind.LastAssignment,
        ),
    )
  );
}

/** The statement with the comments right above it. */
function whole({ ts, file, text }: TypedPlace, statement: tsModule.Statement): { start: number; end: number } {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  let start = statement.getStart(file);
  for (const comment of [...comments].reverse()) {
    if (text.slice(comment.end, start).split('\n').length > 2 || (comment.pos > 0 && !/\n[ \t]*$/.test(text.slice(0, comment.pos)))) break;
    start = comment.pos;
  }
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: statement.getEnd() };
}

function moved(place: TypedPlace, made: tsModule.Statement, before: tsModule.Statement): TypedProposal['edits'] {
  const { text } = place;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { start, end } = whole(place, made);
  const target = whole(place, before).start;
  const rest = /^[^\S\n]*\r?\n?/.exec(text.slice(end))?.[0].length ?? 0;
  const blank = /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(0, start)) || /^[^\S\n]*\r?\n[ \t]*\r?\n/.test(text.slice(end)) ? eol : '';
  // The blank line above goes with it.
  const above = /\r?\n[ \t]*$/.exec(text.slice(0, start).replace(/\r?\n$/, ''))?.[0];
  const from = above !== undefined && text[start - 1] === '\n' ? start - (text[start - 2] === '\r' ? 2 : 1) : start;
  return [
    { start: target, end: target, text: text.slice(start, end) + eol + blank },
    { start: from, end: end + rest, text: '' },
  ];
}

function movedBelow(place: TypedPlace, use: tsModule.Statement, made: tsModule.Statement): TypedProposal['edits'] {
  const { text } = place;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { start, end } = whole(place, use);
  const rest = /^[^\S\n]*(?:\r?\n)*/.exec(text.slice(end))?.[0].length ?? 0;
  const target = made.getEnd();
  return [
    { start, end: end + rest, text: '' },
    { start: target, end: target, text: eol + eol + text.slice(start, end) },
  ];
}

function isOutside({ ts, checker }: TypedPlace, list: tsModule.Block, name: string): boolean {
  const outer = list.parent.parent;
  return checker
    .getSymbolsInScope(outer, ts.SymbolFlags.Value)
    .some((symbol) => symbol.name === name && symbol.declarations?.some((one) => one.pos < list.pos || one.pos > list.end) === true);
}

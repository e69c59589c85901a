// A name that gets a value and is declared nowhere: `const`, `let` or the comma of a declaration list is missing.

import type * as tsModule from 'typescript';
import { countUses, escaped } from '../../framework/identifiers';
import type { TypedPlace } from '../../framework/typed-place';
import type { TypedProposal } from '../../framework/typed-rule';

export function missingDeclaration(place: TypedPlace, node: tsModule.Identifier, name: string): TypedProposal[] {
  const { ts, file, text } = place;
  const { parent } = node;
  const start = node.getStart(file);
  const declared = (variant: string, word: string): TypedProposal[] => [
    {
      variant,
      title: `Declare '${name}' with '${word}'`,
      explanation: `'${name}' gets a value here, but is declared nowhere.`,
      edits: [{ start, end: start, text: `${word} ` }],
    },
  ];
  const usesVar = /(?:^|\n)\s*var\s/.test(text);
  if ((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === node)
    return declared('declare-loop-variable', usesVar && !/\b(?:const|let)\s/.test(text) ? 'var' : 'const');
  if (!ts.isBinaryExpression(parent) || parent.left !== node || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
  const statement = parent.parent;
  const old = usesVar && !/(?:^|\n)\s*(?:const|let)\s/.test(text) ? 'var' : undefined;
  if (ts.isForStatement(statement) && statement.initializer === parent) return declared('declare-loop-start', old ?? 'let');
  if (!ts.isExpressionStatement(statement)) return [];
  // `let args = [x] ⏎ options = y`: a comma is missing, not a declaration.
  const comma = missingComma(place, node, statement);
  if (comma !== undefined)
    return [
      {
        variant: 'comma-between-declarations',
        title: `Add ',' after the declaration before '${name}'`,
        explanation: `The list of declarations goes on with '${name}', but its comma is missing.`,
        edits: [{ start: comma, end: comma, text: ',' }],
      },
    ];
  const block = ts.findAncestor(node, (up) => ts.isBlock(up) || ts.isSourceFile(up)) ?? file;
  const isFirst = countUses(text.slice(block.getStart(file), start), name) === 0;
  const isUsed = countUses(text.slice(node.getEnd(), block.getEnd()), name) > 0;
  if (!isFirst || !isUsed) return [];
  return declared('declare-first-assignment', old ?? (countWrites(block.getText(file), name) > 1 ? 'let' : 'const'));
}

function countWrites(text: string, name: string): number {
  const own = `(?<![\\w$.])${escaped(name)}`;
  const assignment = `${own}\\s*(?:[-+*/%&|^?]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>])`;
  const counting = `${own}\\s*(?:\\+\\+|--)|(?:\\+\\+|--)\\s*${escaped(name)}(?![\\w$])`;
  return text.match(new RegExp(`${assignment}|${counting}`, 'g'))?.length ?? 0;
}

/** Where the comma goes, if the statement continues a declaration list of the line before by its indentation. */
function missingComma(place: TypedPlace, node: tsModule.Identifier, statement: tsModule.Statement): number | undefined {
  const { ts, file, text } = place;
  const block = statement.parent;
  if (!('statements' in block)) return undefined;
  const siblings = (block as tsModule.Block).statements;
  const before = siblings[siblings.indexOf(statement) - 1];
  if (!before || !ts.isVariableStatement(before) || text[before.getEnd() - 1] === ';') return undefined;
  const column = (at: number): number => at - (text.lastIndexOf('\n', at - 1) + 1);
  const start = node.getStart(file);
  return /\n/.test(text.slice(before.getEnd(), start)) && column(start) > column(before.getStart(file)) ? before.getEnd() : undefined;
}

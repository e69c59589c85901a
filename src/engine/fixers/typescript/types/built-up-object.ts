/**
 * Mistake: an object that begins empty and is given its properties one by one: its type was fixed when it was empty.
 *
 * Before:  `const user = {};` `user.name = 'Ann';` `user.age = 3;`     After:  `const user = { name: 'Ann', age: 3 };`
 *
 * When not: something else stands between, or a value speaks of the object itself.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { countUses } from '../framework/identifiers';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** A literal of one line is no longer than this. */
const MAX_LINE = 80;

export const builtUpObject: TypedRule = {
  id: 'typescript/built-up-object',
  family: 'typescript/types',
  answers: { codes: ['TS2339'], where: ({ message }) => message.includes("type '{}'") },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node, text } = place;
  const access = node.parent;
  const root = ts.isPropertyAccessExpression(access) ? access.expression : undefined;
  const declaration = root && ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || declaration.type || !ts.isIdentifier(declaration.name)) return [];
  const literal = declaration.initializer;
  const statement = declaration.parent.parent;
  if (!literal || !ts.isObjectLiteralExpression(literal) || literal.properties.length > 0 || !ts.isVariableStatement(statement)) return [];
  if (!ts.isBlock(statement.parent) && !ts.isSourceFile(statement.parent)) return [];
  const { statements } = statement.parent;
  const name = declaration.name.text;
  const properties: string[] = [];
  let last: tsModule.Statement = statement;
  for (const next of statements.slice(statements.indexOf(statement) + 1)) {
    const property = assigned(place, next, name);
    if (property === undefined) break;
    properties.push(property);
    last = next;
  }
  // A comment between would be lost.
  if (properties.length === 0 || /\/[/*]/.test(text.slice(statement.getEnd(), last.getEnd()))) return [];
  const { eol, step } = styleOf(text);
  const indent = indentAt(text, statement.getStart(file));
  const line = `{ ${properties.join(', ')} }`;
  const isShort = line.length + literal.getStart(file) - statement.getStart(file) <= MAX_LINE && !line.includes('\n');
  const written = isShort ? line : `{${eol}${properties.map((one) => `${indent}${step}${one},${eol}`).join('')}${indent}}`;
  return [
    {
      variant: 'literal-of-assignments',
      title: `Write the properties of '${name}' where it is declared`,
      explanation: `'${name}' is declared as an empty object, and so its type has no properties.`,
      edits: [
        { start: literal.getStart(file), end: literal.getEnd(), text: written },
        { start: statement.getEnd(), end: last.getEnd(), text: '' },
      ],
    },
  ];
}

/** `name: 'Ann'` of `user.name = 'Ann'`. */
function assigned({ ts, file }: TypedPlace, statement: tsModule.Statement, object: string): string | undefined {
  const assignment = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (!assignment || !ts.isBinaryExpression(assignment) || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left, right } = assignment;
  if (!ts.isPropertyAccessExpression(left) || left.expression.getText(file) !== object || countUses(right.getText(file), object) > 0)
    return undefined;
  const value = right.getText(file);
  return `${left.name.text}: ${value}`;
}

/**
 * Mistake: something is put into a table of a table, or a row of a grid, that nobody made.
 *
 * Before:  `seats[row][seat] = true` with `const seats = {}`       After:  `seats[row] ??= {};` above it
 * Before:  `grid[y][x] = 0` with `const grid = []`                 After:  `grid[y] ??= [];` above it
 * Before:  `groups[key].push(item)` with `const groups = {}`       After:  `(groups[key] ??= []).push(item)`
 *
 * When not: the outer one is filled elsewhere: then the key is the mistake.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { missingValue, saysMissing } from '../framework/crash';
import { indentAt, styleOf } from '../framework/text-style';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { bare, nodesIn, sourceOf, statementAround } from '../framework/value-flow';

const ADDS = /^(?:push|unshift)$/;

export const missingInnerTable: TypedRule = {
  id: 'typescript/missing-inner-table',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => saysMissing(message) && message.includes('undefined') },
  propose(place) {
    const { ts, file, text } = place;
    const missing = missingValue(place);
    if (!missing || missing.is !== 'undefined') return [];
    const { value, access } = missing;
    if (!ts.isElementAccessExpression(value) || !ts.isIdentifier(value.expression) || isFixedKey(ts, value.argumentExpression)) return [];
    const outer = sourceOf(place, value.expression);
    const isList = ts.isArrayLiteralExpression(outer) && outer.elements.length === 0;
    const isTable = ts.isObjectLiteralExpression(outer) && outer.properties.length === 0;
    if ((!isList && !isTable) || isFilled(place, value)) return [];
    const shown = value.getText(file);
    const explanation = `'${value.expression.text}' has nothing yet for a new '${value.argumentExpression.getText(file).slice(0, 30)}': it is begun first.`;
    if (ts.isPropertyAccessExpression(access) && ADDS.test(access.name.text) && ts.isCallExpression(access.parent))
      return [
        {
          variant: 'list-begun',
          title: `Begin '${shown.slice(0, 40)}' as a list`,
          explanation,
          edits: [at(value.getStart(file), '('), at(value.getEnd(), ' ??= [])')],
        },
      ];
    const statement = statementAround(place, access);
    if (!isSet(ts, access) || !statement || !ts.isExpressionStatement(statement)) return [];
    const empty = isList && ts.isElementAccessExpression(access) && !ts.isStringLiteralLike(access.argumentExpression) ? '[]' : '{}';
    const { semicolon, eol } = styleOf(text);
    const start = statement.getStart(file);
    const isBlock = ts.isBlock(statement.parent) || ts.isSourceFile(statement.parent);
    return [
      {
        variant: empty === '[]' ? 'row-begun' : 'inner-table-begun',
        title: `Begin '${shown.slice(0, 40)}' as '${empty}'`,
        explanation,
        edits: isBlock
          ? [at(start, `${shown} ??= ${empty}${semicolon}${eol}${indentAt(text, start)}`)]
          : [at(value.getStart(file), '('), at(value.getEnd(), ` ??= ${empty})`)],
      },
    ];
  },
};

const isFixedKey = (ts: TypedPlace['ts'], key: tsModule.Expression): boolean => ts.isStringLiteralLike(key) || ts.isNumericLiteral(key);

function isSet(ts: TypedPlace['ts'], access: tsModule.Node): boolean {
  const { parent } = access;
  return ts.isBinaryExpression(parent) && parent.left === access && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** Something is put into the outer one itself: `outer[key] = …`, `outer.push(…)`, or it is handed to somebody who may. */
function isFilled(place: TypedPlace, { expression }: tsModule.ElementAccessExpression): boolean {
  const { ts, file, checker } = place;
  const symbol = checker.getSymbolAtLocation(expression);
  return nodesIn(ts, file, ts.isIdentifier).some((use) => {
    if (checker.getSymbolAtLocation(use) !== symbol) return false;
    const { parent } = use;
    const isMember = (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === use;
    if (!isMember) return false;
    if (ts.isBinaryExpression(parent.parent) && parent.parent.left === parent) return true;
    return (
      ts.isPropertyAccessExpression(parent) &&
      /^(?:push|unshift|fill|splice)$/.test(bare(place, parent).getText(file).split('.').pop() ?? '')
    );
  });
}

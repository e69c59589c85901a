/**
 * Mistake: what was caught is taken for an Error, and its type is `unknown`.
 *
 * Before:  `catch (e) { log(e.message) }`                  After:  `catch (e) { log(e instanceof Error ? e.message : String(e)) }`
 * Before:  `if (e.name === 'AbortError')`                  After:  `if (e instanceof Error && e.name === 'AbortError')`
 * Before:  `report(e)` of `report(problem: Error)`         After:  `report(e instanceof Error ? e : new Error(String(e)))`
 *
 * When not: the value was not caught; something else is read from it than an Error has, but for a code that is compared.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { chainOf, valueAt } from './nullish/expressions';

const READ = [18046, 2571];
const TAKEN = [2345, 2322, 2769];

export const unknownError: TypedRule = {
  id: 'typescript/unknown-error',
  family: 'typescript/types',
  answers: {
    codes: [...READ, ...TAKEN].map((code) => `TS${code}`),
    where: ({ errorType, message }) => READ.includes(codeOf(errorType)) || message.includes("'unknown'"),
  },
  propose: (place) => checkedProposals(place, READ.includes(place.code) ? read(place) : taken(place)),
};

/** Members of every Error that are texts. */
const TEXTS = /^(?:message|stack|name)$/;

function read(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  if (!ts.isIdentifier(node) || !isCaught(place, node)) return [];
  const access = node.parent;
  if (!ts.isPropertyAccessExpression(access) || access.expression !== node) return [];
  const name = node.text;
  const member = access.name.text;
  const isError = `${name} instanceof Error`;
  const condition = conditionAround(place, access);
  if (condition && (TEXTS.test(member) || isComparedWithText(place, access))) {
    const test = TEXTS.test(member) ? isError : `${isError} && '${member}' in ${name}`;
    return [
      {
        variant: 'asked-before-compared',
        title: `Ask for '${isError}' first`,
        explanation: 'What is caught may be anything; only an Error has this.',
        edits: [at(condition.getStart(file), `${test} && `)],
      },
    ];
  }
  if (!TEXTS.test(member)) return [];
  const chain = chainOf(ts, access);
  const other = member === 'name' ? `typeof ${name}` : `String(${name})`;
  const isWhole = chain === access;
  // What is done with the text is done with either.
  const edits =
    isWhole && !isOperand(place, access)
      ? [at(access.getStart(file), `${isError} ? `), at(access.getEnd(), ` : ${other}`)]
      : [at(access.getStart(file), `(${isError} ? `), at(access.getEnd(), ` : ${other})`)];
  return [
    {
      variant: `${member}-or-text`,
      title: `Use '${name}.${member}' of an Error, else '${other}'`,
      explanation: 'What is caught may be anything, not only an Error.',
      edits,
    },
  ];
}

function taken(place: TypedPlace): Idea[] {
  const { ts, file, checker } = place;
  const value = valueAt(place);
  if (!value || !ts.isIdentifier(value) || !isCaught(place, value)) return [];
  const wanted = checker.getContextualType(value);
  const { text: name } = value;
  const isText =
    wanted !== undefined && (wanted.isUnion() ? wanted.types : [wanted]).some((one) => (one.flags & ts.TypeFlags.String) !== 0);
  const edits = (made: string): Idea['edits'] => [
    { start: value.getStart(file), end: value.getEnd(), text: `${name} instanceof Error ? ${made}` },
  ];
  const explanation = 'What is caught may be anything, not only an Error.';
  return isText
    ? [
        {
          variant: 'message-as-text',
          title: `Give the message of '${name}'`,
          explanation,
          edits: edits(`${name}.message : String(${name})`),
        },
      ]
    : [
        {
          variant: 'error-made',
          title: `Make an Error of '${name}' where it is none`,
          explanation,
          edits: edits(`${name} : new Error(String(${name}))`),
        },
      ];
}

/** The variable of a catch clause, or the parameter of a callback of `.catch(…)`. */
function isCaught({ ts, checker }: TypedPlace, node: tsModule.Identifier): boolean {
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (!declaration) return false;
  if (ts.isCatchClause(declaration.parent)) return true;
  const owner = declaration.parent;
  return (
    ts.isParameter(declaration) &&
    ts.isArrowFunction(owner) &&
    ts.isCallExpression(owner.parent) &&
    ts.isPropertyAccessExpression(owner.parent.expression) &&
    owner.parent.expression.name.text === 'catch'
  );
}

/** The part of a condition that the access decides: it may become `… && part`. */
function conditionAround({ ts }: TypedPlace, access: tsModule.Expression): tsModule.Expression | undefined {
  const { SyntaxKind: K } = ts;
  let up = chainOf(ts, access);
  const comparison = up.parent;
  if (ts.isBinaryExpression(comparison) && [K.EqualsEqualsEqualsToken, K.EqualsEqualsToken].includes(comparison.operatorToken.kind))
    up = comparison;
  else if (up === access) return undefined;
  const { parent } = up;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || (ts.isConditionalExpression(parent) && parent.condition === up)) return up;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === K.AmpersandAmpersandToken ? up : undefined;
}

function isComparedWithText({ ts }: TypedPlace, access: tsModule.Expression): boolean {
  const { parent } = access;
  return ts.isBinaryExpression(parent) && (ts.isStringLiteral(parent.right) || ts.isNumericLiteral(parent.right));
}

function isOperand({ ts }: TypedPlace, access: tsModule.Expression): boolean {
  const { parent } = access;
  return (
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isAwaitExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === access)
  );
}

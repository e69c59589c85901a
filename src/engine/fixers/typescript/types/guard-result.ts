/**
 * Mistake: a function that tests what something is, whose result says only yes or no: the type does not follow it.
 *
 * Before:  `function isCat(pet: Cat | Dog): boolean`       After:  `function isCat(pet: Cat | Dog): pet is Cat`
 *
 * When not: the test is not called in the condition around the place, or several of the union have what is read.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { partsOf } from '../framework/mismatch';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { functionOf, nodesIn } from '../framework/value-flow';

export const guardResult: TypedRule = {
  id: 'typescript/guard-result',
  family: 'typescript/types',
  answers: { codes: ['TS2339', 'TS2345', 'TS2322', 'TS18046', 'TS2571'] },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node } = place;
  const access = node.parent;
  const object = ts.isPropertyAccessExpression(access) && access.name === node ? access.expression : node;
  if (!ts.isIdentifier(object)) return [];
  const symbol = checker.getSymbolAtLocation(object);
  const tests = conditionsAround(place, object).flatMap((condition) =>
    [...(ts.isCallExpression(condition) ? [condition] : []), ...nodesIn(ts, condition, ts.isCallExpression)].filter(
      ({ arguments: given }) => {
        const [only] = given;
        return only !== undefined && given.length === 1 && ts.isIdentifier(only) && checker.getSymbolAtLocation(only) === symbol;
      },
    ),
  );
  const [test, second] = tests;
  if (!test || second) return [];
  const made = functionOf(place, test.expression);
  const [parameter, other] = made?.parameters ?? [];
  if (!made?.type || made.type.kind !== ts.SyntaxKind.BooleanKeyword || made.getSourceFile() !== file || !parameter || other) return [];
  if (!ts.isIdentifier(parameter.name)) return [];
  const name = nameOfPart(place, object, access, made);
  if (name === undefined) return [];
  return [
    {
      variant: 'result-as-predicate',
      title: `Let it say '${parameter.name.text} is ${name}'`,
      explanation: `The test is asked before, but its result is only true or false: '${parameter.name.text} is ${name}' says what follows from it.`,
      edits: [{ start: made.type.getStart(file), end: made.type.getEnd(), text: `${parameter.name.text} is ${name}` }],
    },
  ];
}

/** Conditions that hold where the node stands. */
function conditionsAround({ ts }: TypedPlace, node: tsModule.Node): tsModule.Expression[] {
  const found: tsModule.Expression[] = [];
  for (let at: tsModule.Node = node; !ts.isSourceFile(at.parent) && !ts.isFunctionLike(at.parent); at = at.parent) {
    const { parent } = at;
    if (ts.isIfStatement(parent) && parent.thenStatement === at) found.push(parent.expression);
    if (ts.isConditionalExpression(parent) && parent.whenTrue === at) found.push(parent.condition);
    if (ts.isBinaryExpression(parent) && parent.right === at && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
      found.push(parent.left);
  }
  return found.filter((one) => !ts.isPrefixUnaryExpression(one));
}

/** The one part of the union that has what is read; of a value of any type, text or number where the test asks for just that. */
function nameOfPart(
  { ts, checker, file }: TypedPlace,
  object: tsModule.Expression,
  access: tsModule.Node,
  made: tsModule.FunctionLikeDeclaration,
): string | undefined {
  const type = checker.getTypeAtLocation(object);
  if (type.isUnion() && ts.isPropertyAccessExpression(access)) {
    const [only, second] = partsOf(type).filter((one) => checker.getPropertyOfType(one, access.name.text) !== undefined);
    const name = only && !second ? checker.typeToString(only, object) : undefined;
    return name !== undefined && /^[A-Z][\w$]*$/.test(name) ? name : undefined;
  }
  const body = made.body?.getText(file) ?? '';
  const told = /typeof [\w$]+ ===? ['"](string|number|boolean|bigint)['"]/.exec(body);
  const isOnly = told && !/&&|\|\|/.test(body);
  return isOnly ? told[1] : undefined;
}

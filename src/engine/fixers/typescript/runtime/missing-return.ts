/**
 * Mistake: a function makes a value and does not give it back, told by the crash on the `undefined` it gives instead.
 *
 * Before:  `people.map((p) => { ({ title: p.name }) })`          After:  `people.map((p) => { return { title: p.name } })`
 * Before:  `function sum(xs) { xs.reduce(add, 0) }`              After:  `function sum(xs) { return xs.reduce(add, 0) }`
 * Before:  `const twice = xs.forEach((x) => x * 2)`              After:  `const twice = xs.map((x) => x * 2)`
 *
 * When not: the function returns something somewhere, or its last statement works for its own sake.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue, missingValue, onLine, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { bare, declarationOf, functionOf, isLibrary, returnsOf, sourceOf, type OwnFunction } from '../framework/value-flow';

const NOT_ITERABLE = /^(?:undefined|[\w$.()]+) is not (?:iterable|a function or its return value is not iterable)/;
/** Give back what their callback gives. */
const COLLECTS = /^(?:map|flatMap|filter|reduce|reduceRight|find|findLast|findIndex|some|every|sort|then|from)$/;

export const missingReturn: TypedRule = {
  id: 'typescript/missing-return',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError'],
    where: ({ message }) => saysMissing(message) || / is not a function/.test(message) || NOT_ITERABLE.test(message),
  },
  propose(place) {
    const missing = missingValue(place);
    if (missing?.is === 'null') return [];
    const value = missing?.value ?? (NOT_ITERABLE.test(place.message) ? gone(place) : undefined);
    const blamed =
      value ?? (/^undefined is not a function|\(\.\.\.\) is not a function/.test(place.message) ? calledValue(place) : undefined);
    return blamed ? behind(place, blamed, 0) : [];
  },
};

/** What is gone through, or taken apart, though it is undefined. */
function gone(place: TypedPlace): tsModule.Expression | undefined {
  const { ts } = place;
  const found = onLine(
    place,
    (node): node is tsModule.ForOfStatement | tsModule.VariableDeclaration | tsModule.SpreadElement =>
      ts.isForOfStatement(node) || ts.isSpreadElement(node) || (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name)),
  );
  const [one] = found.slice(-1);
  return one && (ts.isVariableDeclaration(one) ? one.initializer : one.expression);
}

/** How far a value is followed. */
const MAX_DEPTH = 4;

/** Functions that may have made the value, and gave none back. */
function behind(place: TypedPlace, value: tsModule.Expression, depth: number): TypedProposal[] {
  const { ts } = place;
  if (depth > MAX_DEPTH) return [];
  const source = sourceOf(place, value);
  if (ts.isCallExpression(source)) return ofCall(place, source, depth);
  // An item of a list: what filled the list.
  if (ts.isElementAccessExpression(source)) return itemsOf(place, source.expression, depth);
  const declaration = ts.isIdentifier(source) ? declarationOf(place, source) : undefined;
  if (!declaration) return [];
  if (ts.isBindingElement(declaration) && ts.isArrayBindingPattern(declaration.parent)) {
    const holder = declaration.parent.parent;
    return ts.isVariableDeclaration(holder) && holder.initializer ? itemsOf(place, holder.initializer, depth) : [];
  }
  if (ts.isVariableDeclaration(declaration) && ts.isForOfStatement(declaration.parent.parent))
    return itemsOf(place, declaration.parent.parent.expression, depth);
  return ts.isParameter(declaration) ? ofParameter(place, declaration, depth) : [];
}

/** What a list was filled with, where a callback made each item. */
function itemsOf(place: TypedPlace, list: tsModule.Expression, depth: number): TypedProposal[] {
  const { ts } = place;
  const source = sourceOf(place, list);
  if (!ts.isCallExpression(source)) return [];
  const { expression } = source;
  const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  if (method === 'all' && source.arguments[0]) return itemsOf(place, source.arguments[0], depth + 1);
  if (ts.isPropertyAccessExpression(expression) && (method === 'filter' || method === 'slice' || method === 'sort' || method === 'reverse'))
    return itemsOf(place, expression.expression, depth + 1);
  const callback = method === 'map' || method === 'flatMap' ? source.arguments[0] : method === 'from' ? source.arguments[1] : undefined;
  const made = callback && functionOf(place, callback);
  if (made) return withReturn(place, made, method ?? '');
  // A list of an own function: what that returns.
  const own = functionOf(place, expression);
  if (!own || depth > MAX_DEPTH) return [];
  const results = ts.isBlock(own.body) ? returnsOf(place, own.body).flatMap(({ expression: one }) => one ?? []) : [own.body];
  return results.length === 1 && results[0] ? itemsOf(place, results[0], depth + 1) : [];
}

function ofCall(place: TypedPlace, call: tsModule.CallExpression, depth: number): TypedProposal[] {
  const { ts } = place;
  const { expression } = call;
  if (ts.isPropertyAccessExpression(expression) && expression.name.text === 'forEach') return toMap(place, call, expression);
  if (ts.isPropertyAccessExpression(expression) && /^(?:reduce|reduceRight|then)$/.test(expression.name.text) && call.arguments[0]) {
    const made = functionOf(place, call.arguments[0]);
    return made ? withReturn(place, made, expression.name.text) : [];
  }
  const made = functionOf(place, expression);
  if (!made) return [];
  const own = withReturn(place, made, 'own');
  if (own.length > 0 || !ts.isBlock(made.body)) return ts.isBlock(made.body) ? own : behind(place, made.body, depth + 1);
  const results = returnsOf(place, made.body).flatMap(({ expression: one }) => one ?? []);
  return results.length === 1 && results[0] ? behind(place, results[0], depth + 1) : [];
}

/** The accumulator of `reduce`, the value of `then`: what the callback itself, or the one before, gave back; the item of a list that was mapped. */
function ofParameter(place: TypedPlace, parameter: tsModule.ParameterDeclaration, depth: number): TypedProposal[] {
  const { ts } = place;
  const made = parameter.parent;
  if (!(ts.isArrowFunction(made) || ts.isFunctionExpression(made)) || !ts.isCallExpression(made.parent)) return [];
  const { expression } = made.parent;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const position = made.parameters.indexOf(parameter);
  const method = expression.name.text;
  if (/^reduce(?:Right)?$/.test(method) && position === 0) return withReturn(place, made, 'reduce', parameter.name.getText());
  if (position === 0 && method === 'then') {
    const before = bare(place, expression.expression);
    if (!ts.isCallExpression(before)) return [];
    return behind(place, before, depth + 1);
  }
  if (position === 0 && /^(?:map|forEach|filter|find|some|every|flatMap|sort)$/.test(method))
    return itemsOf(place, expression.expression, depth + 1);
  return [];
}

/** `return` before the last statement, where that makes a value and nothing else is returned. */
function withReturn(place: TypedPlace, made: OwnFunction, kind: string, accumulator?: string): TypedProposal[] {
  const { ts } = place;
  const { body } = made;
  const file = body.getSourceFile();
  if (!ts.isBlock(body) || isLibrary(file) || made.asteriskToken) return [];
  const returned = returnsOf(place, body).filter(({ expression }) => expression);
  const last = body.statements.at(-1);
  if (!last) return [];
  if (returned.length > 0) return [];
  const name = shownName(place, made);
  const proposal = (edits: TypedProposal['edits'], variant: string): TypedProposal[] => [
    {
      variant,
      title: "Add the missing 'return'",
      explanation: `${name} makes a value and does not give it back: without 'return' a function in braces gives 'undefined'.`,
      ...(file === place.file ? { edits } : { edits: [], otherFiles: [{ path: file.fileName, text: file.text, edits }] }),
    },
  ];
  // `(x) => { title: x.name }`: a block with a label, where an object was meant.
  if (
    ts.isArrowFunction(made) &&
    body.statements.every((one) => isLabelOfValue(ts, one)) &&
    !file.text.slice(body.pos, body.end).includes(';')
  )
    return proposal([at(body.getStart(file), '('), at(body.getEnd(), ')')], 'object-for-block');
  if (kind === 'reduce' && accumulator !== undefined && !isValue(place, last)) {
    // `total[key] = 1; list.push(x)`: the accumulator was changed and not handed on.
    if (!new RegExp(`(?<![\\w$.])${accumulator.replaceAll('$', '\\$')}\\s*(?:[.[]|[-+*]?=(?!=))`).test(body.getText(file))) return [];
    const indent = /[ \t]*$/.exec(file.text.slice(0, last.getStart(file)))?.[0] ?? '';
    const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
    const oneLine = !body.getText(file).includes('\n');
    return proposal(
      [at(last.getEnd(), `${oneLine ? ' ' : eol + indent}return ${accumulator}${file.text.includes(';') ? ';' : ''}`)],
      'return-accumulator',
    );
  }
  if (kind === 'reduce' && accumulator !== undefined && ts.isExpressionStatement(last) && isPush(ts, last.expression)) return [];
  if (ts.isExpressionStatement(last) && isValue(place, last)) {
    const expression = last.expression;
    const object = ts.isParenthesizedExpression(expression) ? expression.expression : undefined;
    if (object && ts.isObjectLiteralExpression(object))
      return proposal(
        [
          { start: expression.getStart(file), end: object.getStart(file), text: 'return ' },
          { start: object.getEnd(), end: expression.getEnd(), text: '' },
        ],
        kind === 'own' ? 'return-of-function' : 'return-of-callback',
      );
    return proposal([at(last.getStart(file), 'return ')], kind === 'own' ? 'return-of-function' : 'return-of-callback');
  }
  // `const total = …` as the last statement: its value was to be given back.
  const [declared, ...more] = ts.isVariableStatement(last) ? last.declarationList.declarations : [];
  if (declared && more.length === 0 && ts.isIdentifier(declared.name) && declared.initializer && kind === 'own') {
    const indent = /[ \t]*$/.exec(file.text.slice(0, last.getStart(file)))?.[0] ?? '';
    const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
    return proposal(
      [at(last.getEnd(), `${eol}${indent}return ${declared.name.text}${file.text.includes(';') ? ';' : ''}`)],
      'return-of-last-name',
    );
  }
  return filledAndNotReturned(place, body, last, kind, proposal);
}

/** `const found = []; for (…) found.push(…)`: what was made first and filled since was to be given back. */
function filledAndNotReturned(
  place: TypedPlace,
  body: tsModule.Block,
  last: tsModule.Statement,
  kind: string,
  proposal: (edits: TypedProposal['edits'], variant: string) => TypedProposal[],
): TypedProposal[] {
  const { ts } = place;
  const file = body.getSourceFile();
  const made = body.statements.flatMap((one) => (ts.isVariableStatement(one) ? [...one.declarationList.declarations] : []));
  const names = made.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer && /^(?:\[\]|\{\}|0|''|""|new (?:Map|Set)\b.*)$/.test(initializer.getText(file))
      ? [name.text]
      : [],
  );
  const [name, ...others] = names;
  const isLoop =
    ts.isForOfStatement(last) ||
    ts.isForStatement(last) ||
    ts.isWhileStatement(last) ||
    ts.isForInStatement(last) ||
    (ts.isExpressionStatement(last) && /\.forEach\($/.test(last.getText(file).split('(')[0] + '('));
  if (name === undefined || others.length > 0 || !isLoop || kind === '') return [];
  if (
    !new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s*(?:\\.(?:push|set|add|unshift)\\(|\\[|[-+*]?=(?!=)|\\+\\+)`).test(
      last.getText(file),
    )
  )
    return [];
  const indent = /[ \t]*$/.exec(file.text.slice(0, last.getStart(file)))?.[0] ?? '';
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n';
  return proposal([at(last.getEnd(), `${eol}${indent}return ${name}${file.text.includes(';') ? ';' : ''}`)], 'return-of-filled');
}

function isLabelOfValue(ts: TypedPlace['ts'], statement: tsModule.Statement): boolean {
  return (
    ts.isLabeledStatement(statement) &&
    ts.isExpressionStatement(statement.statement) &&
    !/\n/.test(statement.getText()) &&
    !ts.isBinaryExpression(statement.statement.expression) === !/=(?!=)/.test(statement.statement.getText())
  );
}

const isPush = (ts: TypedPlace['ts'], expression: tsModule.Expression): boolean =>
  ts.isCallExpression(expression) && /\.(?:push|unshift|set|add)$/.test(expression.expression.getText());

/** A statement that is there for its value: an object, a sum, a call that gives something and changes nothing. */
function isValue(place: TypedPlace, statement: tsModule.Statement): boolean {
  const { ts, checker } = place;
  if (!ts.isExpressionStatement(statement)) return false;
  const value = bare(place, statement.expression);
  if (
    ts.isObjectLiteralExpression(value) ||
    ts.isArrayLiteralExpression(value) ||
    ts.isTemplateExpression(value) ||
    ts.isStringLiteralLike(value) ||
    ts.isNumericLiteral(value) ||
    ts.isIdentifier(value) ||
    ts.isPropertyAccessExpression(value) ||
    ts.isElementAccessExpression(value) ||
    ts.isConditionalExpression(value) ||
    ts.isNewExpression(value)
  )
    return true;
  if (ts.isBinaryExpression(value)) {
    const { kind } = value.operatorToken;
    return kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment;
  }
  if (!ts.isCallExpression(value)) return false;
  const { expression } = value;
  if (/^console\.|^process\.|^(?:setTimeout|setInterval|setImmediate)$/.test(expression.getText()) || isPush(ts, value)) return false;
  const method = ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
  if (method === 'forEach') return false;
  if (method !== undefined && COLLECTS.test(method)) return true;
  const type = checker.getTypeAtLocation(value);
  const own = functionOf(place, expression);
  if (own) return ts.isBlock(own.body) ? returnsOf(place, own.body).some(({ expression: one }) => one) : true;
  return (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Never)) === 0;
}

/** `const twice = xs.forEach((x) => x * 2)`. */
function toMap(place: TypedPlace, call: tsModule.CallExpression, method: tsModule.PropertyAccessExpression): TypedProposal[] {
  const { ts, file } = place;
  if (call.getSourceFile() !== file) return [];
  const made = call.arguments[0] && functionOf(place, call.arguments[0]);
  if (!made) return [];
  const gives = !ts.isBlock(made.body)
    ? !/\.(?:push|set|add)\(|^console\.|=(?![=>])/.test(made.body.getText())
    : returnsOf(place, made.body).some(({ expression }) => expression);
  if (!gives) return [];
  return [
    {
      variant: 'for-each-to-map',
      title: "Change 'forEach' to 'map'",
      explanation: "'forEach' gives nothing back; 'map' gives a list of what the function returns.",
      edits: [{ start: method.name.getStart(file), end: method.name.getEnd(), text: 'map' }],
    },
  ];
}

function shownName(place: TypedPlace, made: OwnFunction): string {
  const { ts } = place;
  const name = made.name ?? (ts.isVariableDeclaration(made.parent) ? made.parent.name : undefined);
  return name ? `'${name.getText()}'` : 'The function';
}

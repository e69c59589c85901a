/**
 * Mistake: an annotation that does not say what the value is, or none where one is needed.
 *
 * Before:  `let pair = [0, 1];` … `return pair` as `[number, number]`       After:  `let pair: [number, number] = [0, 1];`
 * Before:  `function find(): number {` … `return null`                      After:  `function find(): number | null {`
 *
 * When not: the value itself is wrong; nothing is ever annotated `any`.
 *
 * Tests: fixers.test.ts
 */
import type * as tsModule from 'typescript';
import { functionAround } from './missing-await';
import { at, proved, type Idea } from '../framework/checked-proposals';
import { hasCode, type TypedPlace, type TypedRule } from '../framework/typed-rule';

const CODES = new Set([2322, 2345, 2769, 7034, 7005, 7006, 7031, 2739, 2740, 2741, 2339, 2488, 2365, 2538]);

export const annotations: TypedRule = {
  id: 'typescript/annotation',
  answers: (problem) => hasCode(problem, CODES),
  propose(place) {
    return proved(place, ideas(place), 0.4);
  },
};

function ideas(place: TypedPlace): Idea[] {
  switch (place.code) {
    case 7034:
    case 7005:
      return untyped(place);
    case 7006:
    case 7031:
      return parameter(place);
    case 2345:
    case 2339:
    case 2488:
    case 2365:
    case 2538:
      return evolving(place);
    default:
      return [...returned(place), ...declared(place), ...evolving(place)];
  }
}

/** Types nobody would write by hand, or that hide everything. */
function writable(type: string): boolean {
  return type.length <= 60 && !/\bany\b|import\(|typeof |\bnever\b|\{ ?\}/.test(type);
}

/** The result of a function: the variable that is returned gets its type, or the function says what it really returns. */
function returned(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, message } = place;
  const statement = ts.findAncestor(node, ts.isReturnStatement);
  const owner = functionAround(ts, node);
  const annotation = owner?.type;
  if (!statement?.expression || !annotation || !owner) return [];
  const wanted = annotation.getText(file);
  const out: Idea[] = [];
  // `return pair`, `return pair.sort()`: the declaration of what is returned.
  let root: tsModule.Expression = statement.expression;
  while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root)) root = root.expression;
  const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  if (declaration && ts.isVariableDeclaration(declaration) && ts.isIdentifier(declaration.name)) {
    const name = declaration.name.text;
    const explanation = `'${name}' is returned as '${wanted}', but its own type is wider.`;
    if (!declaration.type)
      out.push({
        title: `Declare '${name}' as '${wanted}'`,
        explanation,
        edits: [at(declaration.name.getEnd(), `: ${wanted}`)],
        confidence: 0.8,
      });
    else
      out.push({
        title: `Change the type of '${name}' to '${wanted}'`,
        explanation,
        edits: [{ start: declaration.type.getStart(file), end: declaration.type.getEnd(), text: wanted }],
        confidence: 0.7,
      });
  }
  // Null or undefined is returned, too.
  const holes = nullish(message);
  if (holes.length > 0)
    out.push({
      title: `Let the function return '${wanted} | ${holes.join(' | ')}'`,
      explanation: `The function also returns ${holes.join(' and ')}, which its declared result leaves out.`,
      edits: [at(annotation.getEnd(), ` | ${holes.join(' | ')}`)],
      confidence: ts.isFunctionTypeNode(annotation) ? 0.2 : 0.72,
    });
  // An empty list for a tuple: nothing was found.
  if (ts.isArrayLiteralExpression(statement.expression) && statement.expression.elements.length === 0 && ts.isTupleTypeNode(annotation))
    out.push({
      title: `Let the function return '${wanted} | []'`,
      explanation: 'The function also returns an empty list, which its declared result leaves out.',
      edits: [at(annotation.getEnd(), ' | []')],
      confidence: 0.6,
    });
  if (ts.isArrayLiteralExpression(statement.expression) && holes.length > 0 && ts.isTupleTypeNode(annotation)) {
    const elements = annotation.elements.map((element) => `${element.getText(file)} | ${holes.join(' | ')}`);
    out.push({
      title: `Let the function return '[${elements.join(', ')}]'`,
      explanation: `The function also returns a list of ${holes.join(' and ')}.`,
      edits: [{ start: annotation.getStart(file), end: annotation.getEnd(), text: `[${elements.join(', ')}]` }],
      confidence: 0.6,
    });
  }
  // A list whose items the checker can't count: a callback of `map` that makes pairs.
  const pair = callbackList(ts, declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : statement.expression);
  const element = elementOf(ts, file, annotation);
  if (pair && element && /^\[/.test(element)) {
    const close = pair.parent && ts.isArrowFunction(pair.parent) && pair.parent.equalsGreaterThanToken ? pair.parent : undefined;
    const paren = close ? closingParen(file, close) : undefined;
    if (paren !== undefined)
      out.push({
        title: `Let the callback return '${element}'`,
        explanation: `Without it, the pair is taken for a list of any length.`,
        edits: [at(paren, `: ${element}`)],
        confidence: 0.75,
      });
  }
  const actual = checker.typeToString(
    checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(statement.expression))),
    statement,
  );
  if (writable(actual) && actual !== wanted)
    out.push({
      title: `Let the function return '${actual}'`,
      explanation: `The function returns '${actual}', not '${wanted}'.`,
      edits: [{ start: annotation.getStart(file), end: annotation.getEnd(), text: actual }],
      confidence: 0.4,
    });
  if (ts.isTupleTypeNode(annotation) || element)
    out.push({
      title: `Return it as '${wanted}'`,
      explanation: `The value has this shape, but the checker can't see it.`,
      edits: wrapAs(ts, file, statement.expression, wanted),
      confidence: /\bany\b/.test(wanted) ? 0 : 0.35,
    });
  return out.filter((idea) => idea.confidence > 0);
}

function wrapAs(ts: TypedPlace['ts'], file: tsModule.SourceFile, expression: tsModule.Expression, type: string): Idea['edits'] {
  return ts.isLeftHandSideExpression(expression)
    ? [at(expression.getEnd(), ` as ${type}`)]
    : [at(expression.getStart(file), '('), at(expression.getEnd(), `) as ${type}`)];
}

/** Null and undefined, as far as the message says that they are given and not wanted. */
function nullish(message: string): string[] {
  const first = message.split('\n')[0] ?? '';
  const given = /Type '(.+?)' is not assignable to type '(.+?)'\.?$/.exec(first);
  if (!given) return [];
  return ['null', 'undefined'].filter(
    (word) => new RegExp(`\\b${word}\\b`).test(given[1] ?? '') && !new RegExp(`\\b${word}\\b`).test(given[2] ?? ''),
  );
}

/** The list that a `map` callback gives back. */
function callbackList(ts: TypedPlace['ts'], expression: tsModule.Expression | undefined): tsModule.ArrayLiteralExpression | undefined {
  if (
    !expression ||
    !ts.isCallExpression(expression) ||
    !ts.isPropertyAccessExpression(expression.expression) ||
    expression.expression.name.text !== 'map'
  )
    return undefined;
  const callback = expression.arguments[0];
  return callback && ts.isArrowFunction(callback) && ts.isArrayLiteralExpression(callback.body) ? callback.body : undefined;
}

function elementOf(ts: TypedPlace['ts'], file: tsModule.SourceFile, annotation: tsModule.TypeNode): string | undefined {
  if (ts.isArrayTypeNode(annotation))
    return (ts.isParenthesizedTypeNode(annotation.elementType) ? annotation.elementType.type : annotation.elementType).getText(file);
  if (ts.isTypeReferenceNode(annotation) && annotation.typeName.getText(file) === 'Array')
    return annotation.typeArguments?.[0]?.getText(file);
  return undefined;
}

/** Behind the `)` of an arrow function's parameters; undefined where it has none. */
function closingParen(file: tsModule.SourceFile, arrow: tsModule.ArrowFunction): number | undefined {
  const upTo = arrow.equalsGreaterThanToken.getStart(file);
  const close = file.text.lastIndexOf(')', upTo);
  return close >= arrow.getStart(file) && /^\)\s*$/.test(file.text.slice(close, upTo)) ? close + 1 : undefined;
}

/** A declared variable whose value is of another type: the annotation follows the value. */
function declared(place: TypedPlace): Idea[] {
  const { ts, file, checker, node } = place;
  const out: Idea[] = [];
  const own = ts.findAncestor(node, (up) => ts.isVariableDeclaration(up) || ts.isPropertyDeclaration(up));
  if (
    own &&
    (ts.isVariableDeclaration(own) || ts.isPropertyDeclaration(own)) &&
    own.type &&
    own.initializer &&
    (own.name === node || own === node)
  ) {
    const wanted = own.type.getText(file);
    const actual = checker.typeToString(
      checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(own.initializer))),
      own,
    );
    const holes = nullish(place.message);
    const name = own.name.getText(file);
    if (ts.isTupleTypeNode(own.type) && ts.isArrayLiteralExpression(own.initializer))
      out.push({
        title: `Change the type of '${name}' to '${wanted}[]'`,
        explanation: `'${name}' is a list of such items, not one of them.`,
        edits: [at(own.type.getEnd(), '[]')],
        confidence: 0.7,
      });
    if (holes.length > 0)
      out.push({
        title: `Let '${name}' be '${wanted} | ${holes.join(' | ')}'`,
        explanation: `The value may be ${holes.join(' or ')}.`,
        edits: [at(own.type.getEnd(), ` | ${holes.join(' | ')}`)],
        confidence: 0.7,
      });
    if (writable(actual) && actual !== wanted)
      out.push({
        title: `Change the type of '${name}' to '${actual}'`,
        explanation: `The value is '${actual}'.`,
        edits: [{ start: own.type.getStart(file), end: own.type.getEnd(), text: actual }],
        confidence: 0.55,
      });
    if (/^(?:number|Number)\[\]$|^Array<number>$/.test(wanted) && actual === 'string[]')
      out.push({
        title: 'Convert each item to a number',
        explanation: 'The items are strings, and numbers are wanted.',
        edits: [at(own.initializer.getEnd(), '.map(Number)')],
        confidence: 0.75,
      });
  }
  // An assignment to a variable that was declared for less.
  const assignment = ts.findAncestor(node, (up) => ts.isBinaryExpression(up) && up.operatorToken.kind === ts.SyntaxKind.EqualsToken);
  if (assignment && ts.isBinaryExpression(assignment) && ts.isIdentifier(assignment.left)) {
    const declaration = checker.getSymbolAtLocation(assignment.left)?.valueDeclaration;
    const given = checker.typeToString(
      checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(assignment.right))),
      assignment,
    );
    if (declaration && ts.isVariableDeclaration(declaration) && writable(given)) {
      const name = assignment.left.text;
      const before = declaration.type
        ? declaration.type.getText(file)
        : checker.typeToString(checker.getTypeAtLocation(declaration.name), declaration);
      if (writable(before)) {
        const union = `${before} | ${given}`;
        const edit = declaration.type ? at(declaration.type.getEnd(), ` | ${given}`) : at(declaration.name.getEnd(), `: ${union}`);
        out.push({
          title: `Let '${name}' be '${union}'`,
          explanation: `'${name}' also gets a '${given}'.`,
          edits: [edit],
          confidence: /null|undefined/.test(union) ? 0.75 : 0.45,
        });
      }
    }
  }
  return out;
}

/** `const found = []` that is filled later: it is declared with the type of what it gets, or of what it is returned as. */
function untyped(place: TypedPlace): Idea[] {
  const { ts, checker, node } = place;
  const symbol = checker.getSymbolAtLocation(node);
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) ? typesFor(place, declaration) : [];
}

/** Empty lists deep in a literal are `never[]`: `[[], []]`; so are those whose type was taken from what they began with. */
function evolving(place: TypedPlace): Idea[] {
  const { ts, checker, node, message, code } = place;
  if (!/'never'|never\[\]|\bany\[\]/.test(message) && code !== 2322) return [];
  let root: tsModule.Node = ts.findAncestor(node, ts.isCallExpression) ?? node;
  const binary = ts.findAncestor(node, ts.isBinaryExpression);
  if (code === 2322 && binary) root = binary.left;
  while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
  const declaration = ts.isIdentifier(root) ? checker.getSymbolAtLocation(root)?.valueDeclaration : undefined;
  return declaration && ts.isVariableDeclaration(declaration) && !declaration.type ? typesFor(place, declaration) : [];
}

function typesFor(place: TypedPlace, declaration: tsModule.VariableDeclaration): Idea[] {
  const { ts, file, checker } = place;
  if (!ts.isIdentifier(declaration.name) || declaration.type) return [];
  const name = declaration.name.text;
  const end = declaration.name.getEnd();
  const types = new Map<string, number>();
  const add = (type: string, confidence: number): void => {
    if (writable(type) || (/\bany\b/.test(type) && !/^any\b/.test(type) && confidence > 0.7))
      types.set(type, Math.max(types.get(type) ?? 0, confidence));
  };
  const owner = functionAround(ts, declaration);
  const returns = owner?.type?.getText(file);
  const visit = (node: tsModule.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && node !== declaration.name) {
      const { parent } = node;
      // Items that the result leaves open are `unknown` here: nothing is done with them.
      if (ts.isReturnStatement(parent) && returns) add(returns.replace(/^any(?=(?:\[\])+$)/, 'unknown'), 0.85);
      else if (ts.isBinaryExpression(parent) && parent.left === node)
        add(checker.typeToString(checker.getWidenedType(checker.getTypeAtLocation(parent.right)), declaration), 0.7);
      else if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent) && /^(?:push|unshift)$/.test(parent.name.text)) {
        const argument = parent.parent.arguments[0];
        if (argument) {
          const item = checker.typeToString(
            checker.getWidenedType(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(argument))),
            declaration,
          );
          // Items that may be anything are kept as what they are.
          add(item === 'any' ? 'unknown[]' : /[|&]| => /.test(item) ? `(${item})[]` : `${item}[]`, item === 'any' ? 0.5 : 0.75);
        }
      } else if (
        ts.isCallExpression(parent) &&
        ts.isPropertyAccessExpression(parent.expression) &&
        parent.expression.name.text === 'push' &&
        returns &&
        /\[\]\[\]$/.test(returns) &&
        parent.expression.expression.getText(file) !== name
      )
        add(returns.replace(/\[\]$/, ''), 0.8);
    }
    ts.forEachChild(node, visit);
  };
  visit(owner ?? file);
  return [...types].map(([type, confidence]) => ({
    title: `Declare '${name}' as '${type}'`,
    explanation: `'${name}' begins empty, so its type must be said.`,
    edits: [at(end, `: ${type}`)],
    confidence,
  }));
}

/** A parameter without a type: what it is used as, else `unknown`, where that is enough. */
function parameter(place: TypedPlace): Idea[] {
  const { ts, file, node } = place;
  const own = ts.findAncestor(node, ts.isParameter);
  if (!own || own.type || !ts.isIdentifier(own.name)) return [];
  // `x => …` and `async x => …` have no parentheses to write a type in.
  const bare = ts.isArrowFunction(own.parent) && /^(?:async\s+)?$/.test(file.text.slice(own.parent.getStart(file), own.getStart(file)));
  const name = own.name.text;
  const edits = (type: string): Idea['edits'] =>
    bare ? [at(own.getStart(file), '('), at(own.getEnd(), `: ${type})`)] : [at(own.name.getEnd(), `: ${type}`)];
  return ['unknown', 'string', 'number'].map((type, index) => ({
    title: `Declare '${name}' as '${type}'`,
    explanation: `Nothing says what '${name}' is; '${type}' is enough for what is done with it.`,
    edits: edits(type),
    confidence: 0.5 - index * 0.1,
  }));
}

/**
 * Mistake: a value that may be null or undefined where a value is wanted.
 *
 * Before:  `this.mode = opts.mode || 'text'`           After:  `this.mode = opts?.mode || 'text'`
 * Before:  `freq.set(k, freq.get(k) + 1)`              After:  `freq.set(k, (freq.get(k) ?? 0) + 1)`
 *
 * When not: it is plain that the value may be missing and the code would go wrong silently.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { codeOf, type TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** Object is possibly null or undefined, can't invoke one, not assignable, not an index. */
const CODES = [2339, 2531, 2532, 2533, 18047, 18048, 18049, 2721, 2722, 2723, 2322, 2345, 2538, 2769, 2488, 2352].map(
  (code) => `TS${code}`,
);
/** The parameter that it does not fit may be anything; no such property. */
const [ARGUMENT, NO_PROPERTY] = [2345, 2339];

/** Likeliest first. */
const ORDER = [
  'optional-where-undefined-is-answered-for',
  'non-null-where-guarded',
  'optional-of-optional-parameter',
  'zero-where-missing',
  'non-null-at-source-for-all-uses',
  'non-null-of-call',
  'optional',
  'non-null',
  'zero-though-guarded',
  'optional-of-call',
  'non-null-at-source',
];

export const possiblyNull: TypedRule = {
  id: 'typescript/possibly-null',
  family: 'typescript/types',
  answers: {
    codes: CODES,
    where({ errorType, message }) {
      const code = codeOf(errorType);
      if (code === NO_PROPERTY) return /\| (?:null|undefined)'/.test(message);
      return code === ARGUMENT || /possibly|undefined|null|void/.test(message);
    },
  },
  propose: (place) => checkedProposals(place, inOrder(ORDER, ideas(place))),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, code } = place;
  const out: Idea[] = [];
  const direct = code === 2339 ? destructured(place, node) : expressionAt(place, node);
  const candidates = direct ? [direct] : [];
  if (code === 2322 || code === 2345 || code === 2769) candidates.push(...nullable(place));
  for (const [candidate, expression] of candidates.slice(0, 5).entries()) {
    const features = { candidate };
    const text = expression.getText(file);
    const parent = expression.parent;
    const isGuarded = guarded(place, expression);
    const isCall = ts.isCallExpression(expression);
    const access =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent)) &&
      parent.expression === expression
        ? parent
        : undefined;
    if (access && !isAssigned(ts, access)) {
      const dot = ts.isPropertyAccessExpression(access) ? '?' : '?.';
      out.push({
        variant: isTolerant(ts, access)
          ? 'optional-where-undefined-is-answered-for'
          : isOptionalParameter(place, expression)
            ? 'optional-of-optional-parameter'
            : isCall
              ? 'optional-of-call'
              : 'optional',
        features,
        title: `Use '?.' after '${short(text)}'`,
        explanation: `'${short(text)}' may be missing; then the whole is undefined.`,
        edits: [at(expression.getEnd(), dot)],
      });
    }
    const number = isNumeric(ts, checker, expression) && inArithmetic(ts, expression);
    if (number && isCall)
      out.push({
        variant: isGuarded ? 'zero-though-guarded' : 'zero-where-missing',
        features,
        title: `Use 0 where '${short(text)}' is missing`,
        explanation: `'${short(text)}' may be undefined, which nothing can be counted with.`,
        edits: [at(expression.getStart(file), '('), at(expression.getEnd(), ' ?? 0)')],
      });
    if (!ts.isNonNullExpression(expression)) {
      const simple = ts.isLeftHandSideExpression(expression);
      const edits = simple ? [at(expression.getEnd(), '!')] : [at(expression.getStart(file), '('), at(expression.getEnd(), ')!')];
      out.push({
        variant: isGuarded ? 'non-null-where-guarded' : isCall ? 'non-null-of-call' : 'non-null',
        features,
        title: `Add '!' after '${short(text)}'`,
        explanation: `The code around makes sure that '${short(text)}' is there; '!' tells the checker so.`,
        edits,
      });
    }
  }
  const source = direct && code >= 18047 && code <= 18049 ? valueOf(place, direct) : undefined;
  if (source) {
    // Said of the same name again and again: it is there from the start, and one '!' says so.
    const name = direct?.getText(file) ?? '';
    const isOften = place.diagnostics(place.text).filter((d) => d.code === code && place.text.slice(d.start, d.end) === name).length > 1;
    out.push({
      variant: isOften ? 'non-null-at-source-for-all-uses' : 'non-null-at-source',
      title: `Add '!' after '${short(source.getText(file))}'`,
      explanation: `'${short(name)}' is used as if it were always there; '!' says so where it gets its value.`,
      edits: [at(source.getEnd(), '!')],
    });
  }
  return out;
}

/** What `const { name } = value` takes its names from. */
function destructured({ ts }: TypedPlace, node: tsModule.Node): tsModule.Expression | undefined {
  const pattern = ts.findAncestor(node, ts.isObjectBindingPattern);
  return pattern && ts.isVariableDeclaration(pattern.parent) ? pattern.parent.initializer : undefined;
}

/** The call or member that a variable got its value from. */
function valueOf({ ts, checker }: TypedPlace, node: tsModule.Expression): tsModule.Expression | undefined {
  const declaration = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.valueDeclaration : undefined;
  const value = declaration && ts.isVariableDeclaration(declaration) && !declaration.type ? declaration.initializer : undefined;
  return value && (ts.isCallExpression(value) || ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value))
    ? value
    : undefined;
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text.replace(/\s+/g, ' '));

function expressionAt({ ts, start, end, file }: TypedPlace, node: tsModule.Node): tsModule.Expression | undefined {
  for (let up: tsModule.Node = node; !ts.isSourceFile(up); up = up.parent) {
    if (up.getStart(file) > start || up.getEnd() < end) continue;
    if (
      ts.isExpression(up) &&
      !(ts.isIdentifier(up) && ts.isPropertyAccessExpression(up.parent) && up.parent.name === up) &&
      up.getStart(file) === start &&
      up.getEnd() === end
    )
      return up;
    if (ts.isStatement(up)) return undefined;
  }
  return undefined;
}

/** Expressions of the statement whose own type holds null or undefined, those first that are returned, passed or assigned. */
function nullable(place: TypedPlace): tsModule.Expression[] {
  const { ts, checker, node } = place;
  const { TypeFlags } = ts;
  const statement = ts.findAncestor(node, ts.isStatement) ?? node;
  const found: { node: tsModule.Expression; calls: number }[] = [];
  const holes = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;
  const visit = (at_: tsModule.Node): void => {
    if (
      ts.isExpression(at_) &&
      (ts.isIdentifier(at_) || ts.isCallExpression(at_) || ts.isPropertyAccessExpression(at_) || ts.isElementAccessExpression(at_)) &&
      !(ts.isPropertyAccessExpression(at_.parent) && at_.parent.name === at_)
    ) {
      const type = checker.getTypeAtLocation(at_);
      if (type.isUnion() && type.types.some((one) => (one.flags & holes) !== 0))
        found.push({ node: at_, calls: ts.isCallExpression(at_) ? 0 : 1 });
    }
    ts.forEachChild(at_, visit);
  };
  visit(ts.isBlock(statement) ? node : statement);
  return found.sort((a, b) => a.calls - b.calls).map((one) => one.node);
}

function isAssigned(ts: TypedPlace['ts'], access: tsModule.Node): boolean {
  let up = access;
  while (ts.isPropertyAccessExpression(up.parent) || ts.isElementAccessExpression(up.parent)) up = up.parent;
  return (
    (ts.isBinaryExpression(up.parent) &&
      up.parent.left === up &&
      up.parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      up.parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) ||
    (ts.isPrefixUnaryExpression(up.parent) && up.parent.operator !== ts.SyntaxKind.ExclamationToken) ||
    ts.isPostfixUnaryExpression(up.parent) ||
    ts.isDeleteExpression(up.parent)
  );
}

/** Undefined is answered for right there: `|| x`, `?? x`, a condition, a statement of its own. */
function isTolerant(ts: TypedPlace['ts'], access: tsModule.Node): boolean {
  let up: tsModule.Node = access;
  while (
    ts.isPropertyAccessExpression(up.parent) ||
    ts.isElementAccessExpression(up.parent) ||
    (ts.isCallExpression(up.parent) && up.parent.expression === up) ||
    ts.isParenthesizedExpression(up.parent)
  )
    up = up.parent;
  const { parent } = up;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return (
      (parent.left === up && (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)) ||
      kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
    );
  }
  return (
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === up)
  );
}

function isOptionalParameter({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean {
  const declaration = checker.getSymbolAtLocation(expression)?.valueDeclaration;
  return declaration !== undefined && ts.isParameter(declaration) && declaration.questionToken !== undefined;
}

function isNumeric(ts: TypedPlace['ts'], checker: tsModule.TypeChecker, expression: tsModule.Expression): boolean {
  return (checker.getNonNullableType(checker.getTypeAtLocation(expression)).flags & ts.TypeFlags.NumberLike) !== 0;
}

function inArithmetic(ts: TypedPlace['ts'], expression: tsModule.Expression): boolean {
  return ts.isBinaryExpression(expression.parent) && expression.parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken;
}

/** A check of the same thing stands before it: `if (map.has(k))`, `while (queue.length)`, `x ? x() : …`. */
function guarded({ ts, file, text }: TypedPlace, expression: tsModule.Expression): boolean {
  const owner =
    ts.isCallExpression(expression) && ts.isPropertyAccessExpression(expression.expression)
      ? expression.expression.expression.getText(file)
      : expression.getText(file);
  for (let up: tsModule.Node = expression; !ts.isSourceFile(up) && !ts.isFunctionLike(up); up = up.parent) {
    const { parent } = up;
    const condition =
      ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)
        ? parent.expression
        : ts.isConditionalExpression(parent)
          ? parent.condition
          : ts.isForStatement(parent)
            ? parent.condition
            : ts.isBinaryExpression(parent) && parent.right === up && parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
              ? parent.left
              : undefined;
    if (condition && condition !== up && condition.getText(file).includes(owner)) return true;
  }
  // The line before made sure: `map.set(k, …)`.
  const line = text.lastIndexOf('\n', expression.getStart(file) - 1);
  return ts.isCallExpression(expression) && text.slice(Math.max(0, text.lastIndexOf('\n', line - 1)), line).includes(`${owner}.set(`);
}

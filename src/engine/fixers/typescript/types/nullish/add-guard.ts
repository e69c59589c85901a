// A guard before a value is used that may be missing: it leaves the function as its other guards do, or throws and says what is missing.

import type * as tsModule from 'typescript';
import { at, type Idea } from '../../framework/checked-proposals';
import { freshName, indentAt, styleOf, type TextStyle } from '../../framework/text-style';
import type { TypedPlace } from '../../framework/typed-place';
import { functionAround } from '../function-around';
import { holesOf, isAssigned, isLeftOutByRight, short, sourceOf } from './expressions';

/** What a guard asks instead of whether the value is there. */
export interface Asked {
  readonly variant: string;
  /** True where the value is not as it is needed. */
  test(name: string): string;
}

/** `exit`: how the guard leaves, where that is known; undefined where it is to be found. */
export function guards(place: TypedPlace, expression: tsModule.Expression, asked?: Asked, exit?: Exit): Idea[] {
  const { ts, file, text } = place;
  if ((!asked && isLeftOutByRight(place, expression)) || isAssigned(ts, expression) || isGathered(place, expression)) return [];
  const testOf = (name: string): string => asked?.test(name) ?? missingTest(place, expression, name);
  const exitsOf = (name: string): Exit[] =>
    (exit ? [exit] : exits(place, expression, name))
      .map((exit) => ({ ...exit, variant: asked?.variant ?? exit.variant }))
      .slice(0, asked ? 1 : undefined);
  const reference = referenceText(place, expression);
  const statement = unconditionalStatement(place, expression);
  if (!statement) return [];
  const style = styleOf(text);
  if (reference !== undefined) {
    const before = declaringStatement(place, expression, statement);
    const where = before ? before.getEnd() : statement.getStart(file);
    const indent = indentAt(text, (before ?? statement).getStart(file));
    if (!startsItsLine(text, (before ?? statement).getStart(file))) return [];
    return exitsOf(reference).map((exit) => {
      const guard = guardText(place, style, indent, testOf(reference), exit.code);
      return {
        ...described(exit, reference),
        edits: [before ? at(where, `${style.eol}${indent}${guard}`) : at(where, `${guard}${style.eol}${indent}`)],
      };
    });
  }
  // The element at a place that is written out: `list[0]`.
  const isElement = ts.isElementAccessExpression(expression) && ts.isNumericLiteral(expression.argumentExpression);
  if (!(ts.isCallExpression(expression) || isElement) || !startsItsLine(text, statement.getStart(file))) return [];
  const name = freshName(
    text,
    ts.isCallExpression(expression) ? nameFor(place, expression) : expression.getText(file).endsWith('[0]') ? 'first' : 'part',
  );
  const indent = indentAt(text, statement.getStart(file));
  const start = statement.getStart(file);
  return exitsOf(name).map((exit) => {
    const guard = guardText(place, style, indent, testOf(name), exit.code);
    const line = `const ${name} = ${expression.getText(file)}${style.semicolon}${style.eol}${indent}`;
    return {
      ...described(exit, short(expression.getText(file))),
      features: { named: 1 },
      edits: [
        at(start, `${line}${guard}${style.eol}${indent}`),
        { start: expression.getStart(file), end: expression.getEnd(), text: name },
      ],
    };
  });
}

export interface Exit {
  readonly variant: string;
  readonly code: string;
}

const described = ({ variant, code }: Exit, what: string): Pick<Idea, 'variant' | 'title' | 'explanation'> => ({
  variant,
  title: code.startsWith('throw') ? `Throw an error where '${what}' is missing` : `Leave with '${code}' where '${what}' is missing`,
  explanation: `'${what}' may be missing; then the code below can't go on.`,
});

/** How the function may be left: as it is elsewhere, as its result allows, or with an error. */
function exits(place: TypedPlace, expression: tsModule.Expression, name: string): Exit[] {
  const { ts, file } = place;
  const owner = functionAround(ts, expression);
  const out: Exit[] = [];
  const other = owner && otherExit(place, owner);
  if (other !== undefined) out.push({ variant: 'guard-as-others-of-function', code: other });
  if (owner && other === undefined && !isContext(place, expression)) {
    const result = owner.type ? place.checker.getTypeFromTypeNode(owner.type) : undefined;
    const parts = result?.isUnion() ? result.types : [];
    if (parts.some((one) => one.flags & ts.TypeFlags.Null)) out.push({ variant: 'guard-that-returns-nothing', code: 'return null' });
    else if (parts.some((one) => one.flags & ts.TypeFlags.Undefined))
      out.push({ variant: 'guard-that-returns-nothing', code: 'return undefined' });
    else if (returnsMarkup(ts, owner)) out.push({ variant: 'guard-of-component', code: 'return null' });
  }
  const { quote } = styleOf(file.text);
  // A listener that is called for something else has nothing to do.
  if (owner && /(?:^|\.)(?:target|currentTarget|relatedTarget)$/.test(expression.getText(file)))
    out.push({ variant: 'guard-of-listener', code: 'return' });
  // Nothing is there to be ended: that is no fault. A ref may be empty while its element is not shown.
  else if (owner && returnsNothing(place, owner) && (isEnded(place, expression) || isRef(place, expression)))
    return [...out, { variant: 'guard-where-nothing-is-there', code: 'return' }];
  out.push({ variant: 'guard-that-throws', code: `throw new Error(${quote}${words(place, expression, name)}${quote})` });
  return out;
}

/** `clearInterval(this.handle)`. */
function isEnded({ ts, file }: TypedPlace, expression: tsModule.Expression): boolean {
  const { parent } = expression;
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === expression &&
    /(?:^|\.)(?:clear(?:Interval|Timeout|Immediate)|cancel(?:AnimationFrame|IdleCallback))$/.test(parent.expression.getText(file))
  );
}

const isRef = ({ ts, checker }: TypedPlace, expression: tsModule.Expression): boolean =>
  ts.isPropertyAccessExpression(expression) &&
  expression.name.text === 'current' &&
  /^(?:React\.)?(?:Mutable)?RefObject</.test(checker.typeToString(checker.getTypeAtLocation(expression.expression)));

function returnsNothing({ ts, checker }: TypedPlace, owner: tsModule.SignatureDeclaration): boolean {
  const signature = checker.getSignatureFromDeclaration(owner);
  return signature !== undefined && (checker.getReturnTypeOfSignature(signature).flags & ts.TypeFlags.Void) !== 0;
}

/** `return null` of `if (!user) return null` elsewhere in the function. */
function otherExit({ ts, file }: TypedPlace, owner: tsModule.SignatureDeclaration): string | undefined {
  let found: string | undefined;
  const visit = (node: tsModule.Node): void => {
    if (found !== undefined || (ts.isFunctionLike(node) && node !== owner)) return;
    if (ts.isIfStatement(node) && /^!\s*[\w$.]+$|(?:===?|!==?)\s*(?:null|undefined)$/.test(node.expression.getText(file))) {
      const only = ts.isBlock(node.thenStatement)
        ? node.thenStatement.statements.length === 1
          ? node.thenStatement.statements[0]
          : undefined
        : node.thenStatement;
      if (only && ts.isReturnStatement(only) && /^return(?:\s+(?:null|undefined|\[\]|''|""|false|-?\d+))?;?$/.test(only.getText(file)))
        found = only.getText(file).replace(/;$/, '');
    }
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

function returnsMarkup(ts: TypedPlace['ts'], owner: tsModule.SignatureDeclaration): boolean {
  let found = false;
  const visit = (node: tsModule.Node): void => {
    if (found || (ts.isFunctionLike(node) && node !== owner)) return;
    if (ts.isReturnStatement(node) && node.expression) {
      let value = node.expression;
      while (ts.isParenthesizedExpression(value)) value = value.expression;
      found ||= ts.isJsxElement(value) || ts.isJsxSelfClosingElement(value) || ts.isJsxFragment(value);
    }
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

/** `useContext(…)`: without its provider the component can't work at all. */
const isContext = (place: TypedPlace, expression: tsModule.Expression): boolean =>
  /^(?:React\.)?use(?:Context)?\(|^(?:React\.)?useContext</.test(sourceOf(place, expression).getText(place.file));

/** What the error says. */
function words(place: TypedPlace, expression: tsModule.Expression, name: string): string {
  const { ts, file } = place;
  const source = sourceOf(place, expression);
  const text = source.getText(file);
  const setting = /(?:process|import\.meta)\.env\.(\w+)$/.exec(text)?.[1];
  if (setting !== undefined) return `${setting} is not set`;
  if (isContext(place, expression)) return `${name} is missing: no provider around the component`;
  const called = ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) ? source.expression.name.text : '';
  if (/^(?:match|exec)$/.test(called)) return 'no match';
  const element =
    ts.isCallExpression(source) && /^(?:getElementById|querySelector|closest)$/.test(called) ? source.arguments[0] : undefined;
  if (element && ts.isStringLiteral(element)) return `${element.text.replace(/[^\w\s.#-]/g, '')} not found`;
  const owner = ownerOf(place, source);
  if (owner && /^(?:pop|shift|at)$/.test(called)) return `${owner} is empty`;
  const last = name.split('.').at(-1) ?? name;
  const what = (owner !== undefined && /^(?:find|findLast|get)$/.test(called) && singular(owner)) || (last === 'found' ? 'item' : last);
  return /^(?:find|get|querySelector|getElementById|closest|item|getItem)/.test(called) ? `${what} not found` : `${last} is missing`;
}

/** `!user` where nothing else is falsy, else a comparison. */
function missingTest(place: TypedPlace, expression: tsModule.Expression, name: string): string {
  const { ts, checker, file } = place;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  const parts = type.isUnion() ? type.types : [type];
  const { TypeFlags: F } = ts;
  const primitive = F.NumberLike | F.StringLike | F.BooleanLike | F.BigIntLike | F.Any | F.Unknown | F.Instantiable;
  // A type parameter without null is `K & {}`; a branded text is one, too.
  const isFalsy = parts.flatMap((one) => (one.isIntersection() ? one.types : [one])).some((one) => (one.flags & primitive) !== 0);
  const isSetting = /\.env\.\w+$/.test(sourceOf(place, expression).getText(file));
  if (!isFalsy || isSetting) return `!${name}`;
  const holes = holesOf(place, expression);
  return holes.length === 1 ? `${name} === ${holes[0] ?? 'undefined'}` : `${name} == null`;
}

/** In braces, or on one line where the file has its guards so. */
function guardText({ text }: TypedPlace, { eol, step, semicolon }: TextStyle, indent: string, test: string, exit: string): string {
  const onOneLine = /^[ \t]*if \(.*\) (?:return|throw)\b.*$/m.test(text) && !/^[ \t]*if \(.*\) \{\r?\n[ \t]*(?:return|throw)\b/m.test(text);
  return onOneLine ? `if (${test}) ${exit}${semicolon}` : `if (${test}) {${eol}${indent}${step}${exit}${semicolon}${eol}${indent}}`;
}

/** A variable that a loop around fills bit by bit: that it is empty at first is no fault. */
function isGathered({ ts, checker, file }: TypedPlace, expression: tsModule.Expression): boolean {
  const declaration = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression)?.valueDeclaration : undefined;
  if (!declaration || !ts.isVariableDeclaration(declaration) || (declaration.parent.flags & ts.NodeFlags.Const) !== 0) return false;
  const name = declaration.name.getText(file);
  for (let up: tsModule.Node = expression; !ts.isSourceFile(up) && up !== declaration.parent.parent.parent; up = up.parent) {
    const isAround = ts.isIterationStatement(up, false) || ts.isFunctionLike(up);
    if (isAround && new RegExp(`(?<![\\w$.])${name}\\s*(?:[-+*/]|\\?\\?|\\|\\|)?=(?!=)`).test(up.getText(file))) return true;
  }
  return false;
}

/** `user`, `this.socket`, `user.address`: what a check of it holds for. */
function referenceText({ ts, file }: TypedPlace, expression: tsModule.Expression): string | undefined {
  let root = expression;
  while (ts.isPropertyAccessExpression(root) && !root.questionDotToken) root = root.expression;
  return ts.isIdentifier(root) || root.kind === ts.SyntaxKind.ThisKeyword ? expression.getText(file) : undefined;
}

/** The statement of a block in which the expression is worked out whatever happens, and before anything else that could have an effect. */
function unconditionalStatement({ ts }: TypedPlace, expression: tsModule.Expression): tsModule.Statement | undefined {
  const { SyntaxKind: K } = ts;
  for (let up: tsModule.Node = expression; !ts.isSourceFile(up); up = up.parent) {
    const { parent } = up;
    if (ts.isFunctionLike(up)) return undefined;
    if (
      ts.isStatement(up) &&
      (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent) || ts.isModuleBlock(parent))
    ) {
      return ts.isFunctionDeclaration(up) || ts.isClassDeclaration(up) ? undefined : up;
    }
    if (ts.isConditionalExpression(parent) && up !== parent.condition) return undefined;
    if (
      ts.isBinaryExpression(parent) &&
      up === parent.right &&
      [K.AmpersandAmpersandToken, K.BarBarToken, K.QuestionQuestionToken].includes(parent.operatorToken.kind)
    )
      return undefined;
    if (ts.isIfStatement(parent) && up !== parent.expression) return undefined;
    if (
      ts.isIterationStatement(parent, false) &&
      !((ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && up === parent.expression)
    )
      return undefined;
    if (ts.isPropertyDeclaration(parent) || ts.isParameter(parent)) return undefined;
    if (ts.isCallExpression(parent) && parent.questionDotToken) return undefined;
  }
  return undefined;
}

/** The statement that declares the variable, in the very block of its use. */
function declaringStatement(
  { ts, checker }: TypedPlace,
  expression: tsModule.Expression,
  use: tsModule.Statement,
): tsModule.Statement | undefined {
  const declaration = ts.isIdentifier(expression) ? checker.getSymbolAtLocation(expression)?.valueDeclaration : undefined;
  const statement = declaration && ts.isVariableDeclaration(declaration) ? declaration.parent.parent : undefined;
  if (!statement || !ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) return undefined;
  return statement.parent === use.parent && statement !== use ? statement : undefined;
}

const startsItsLine = (text: string, offset: number): boolean => text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';

/** What a call gives, as a name. */
function nameFor(place: TypedPlace, call: tsModule.CallExpression): string {
  const { ts, file } = place;
  const callee = call.expression;
  const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText(file);
  const KNOWN: Readonly<Record<string, string>> = {
    match: 'match',
    exec: 'match',
    getContext: 'context',
    pop: 'last',
    shift: 'first',
    getItem: 'stored',
    at: 'item',
  };
  const known = KNOWN[method];
  if (known !== undefined) return known;
  if (/^(?:querySelector|getElementById|closest)$/.test(method)) return 'element';
  if (/^(?:find|findLast|get|at)$/.test(method)) {
    const owner = ownerOf(place, call);
    return (owner !== undefined && singular(owner)) || (method === 'get' ? 'value' : 'found');
  }
  const rest = /^(?:get|find|load|read|use|fetch)([A-Z]\w*)$/.exec(method)?.[1];
  return rest === undefined ? 'value' : rest.charAt(0).toLowerCase() + rest.slice(1);
}

/** `users` of `this.users.find(…)`. */
function ownerOf({ ts, file }: TypedPlace, call: tsModule.Expression): string | undefined {
  const callee = ts.isCallExpression(call) ? call.expression : undefined;
  return callee && ts.isPropertyAccessExpression(callee) ? /([A-Za-z_$][\w$]*)$/.exec(callee.expression.getText(file))?.[1] : undefined;
}

export function singular(plural: string): string | undefined {
  if (/ies$/.test(plural)) return `${plural.slice(0, -3)}y`;
  if (/(?:ss|us|is|as)$/.test(plural) || !/s$/.test(plural) || plural.length < 4) return undefined;
  return /(?:ches|shes|xes|sses)$/.test(plural) ? plural.slice(0, -2) : plural.slice(0, -1);
}

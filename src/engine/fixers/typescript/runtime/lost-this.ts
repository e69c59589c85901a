/**
 * Mistake: a method handed over as a plain function, or a function of its own within a method: there `this` is not the object any more.
 *
 * Before:  `values.forEach(this.record)`                        After:  `values.forEach((value) => this.record(value))`
 * Before:  `setTimeout(function () { this.ticks++ }, 10)`       After:  `setTimeout(() => { this.ticks++ }, 10)`
 * Before:  `{ name: 'x', greet: () => this.name.trim() }`       After:  `greet() { return this.name.trim(); }`
 *
 * When not: nothing shows where the object was lost, or its class has no such member.
 */
import type * as tsModule from 'typescript';
import { calledValue, missingValue, saysMissing } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { isLibrary, nodesIn } from '../framework/value-flow';

export const lostThis: TypedRule = {
  id: 'typescript/lost-this',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => saysMissing(message) || /\bthis\.[\w$.]+ is not a function/.test(message) },
  propose(place) {
    const { ts } = place;
    const value = missingValue(place)?.value ?? calledValue(place);
    const member = value && ts.isPropertyAccessExpression(value) ? value : undefined;
    const self = member ? member.expression : value;
    if (!self || self.kind !== ts.SyntaxKind.ThisKeyword) return [];
    const owner = ownerOfThis(place, self);
    if (!owner) return [...outerArrow(place, self, member?.name.text), ...ofPrototype(place, self, member?.name.text)];
    if (ts.isMethodDeclaration(owner)) return handedOver(place, owner, member?.name.text);
    return ts.isFunctionExpression(owner) ? toArrow(place, owner, member?.name.text) : [];
  },
};

/** The function whose own `this` it is; undefined for the file's. */
function ownerOfThis({ ts }: Pick<TypedPlace, 'ts'>, self: tsModule.Node): tsModule.Node | undefined {
  return ts.findAncestor(
    self.parent,
    (node) =>
      (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node),
  );
}

/** Whether what `this` should be has the member that was read: a class or an object around. */
function has(place: TypedPlace, around: tsModule.Node | undefined, member: string | undefined): boolean {
  const { ts, checker, text } = place;
  if (!around) return false;
  if (member === undefined) return true;
  const type = checker.getTypeAtLocation(around);
  const own =
    ts.isClassLike(around) && around.name ? checker.getDeclaredTypeOfSymbol(checker.getSymbolAtLocation(around.name) ?? type.symbol) : type;
  if (checker.getPropertyOfType(own, member)) return true;
  return (
    ts.isClassLike(around) && new RegExp(`\\bthis\\.${member.replaceAll('$', '\\$')}\\s*=(?!=)`).test(text.slice(around.pos, around.end))
  );
}

/** The method as a value: every place that hands it over without its object. */
function handedOver(place: TypedPlace, method: tsModule.MethodDeclaration, member: string | undefined): TypedProposal[] {
  const { ts, program, checker } = place;
  if (!ts.isIdentifier(method.name) || !has(place, method.parent, member)) return [];
  const name = method.name.text;
  const own: { start: number; end: number; text: string }[] = [];
  const others: NonNullable<TypedProposal['otherFiles']>[number][] = [];
  let shown = '';
  for (const file of program.getSourceFiles()) {
    if (isLibrary(file) || !file.text.includes(name)) continue;
    const edits = nodesIn(ts, file, ts.isPropertyAccessExpression)
      .filter(
        (access) =>
          access.name.text === name &&
          checker.getSymbolAtLocation(access.name)?.declarations?.includes(method) === true &&
          isHandedOver(ts, access),
      )
      .map((access) => {
        const text = withObject(place, access, method, file);
        shown ||= `${access.expression.getText(file)}.${name}`;
        return { start: access.getStart(file), end: access.getEnd(), text };
      });
    if (edits.length === 0) continue;
    if (file === place.file) own.push(...edits);
    else others.push({ path: file.fileName, text: file.text, edits });
  }
  const places = own.length + others.reduce((sum, { edits }) => sum + edits.length, 0);
  if (places === 0 || places > 6) return [];
  return [
    {
      variant: places === 1 ? 'method-handed-over' : 'method-handed-over-often',
      title: `Keep the object of '${shown}'`,
      explanation: `'${shown}' without parentheses hands over the bare function: when it is called later, its 'this' is not the object.`,
      edits: own,
      ...(others.length > 0 ? { otherFiles: others } : {}),
    },
  ];
}

/** An argument, a value that is kept: not called, not compared, not set. */
function isHandedOver(ts: TypedPlace['ts'], access: tsModule.PropertyAccessExpression): boolean {
  const { parent } = access;
  if (ts.isCallExpression(parent))
    return parent.expression !== access && !/\.(?:removeListener|removeEventListener|off)$/.test(parent.expression.getText());
  if (ts.isVariableDeclaration(parent)) return parent.initializer === access && ts.isIdentifier(parent.name);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === access;
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    parent.right === access &&
    !isBinding(parent.left.getText(), access.getText())
  );
}

const isBinding = (left: string, right: string): boolean => left === right;

/** `(value) => this.record(value)`; bound where its parameters can't be written so. */
function withObject(
  place: TypedPlace,
  access: tsModule.PropertyAccessExpression,
  method: tsModule.MethodDeclaration,
  file: tsModule.SourceFile,
): string {
  const { ts } = place;
  const object = access.expression.getText(file);
  const names = method.parameters.map((one) =>
    ts.isIdentifier(one.name) && !one.dotDotDotToken && !one.initializer ? one.name.text : undefined,
  );
  const plain = names.every((one) => one !== undefined && !new RegExp(`(?<![\\w$])${one.replaceAll('$', '\\$')}(?![\\w$])`).test(object));
  const usesArguments = method.body !== undefined && /(?<![\w$.])arguments(?![\w$])/.test(method.body.getText());
  if (!plain || usesArguments || ts.isVariableDeclaration(access.parent)) return `${access.getText(file)}.bind(${object})`;
  const list = names.join(', ');
  const bareArrows =
    (file.text.match(/(?<![\w$.)])[A-Za-z_$][\w$]* =>/g)?.length ?? 0) > (file.text.match(/\([A-Za-z_$][\w$]*\) =>/g)?.length ?? 0);
  return `${names.length === 1 && bareArrows ? list : `(${list})`} => ${access.getText(file)}(${list})`;
}

/** `function (x) {…}` with a `this` of its own, within a method whose object was meant. */
function toArrow(place: TypedPlace, inner: tsModule.FunctionExpression, member: string | undefined): TypedProposal[] {
  const { ts, file } = place;
  const outer = ownerOfThis(place, inner);
  const around = outer && (ts.isClassLike(outer.parent) || ts.isObjectLiteralExpression(outer.parent)) ? outer.parent : undefined;
  // A constructor of the old kind keeps its members in its own body.
  const old = outer && !around && (ts.isFunctionDeclaration(outer) || ts.isFunctionExpression(outer)) ? outer : undefined;
  const known = old
    ? member === undefined || new RegExp(`\\bthis\\.${member.replaceAll('$', '\\$')}\\s*=(?!=)`).test(old.getText(file))
    : has(place, around, member);
  if (!known || inner.asteriskToken || /(?<![\w$.])(?:arguments|new\s*\.\s*target)(?![\w$])/.test(inner.body.getText(file))) return [];
  if (inner.name && new RegExp(`(?<![\\w$])${inner.name.text}(?![\\w$])`).test(inner.body.getText(file))) return [];
  if (!ts.isCallExpression(inner.parent) && !ts.isVariableDeclaration(inner.parent)) return [];
  const open = inner.getChildren(file).find((child) => child.kind === ts.SyntaxKind.OpenParenToken);
  const word = inner.getChildren(file).find((child) => child.kind === ts.SyntaxKind.FunctionKeyword);
  if (!open || !word) return [];
  return [
    {
      variant: 'function-to-arrow',
      title: 'Write the function as an arrow function',
      explanation: "A 'function' has a 'this' of its own; an arrow function keeps the one of the method around it.",
      edits: [
        { start: word.getStart(file), end: open.getStart(file), text: '' },
        { start: inner.body.getStart(file), end: inner.body.getStart(file), text: '=> ' },
      ],
    },
  ];
}

/** `Stack.prototype.push = (x) => …`: the arrow function has the `this` of the file here as well. */
function ofPrototype(place: TypedPlace, self: tsModule.Node, member: string | undefined): TypedProposal[] {
  const { ts, file, text } = place;
  const arrow = ts.findAncestor(
    self,
    (node): node is tsModule.ArrowFunction =>
      ts.isArrowFunction(node) && ts.isBinaryExpression(node.parent) && /^[\w$]+\.prototype\.[\w$]+$/.test(node.parent.left.getText(file)),
  );
  const isKept = member !== undefined && new RegExp(`\\bthis\\.${member.replaceAll('$', '\\$')}\\s*=(?!=)`).test(text);
  if (!arrow || !isKept || !ts.isBlock(arrow.body)) return [];
  const head = arrow.modifiers?.length ? 'async function ' : 'function ';
  return [
    {
      variant: 'arrow-to-function',
      title: "Write the arrow function as a 'function'",
      explanation: "An arrow function has no 'this' of its own, so here it is not the object; a 'function' has.",
      edits: [
        {
          start: arrow.getStart(file),
          end: arrow.body.getStart(file),
          text: `${head}(${arrow.parameters.map((one) => one.getText(file)).join(', ')}) `,
        },
      ],
    },
  ];
}

/** `greet: () => this.name`: an arrow function of an object has the `this` of the file. */
function outerArrow(place: TypedPlace, self: tsModule.Node, member: string | undefined): TypedProposal[] {
  const { ts, file, text } = place;
  const arrow = ts.findAncestor(
    self,
    (node): node is tsModule.ArrowFunction => ts.isArrowFunction(node) && ts.isPropertyAssignment(node.parent),
  );
  const property = arrow?.parent;
  if (!arrow || !property || !ts.isPropertyAssignment(property) || !has(place, property.parent, member)) return [];
  const async = arrow.modifiers?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) === true ? 'async ' : '';
  const parameters = arrow.parameters.map((one) => one.getText(file)).join(', ');
  const semicolon = text.includes(';') ? ';' : '';
  const body = ts.isBlock(arrow.body) ? arrow.body.getText(file) : `{ return ${unwrapped(ts, arrow.body).getText(file)}${semicolon} }`;
  return [
    {
      variant: 'arrow-to-method',
      title: `Write '${property.name.getText(file)}' as a method`,
      explanation: "An arrow function has no 'this' of its own, so here it is not the object; a method's is.",
      edits: [
        { start: property.getStart(file), end: property.getEnd(), text: `${async}${property.name.getText(file)}(${parameters}) ${body}` },
      ],
    },
  ];
}

function unwrapped(ts: TypedPlace['ts'], body: tsModule.Expression): tsModule.Expression {
  return ts.isParenthesizedExpression(body) ? body.expression : body;
}

/**
 * Mistake: a class uses the methods of a base class that it does not extend, though the file has that class at hand.
 *
 * Before:  `class Door { open() { this.emit('open') } }`        After:  `class Door extends EventEmitter { … }`
 *
 * When not: the class extends another one, or what the file imports has no such method.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { declarationOf, nodesIn, sourceOf, usesOf } from '../framework/value-flow';

/** Base classes of Node's own modules, and the methods by which they are known. */
const BASES: Readonly<Record<string, readonly string[]>> = {
  EventEmitter: [
    'on',
    'once',
    'off',
    'emit',
    'addListener',
    'removeListener',
    'removeAllListeners',
    'listenerCount',
    'listeners',
    'setMaxListeners',
    'prependListener',
    'eventNames',
  ],
  EventTarget: ['addEventListener', 'removeEventListener', 'dispatchEvent'],
  Transform: ['pipe', 'push', 'write', 'end', 'on', 'once'],
  Readable: ['pipe', 'push', 'read', 'on', 'once'],
  Writable: ['write', 'end', 'on', 'once'],
};

export const missingBase: TypedRule = {
  id: 'typescript/missing-base',
  family: 'typescript/runtime',
  answers: { codes: ['TypeError'], where: ({ message }) => / is not a function/.test(message) },
  propose(place) {
    const { ts, file, text } = place;
    const called = calledValue(place);
    if (!called || !ts.isPropertyAccessExpression(called)) return [];
    const owner = classOf(place, called.expression);
    if (
      !owner?.name ||
      owner.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) ||
      owner.getSourceFile() !== file
    )
      return [];
    const method = called.name.text;
    if (owner.members.some((one) => one.name?.getText(file) === method)) return [];
    const bases = importedNames(place).filter((name) => baseNamed(place, name)?.includes(method) === true);
    const [base, ...others] = bases.filter(
      (name) => !usesOf(place, name).some((use) => ts.isHeritageClause(use.parent.parent)) || bases.length === 1,
    );
    if (!base || others.length > 0) return [];
    const maker = owner.members.find(ts.isConstructorDeclaration);
    const needsSuper = maker?.body && !/(?<![\w$.])super\s*\(/.test(maker.body.getText(file)) ? maker.body : undefined;
    const first = needsSuper?.statements[0];
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const semicolon = text.includes(';') ? ';' : '';
    const indent = first ? (/[ \t]*$/.exec(text.slice(0, first.getStart(file)))?.[0] ?? '') : '';
    if (needsSuper && !first) return [];
    return [
      {
        variant: 'base-at-hand',
        title: `Let '${owner.name.text}' extend '${base.text}'`,
        explanation: `'${method}' is a method of '${base.text}'; a class has it only if it extends that one.`,
        edits: [
          at((owner.typeParameters?.end ?? owner.name.getEnd() - 1) + 1, ` extends ${base.text}`),
          ...(first ? [at(first.getStart(file), `super()${semicolon}${eol}${indent}`)] : []),
        ],
      },
    ];
  },
};

/** The class whose object an expression is: `this` within it, a name made by `new` of it. */
function classOf(place: TypedPlace, object: tsModule.Expression): tsModule.ClassLikeDeclaration | undefined {
  const { ts, checker } = place;
  if (object.kind === ts.SyntaxKind.ThisKeyword) return ts.findAncestor(object, ts.isClassLike);
  const source = sourceOf(place, object);
  if (ts.isNewExpression(source)) {
    const declaration = declarationOf(place, source.expression);
    if (declaration && ts.isClassLike(declaration)) return declaration;
  }
  const declaration = checker.getTypeAtLocation(object).symbol?.valueDeclaration;
  return declaration && ts.isClassLike(declaration) ? declaration : undefined;
}

/** Names that the file takes from Node's own modules. */
function importedNames({ ts, file }: TypedPlace): tsModule.Identifier[] {
  const ofNode = /^['"](?:node:)?(?:events|stream)['"]$/;
  return [
    ...nodesIn(ts, file, ts.isImportDeclaration)
      .filter((one) => ofNode.test(one.moduleSpecifier.getText(file)))
      .flatMap(({ importClause }) => [
        ...(importClause?.name ? [importClause.name] : []),
        ...(importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings)
          ? importClause.namedBindings.elements.map((one) => one.name)
          : []),
      ]),
    ...nodesIn(ts, file, ts.isVariableDeclaration)
      .filter(
        ({ initializer }) =>
          initializer !== undefined &&
          /^require\(['"](?:node:)?(?:events|stream)['"]\)(?:\.EventEmitter|\.default)?$/.test(initializer.getText(file)),
      )
      .flatMap(({ name }) =>
        ts.isIdentifier(name)
          ? [name]
          : ts.isObjectBindingPattern(name)
            ? name.elements.flatMap((one) => (ts.isIdentifier(one.name) ? [one.name] : []))
            : [],
      ),
  ];
}

/** Methods of the base class that a name of an import stands for. */
function baseNamed({ ts }: TypedPlace, name: tsModule.Identifier): readonly string[] | undefined {
  const { parent } = name;
  const imported =
    (ts.isImportSpecifier(parent) || ts.isBindingElement(parent)) && parent.propertyName ? parent.propertyName.getText() : name.text;
  if (Object.hasOwn(BASES, imported)) return BASES[imported];
  // `const Emitter = require('events')`, `import Emitter from 'events'`: the module itself is the class.
  const whole = ts.isVariableDeclaration(parent) || ts.isImportClause(parent);
  return whole && /['"](?:node:)?events['"]/.test((ts.isVariableDeclaration(parent) ? parent : parent.parent).getText())
    ? BASES['EventEmitter']
    : undefined;
}

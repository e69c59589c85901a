/**
 * Mistake: a module of the project makes what another one takes from it, and does not give it out.
 *
 * Before:  routes/parcels.js with `const router = express.Router()` and no export       After:  `module.exports = router` at its end
 * Before:  util.js with `function f() {}` and `module.exports = { g }`                   After:  `module.exports = { g, f }`
 * Before:  util.mjs with `function f() {}`                                               After:  `export function f() {}`
 *
 * When not: the module gives out something under that name, or has nothing by it.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { calledValue, onLine } from '../framework/crash';
import { isEsModule } from '../framework/package-of';
import { isSlip, slipOf } from '../framework/spelling';
import { toExports } from './module-globals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { isLibrary, nodesIn } from '../framework/value-flow';

const HANDLER =
  /^(?:argument handler must be a function|Router\.use\(\) requires a middleware function|app\.use\(\) requires a middleware function|Route\.\w+\(\) requires a callback function|[Hh]andler must be a function)/;
const NO_EXPORT = /^The requested module '([^']+)' does not provide an export named '([\w$]+)'|^Named export '([\w$]+)' not found/;
const NO_FUNCTION = / is not a (?:function|constructor)/;

export const notExported: TypedRule = {
  id: 'typescript/not-exported',
  family: 'typescript/modules',
  answers: {
    codes: ['TypeError', 'SyntaxError'],
    where: ({ message }) => HANDLER.test(message) || NO_EXPORT.test(message) || NO_FUNCTION.test(message),
  },
  propose(place) {
    if (NO_EXPORT.test(place.message)) return named(place);
    return namesHere(place)
      .flatMap((name) => taken(place, name))
      .slice(0, 1);
  },
};

/** Names on the line of the crash that may be what another module did not give out. */
function namesHere(place: TypedPlace): tsModule.Identifier[] {
  const { ts, file } = place;
  if (HANDLER.test(place.message))
    return onLine(place, ts.isCallExpression).flatMap((call) =>
      call.arguments.flatMap((one) =>
        ts.isIdentifier(one) ? [one] : ts.isPropertyAccessExpression(one) && ts.isIdentifier(one.expression) ? [one.expression] : [],
      ),
    );
  const called =
    calledValue(place) ??
    onLine(place, ts.isNewExpression).find(({ expression }) => place.message.startsWith(`${expression.getText(file)} is not a constructor`))
      ?.expression;
  const root = called && ts.isPropertyAccessExpression(called) ? called.expression : called;
  return root && ts.isIdentifier(root) ? [root] : [];
}

interface Taken {
  readonly file: tsModule.SourceFile;
  /** What is taken of the module by name; undefined for the module itself. */
  readonly member: string | undefined;
}

/** The own module that a name was required from. */
function requiredFrom(place: TypedPlace, name: tsModule.Identifier): Taken | undefined {
  const { ts, file } = place;
  for (const statement of nodesIn(ts, file, ts.isVariableDeclaration)) {
    const call = statement.initializer;
    const argument = call && ts.isCallExpression(call) && call.expression.getText(file) === 'require' ? call.arguments[0] : undefined;
    if (!argument || !ts.isStringLiteralLike(argument)) continue;
    const element = ts.isObjectBindingPattern(statement.name)
      ? statement.name.elements.find((one) => one.name.getText(file) === name.text)
      : undefined;
    if (statement.name.getText(file) !== name.text && !element) continue;
    const module = ownModule(place, argument.text);
    if (!module) return undefined;
    const used = ts.isPropertyAccessExpression(name.parent) && name.parent.expression === name ? name.parent.name.text : undefined;
    return { file: module, member: element ? (element.propertyName ?? element.name).getText(file) : used };
  }
  return undefined;
}

function ownModule({ ts, program, path: from, options, folder }: TypedPlace, specifier: string): tsModule.SourceFile | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const host: tsModule.ModuleResolutionHost = { fileExists: (name) => folder.exists(name), readFile: (name) => folder.read(name) };
  const found = ts.resolveModuleName(specifier, from, { ...options, allowJs: true }, host).resolvedModule?.resolvedFileName;
  const file = found === undefined ? undefined : program.getSourceFile(found);
  if (file) return isLibrary(file) ? undefined : file;
  const text = found === undefined ? undefined : folder.read(found);
  return found === undefined || text === undefined ? undefined : ts.createSourceFile(found, text, ts.ScriptTarget.Latest, true);
}

function taken(place: TypedPlace, name: tsModule.Identifier): TypedProposal[] {
  const { ts } = place;
  const from = requiredFrom(place, name);
  if (!from) return [];
  const { file: module, member } = from;
  const text = module.text;
  if (/(?<![\w$.])export\s+(?:default|const|function|class|\{)/.test(text)) return [];
  const declared = declarations(ts, module);
  const given = exportedNames(ts, module);
  if (member === undefined || given.size === 0) {
    if (given.size > 0 || given.whole || (member !== undefined && !declared.includes(member)))
      return given.whole ? [] : memberOf(place, module, member, declared, given);
    if (member !== undefined && declared.includes(member)) return memberOf(place, module, member, declared, given);
    const whole = wholeOf(ts, module, name.text);
    return whole === undefined
      ? []
      : [
          proposalFor(
            place,
            module,
            [
              at(
                module.statements.at(-1)?.getEnd() ?? text.length,
                `${eolOf(text)}${eolOf(text)}module.exports = ${whole}${text.includes(';') ? ';' : ''}`,
              ),
            ],
            whole,
          ),
        ];
  }
  return memberOf(place, module, member, declared, given);
}

/** What a module without exports was written for: an instance of a router, one function or class. */
function wholeOf(ts: TypedPlace['ts'], module: tsModule.SourceFile, wanted: string): string | undefined {
  const declared = declarations(ts, module);
  if (declared.includes(wanted)) return wanted;
  const router = module.statements
    .flatMap((one) => (ts.isVariableStatement(one) ? [...one.declarationList.declarations] : []))
    .filter(({ initializer }) => initializer !== undefined && /\bRouter\(/.test(initializer.getText(module)));
  if (router.length === 1 && router[0]) return router[0].name.getText(module);
  const made = module.statements.filter((one) => ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one));
  const [one, ...others] = made;
  return one && others.length === 0 && (ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one)) ? one.name?.text : undefined;
}

function memberOf(
  place: TypedPlace,
  module: tsModule.SourceFile,
  member: string | undefined,
  declared: readonly string[],
  given: Exports,
): TypedProposal[] {
  const { ts } = place;
  if (member === undefined || given.has(member) || given.whole || !declared.includes(member)) return [];
  // A slip of a name that is given out is another mistake.
  if ([...given].some((other) => isSlip(slipOf(member, other), 'close'))) return [];
  const { text } = module;
  const object = given.object;
  if (object) {
    const last = object.properties.at(-1);
    const isLong = object.getText(module).includes('\n');
    const indent = last && isLong ? (/[ \t]*$/.exec(text.slice(0, last.getStart(module)))?.[0] ?? '') : '';
    const comma = object.properties.hasTrailingComma && isLong;
    const edit = !last
      ? { start: object.getStart(module), end: object.getEnd(), text: `{ ${member} }` }
      : at(
          comma ? object.properties.end : last.getEnd(),
          isLong ? `${comma ? '' : ','}${eolOf(text)}${indent}${member}${comma ? ',' : ''}` : `, ${member}`,
        );
    return [proposalFor(place, module, [edit], member)];
  }
  const end = module.statements.at(-1)?.getEnd() ?? text.length;
  const semicolon = text.includes(';') ? ';' : '';
  const line = given.size > 0 ? `exports.${member} = ${member}${semicolon}` : `module.exports = { ${member} }${semicolon}`;
  const gap = given.size > 0 && !ts.isFunctionDeclaration(module.statements.at(-1) ?? module) ? eolOf(text) : eolOf(text) + eolOf(text);
  return [proposalFor(place, module, [at(end, gap + line)], member)];
}

function proposalFor({ file }: TypedPlace, module: tsModule.SourceFile, edits: TypedProposal['edits'], name: string): TypedProposal {
  return {
    variant: 'export-in-module',
    title: `Export '${name}' from ${path.posix.basename(module.fileName)}`,
    explanation: `${path.posix.basename(module.fileName)} makes '${name}' and does not give it out, so other files get nothing.`,
    ...(module.fileName === file.fileName ? { edits } : { edits: [], otherFiles: [{ path: module.fileName, text: module.text, edits }] }),
  };
}

const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function declarations(ts: TypedPlace['ts'], module: tsModule.SourceFile): string[] {
  return module.statements.flatMap((one) =>
    ts.isVariableStatement(one)
      ? one.declarationList.declarations.flatMap(({ name, initializer }) =>
          ts.isIdentifier(name) && !/^require\(/.test(initializer?.getText(module) ?? '') ? [name.text] : [],
        )
      : ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one)
        ? [one.name?.text ?? '']
        : [],
  );
}

/** What a CommonJS module gives out by name. */
class Exports extends Set<string> {
  /** It is one thing: `module.exports = router`. */
  whole = false;
  /** `module.exports = { … }`. */
  object: tsModule.ObjectLiteralExpression | undefined;
}

function exportedNames(ts: TypedPlace['ts'], module: tsModule.SourceFile): Exports {
  const found = new Exports();
  for (const { left, right, operatorToken } of nodesIn(ts, module, ts.isBinaryExpression)) {
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
    const target = left.getText(module);
    const member = /^(?:module\.)?exports\.([\w$]+)$/.exec(target)?.[1];
    if (member !== undefined) found.add(member);
    if (target !== 'module.exports') continue;
    if (!ts.isObjectLiteralExpression(right)) found.whole = true;
    else {
      found.object = right;
      if (right.properties.some(ts.isSpreadAssignment)) found.whole = true;
      for (const property of right.properties) if (property.name) found.add(property.name.getText(module));
    }
  }
  return found;
}

/** An ES module has the name and does not export it. */
function named(place: TypedPlace): TypedProposal[] {
  const { ts, file, message } = place;
  const found = NO_EXPORT.exec(message);
  const specifier = found?.[1] ?? /from ['"]([^'"]+)['"]/.exec(message)?.[1] ?? /requested module '([^']+)'/.exec(message)?.[1];
  const name = found?.[2] ?? found?.[3];
  if (specifier === undefined || name === undefined) return [];
  const module = ownModule(place, specifier);
  if (!module || module === file) return [];
  if (name === 'default') return defaultOf(place, module, specifier);
  const inModule = { ts, file: module, text: module.text, folder: place.folder, path: module.fileName };
  if (!isEsModule(inModule)) return [];
  // It gives out what it has, in the way of the other kind of modules.
  if (exportedNames(ts, module).has(name))
    return toExports(inModule).map((one) => ({
      ...one,
      edits: [],
      otherFiles: [{ path: module.fileName, text: module.text, edits: one.edits }],
    }));
  for (const statement of module.statements) {
    const isIt = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.some((one) => one.name.getText(module) === name)
      : (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name?.text === name;
    if (!isIt || !ts.canHaveModifiers(statement)) continue;
    if (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true) return [];
    return [proposalFor(place, module, [at(statement.getStart(module), 'export ')], name)];
  }
  return [];
}

/** Nothing is exported at all, and one thing was made. */
function defaultOf(place: TypedPlace, module: tsModule.SourceFile, specifier: string): TypedProposal[] {
  const { ts, file } = place;
  const exports = module.statements.some(
    (one) =>
      ts.isExportAssignment(one) ||
      ts.isExportDeclaration(one) ||
      (ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true),
  );
  const wanted = nodesIn(ts, file, ts.isImportDeclaration).find(
    ({ moduleSpecifier }) => moduleSpecifier.getText(file).slice(1, -1) === specifier,
  )?.importClause?.name?.text;
  if (exports || wanted === undefined) return [];
  const whole = wholeOf(ts, module, wanted);
  const { text } = module;
  return whole === undefined
    ? []
    : [
        proposalFor(
          place,
          module,
          [
            at(
              module.statements.at(-1)?.getEnd() ?? text.length,
              `${eolOf(text)}${eolOf(text)}export default ${whole}${text.includes(';') ? ';' : ''}`,
            ),
          ],
          whole,
        ),
      ];
}

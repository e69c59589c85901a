/**
 * Mistake: a function of Node that takes a callback is used as if it gave a promise, or the value itself.
 *
 * Before:  `await fs.readFile('a.txt', 'utf8')` with `import fs from 'fs'`       After:  with `import fs from 'fs/promises'`
 * Before:  `const text = fs.readFile('a.txt', 'utf8')`                           After:  `fs.readFileSync('a.txt', 'utf8')`
 *
 * When not: Node has no such function in the other form.
 */
import type * as tsModule from 'typescript';
import { checkedProposals } from '../framework/checked-proposals';
import { nameAtEnd, nearest, onLine } from '../framework/crash';
import { bindingOf, hasFunction, nodeModule } from '../framework/node-modules';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { usesOf } from '../framework/value-flow';

const WANTED =
  /^The "(?:cb|callback|listener|maybeCallback)" argument must be of type function\. Received (?:undefined|type |an instance of )/;
export const callbackApi: TypedRule = {
  id: 'typescript/callback-api',
  family: 'typescript/runtime',
  answers: {
    codes: ['TypeError', 'ERR_INVALID_ARG_TYPE', 'TS2345', 'TS2554', 'TS2769', 'TS2322'],
    where: ({ errorType, message }) => errorType.startsWith('TS') || WANTED.test(message),
  },
  propose(place) {
    if (place.code > 0) return typed(place);
    const found = onLine(place, place.ts.isCallExpression).flatMap((call) => {
      const api = apiOf(place, call.expression);
      return api ? [{ call, api }] : [];
    });
    const one = nearest(
      place,
      found.map(({ call }) => call),
      ({ expression }) => (nameAtEnd(place.ts, expression) ?? expression).getStart(place.file),
    );
    const api = found.find(({ call }) => call === one)?.api;
    return one && api ? ways(place, one, api) : [];
  },
};

/** The same before it runs: the checker misses the callback where the call is waited for. */
function typed(place: TypedPlace): TypedProposal[] {
  const call = place.ts.findAncestor(place.node, place.ts.isCallExpression);
  const api = call && apiOf(place, call.expression);
  return call && api ? checkedProposals(place, ways(place, call, api)) : [];
}

interface Api {
  readonly module: string;
  readonly name: string;
  /** The name of the module as text in the import: `'node:fs'`. */
  readonly specifier: tsModule.StringLiteralLike;
  /** The name that the file has of the module, or of the function itself. */
  readonly bound: tsModule.Identifier;
  /** The function was imported by itself. */
  readonly alone: boolean;
}

/** The function of Node that an expression names. */
function apiOf(place: TypedPlace, callee: tsModule.Expression): Api | undefined {
  const { ts } = place;
  const root =
    ts.isPropertyAccessExpression(callee) && ts.isIdentifier(callee.expression)
      ? callee.expression
      : ts.isIdentifier(callee)
        ? callee
        : undefined;
  const bound = root && bindingOf(place, root.text);
  const module = bound && nodeModule(bound.specifier.text);
  if (!root || !bound || module === undefined) return undefined;
  const alone = callee === root;
  const name = alone ? (bound.imported ?? '') : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  if (alone !== (bound.imported !== undefined) || !hasFunction(module, name)) return undefined;
  return { module, name, specifier: bound.specifier, bound: bound.name, alone };
}

function ways(place: TypedPlace, call: tsModule.CallExpression, api: Api): TypedProposal[] {
  const { ts, file } = place;
  const promises = `${api.module}/promises`;
  const isPromiseWanted =
    ts.isAwaitExpression(call.parent) ||
    (ts.isPropertyAccessExpression(call.parent) && /^(?:then|catch|finally)$/.test(call.parent.name.text)) ||
    ts.findAncestor(
      call,
      (node) =>
        ts.isArrayLiteralExpression(node) && /Promise\.\w+$/.test(ts.isCallExpression(node.parent) ? node.parent.expression.getText() : ''),
    ) !== undefined ||
    isReturned(place, call);
  const explanation = `'${api.name}' of '${api.module}' calls back when it is done and gives no ${isPromiseWanted ? 'promise' : 'value'}.`;
  const callee = call.expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!isPromiseWanted) {
    const sync = `${api.name}Sync`;
    // An emptied import list may hold the function for other places: only a member can be changed by itself.
    if (!hasFunction(api.module, sync)) return [];
    const edits = api.alone ? renamed(place, api, sync) : [{ start: name.getStart(file), end: name.getEnd(), text: sync }];
    return edits ? [{ variant: 'waiting-form', title: `Use '${sync}'`, explanation: `${explanation} '${sync}' does.`, edits }] : [];
  }
  if (!hasFunction(promises, api.name)) return [];
  const { specifier, bound } = api;
  const whole = { start: specifier.getEnd() - 1, end: specifier.getEnd() - 1, text: '/promises' };
  const toPromises: TypedProposal = {
    variant: 'module-of-promises',
    title: `Import from '${specifier.text}/promises'`,
    explanation: `${explanation} The one of '${specifier.text}/promises' does.`,
    edits: [whole],
  };
  if (isOnlyForPromises(place, api)) return [toPromises];
  if (api.alone || api.module === 'stream' || api.module === 'timers') return [];
  return [
    {
      variant: 'promises-of-module',
      title: `Use '${bound.text}.promises.${api.name}'`,
      explanation: `${explanation} The one of '${bound.text}.promises' does.`,
      edits: [{ start: name.getStart(file), end: name.getStart(file), text: 'promises.' }],
    },
  ];
}

/** What an async function, or one whose callers wait, gives back. */
function isReturned({ ts }: TypedPlace, call: tsModule.CallExpression): boolean {
  if (!ts.isReturnStatement(call.parent) && !(ts.isArrowFunction(call.parent) && call.parent.body === call)) return false;
  const around = ts.findAncestor(call, ts.isFunctionLike);
  return (
    around !== undefined &&
    ts.canHaveModifiers(around) &&
    ts.getModifiers(around)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) === true
  );
}

/** Whether every use of what the statement imports has a form of promises, and is used as one. */
function isOnlyForPromises(place: TypedPlace, { specifier, module }: Api): boolean {
  const { ts } = place;
  const statement = ts.findAncestor(specifier, (node) => ts.isImportDeclaration(node) || ts.isVariableDeclaration(node));
  if (!statement) return false;
  const bound = bindings(place, statement);
  return (
    bound.length > 0 &&
    bound.every((name) =>
      usesOf(place, name).every((use) => {
        const api = apiOf(place, ts.isPropertyAccessExpression(use.parent) && use.parent.expression === use ? use.parent : use);
        if (!api || !hasFunction(`${module}/promises`, api.name)) return false;
        const callee = api.alone ? use : use.parent;
        // A callback is given: the form without promises is meant there.
        return (
          ts.isCallExpression(callee.parent) &&
          callee.parent.expression === callee &&
          !callee.parent.arguments.some((one) => ts.isArrowFunction(one) || ts.isFunctionExpression(one))
        );
      }),
    )
  );
}

function bindings({ ts }: TypedPlace, statement: tsModule.Node): tsModule.Identifier[] {
  if (ts.isVariableDeclaration(statement)) {
    if (ts.isIdentifier(statement.name)) return [statement.name];
    return statement.name.elements.flatMap((one) => (ts.isBindingElement(one) && ts.isIdentifier(one.name) ? [one.name] : []));
  }
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  const named = clause?.namedBindings;
  return [
    ...(clause?.name ? [clause.name] : []),
    ...(named ? (ts.isNamedImports(named) ? named.elements.map((one) => one.name) : [named.name]) : []),
  ];
}

/** The imported function by its other name, wherever the file says it; undefined where it has a name of the file's own. */
function renamed(place: TypedPlace, { bound, name }: Api, to: string): { start: number; end: number; text: string }[] | undefined {
  if (bound.text !== name) return undefined;
  return [bound, ...usesOf(place, bound)].map((one) => ({ start: one.getStart(place.file), end: one.getEnd(), text: to }));
}

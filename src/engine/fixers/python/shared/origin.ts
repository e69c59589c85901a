// Where a value on a line came from: through names, attributes of self, parameters and functions of the file, one step at a time.

import type { SyntaxNode } from '@lezer/common';
import { children, type Binding, type Scope } from '../../../syntax/python-scopes';
import { argumentsOf, enclosing, memberOf, parameters, textOf, type PythonFile } from './python-file';

const MAX_STEPS = 6;

/**
 * The expressions a value came through, itself first, the place it was made last. A step is taken only where one place alone can have
 * given the value: the one assignment to a name, the one argument a parameter gets in this file, the one value a function returns.
 */
export function originsOf(file: PythonFile, node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  let at: SyntaxNode | undefined = node;
  while (at && out.length < MAX_STEPS && !out.some((known) => known.from === at?.from && known.to === at.to)) {
    out.push(at);
    at = stepBack(file, at);
  }
  return out;
}

/** The place the value was made, as far as the file shows it. */
export function originOf(file: PythonFile, node: SyntaxNode): SyntaxNode {
  return originsOf(file, node).at(-1) ?? node;
}

function stepBack(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  switch (node.name) {
    case 'ParenthesizedExpression':
      return node.firstChild?.nextSibling ?? undefined;
    case 'VariableName': {
      const statement = givenBy(file, node);
      if (statement) return lastValue(statement);
      return argumentFor(file, node);
    }
    case 'MemberExpression': {
      const statement = givenBy(file, node);
      return statement ? lastValue(statement) : undefined;
    }
    case 'CallExpression':
      return returned(file, node);
    default:
      return undefined;
  }
}

/** The only value of `a = value`; undefined where several are unpacked. */
export function lastValue(statement: SyntaxNode): SyntaxNode | undefined {
  const parts = children(statement);
  const at = parts.map((part) => part.name).lastIndexOf('AssignOp');
  const [value, comma, next] = parts.slice(at + 1);
  return at > 0 && value && (comma === undefined || (comma.name === ',' && next === undefined)) ? value : undefined;
}

/** The one assignment statement that gives a name, or an attribute of self, its value as seen from the node. */
export function givenBy(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  const text = textOf(file, node);
  if (node.name === 'VariableName') {
    const binding = bindingBefore(file, node);
    return binding?.kind === 'assign' && binding.node.name === 'AssignStatement' && isSingleTarget(binding.node, binding.from)
      ? binding.node
      : undefined;
  }
  const member = memberOf(node);
  if (!member || !/^(?:self|cls)$/.test(textOf(file, member.object))) return undefined;
  const around = enclosing(node, 'ClassDefinition');
  const found: SyntaxNode[] = [];
  around?.cursor().iterate((ref) => {
    const target = ref.name === 'AssignStatement' ? ref.node.firstChild : undefined;
    if (target && textOf(file, target) === text) found.push(ref.node);
  });
  const own = around && file.scopes.scopes.find((scope) => scope.kind === 'class' && scope.node.from === around.from);
  const ofClass = own?.bindings.get(textOf(file, member.property)) ?? [];
  if (found.length === 0 && ofClass.length === 1 && ofClass[0]?.node.name === 'AssignStatement') return ofClass[0].node;
  // A first value of None says nothing of what it is later.
  const telling = found.filter((statement) => lastValue(statement)?.name !== 'None');
  return telling.length === 1 ? telling[0] : undefined;
}

const isSingleTarget = (statement: SyntaxNode, from: number): boolean =>
  statement.firstChild?.from === from && statement.firstChild.nextSibling?.name !== ',';

/** The one binding a name's value must have come from: the only one, or the last before the use in the same run of statements. */
export function bindingBefore(file: PythonFile, node: SyntaxNode): Binding | undefined {
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  if (!home || home === 'builtin') return undefined;
  const real = (home.bindings.get(name) ?? []).filter(
    ({ kind, node: by }) => kind !== 'augmented' && !(kind === 'assign' && !hasValue(by)),
  );
  if (real.length <= 1) return real[0];
  const last = real.filter(({ node: by }) => by.to <= node.from).at(-1);
  if (!last) return undefined;
  // The last one before the use, where the use can't be reached around it.
  const block = last.node.parent;
  const isAhead = block !== null && block.from <= node.from && block.to >= node.to;
  const loop = enclosing(node, 'ForStatement', 'WhileStatement');
  const laterInLoop = loop !== undefined && loop.from > last.node.from && real.some(({ from, to }) => from > loop.from && to < loop.to);
  return isAhead && !laterInLoop ? last : undefined;
}

const hasValue = (statement: SyntaxNode): boolean => statement.name !== 'AssignStatement' || statement.getChild('AssignOp') !== null;

/** What the calls of this file give for a parameter, where they all write the same, or there is but one. */
function argumentFor(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  if (!home || home === 'builtin' || home.kind !== 'function' || home.node.name !== 'FunctionDefinition') return undefined;
  const bindings = home.bindings.get(name) ?? [];
  if (bindings.length !== 1 || bindings[0]?.kind !== 'param') return undefined;
  const given = callsOf(file, home).map((call) => argumentOf(file, home, call, name));
  const known = given.filter((it) => it !== undefined);
  return known.length === given.length && new Set(known.map((it) => textOf(file, it))).size === 1 ? known[0] : undefined;
}

/** Calls of a function of the file, by its name, a class of the file's for its `__init__`, through self or another object. */
export function callsOf(file: PythonFile, scope: Scope): SyntaxNode[] {
  const name = scope.name === '__init__' && scope.parent?.kind === 'class' ? scope.parent.name : scope.name;
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'CallExpression') return;
      const callee = ref.node.firstChild;
      const member = callee ? memberOf(callee) : undefined;
      const called = member ? member.property : callee?.name === 'VariableName' ? callee : undefined;
      if (called && textOf(file, called) === name) out.push(ref.node);
    },
  });
  return out;
}

/** The expression a call gives for a parameter. */
export function argumentOf(file: PythonFile, scope: Scope, call: SyntaxNode, name: string): SyntaxNode | undefined {
  const all = argumentsOf(call);
  if (all.some(({ stars }) => stars !== '')) return undefined;
  const named = all.find((it) => it.name && textOf(file, it.name) === name)?.value;
  if (named) return named;
  const own = parameters(file, scope.node).filter(({ kind }) => kind === 'positional');
  const isMethod = scope.parent?.kind === 'class' && /^(?:self|cls)$/.test(own[0]?.name ?? '');
  const index = own.findIndex((it) => it.name === name) - (isMethod ? 1 : 0);
  return index < 0 ? undefined : all.filter((it) => !it.name)[index]?.value;
}

/** What a function of the file returns, where that is one expression. */
function returned(file: PythonFile, call: SyntaxNode): SyntaxNode | undefined {
  const definition = definitionOf(file, call);
  if (!definition || textBefore(file, definition).endsWith('async ')) return undefined;
  const found: SyntaxNode[] = [];
  let generator = false;
  definition.node.cursor().iterate((ref) => {
    if (ref.from > definition.node.from && /^(?:FunctionDefinition|LambdaExpression|ClassDefinition)$/.test(ref.name)) return false;
    if (ref.name === 'ReturnStatement') found.push(ref.node);
    if (ref.name === 'YieldExpression' || ref.name === 'YieldStatement') generator = true;
    return undefined;
  });
  const parts = found[0] ? children(found[0]).slice(1) : [];
  return found.length === 1 && !generator && parts.length === 1 ? parts[0] : undefined;
}

const textBefore = (file: PythonFile, scope: Scope): string => file.text.slice(scope.node.from, scope.node.from + 6);

/** The function of the file that a call plainly means. */
export function definitionOf(file: PythonFile, call: SyntaxNode): Scope | undefined {
  const callee = call.firstChild;
  if (!callee) return undefined;
  const member = memberOf(callee);
  const name = textOf(file, member ? member.property : callee);
  const found = file.scopes.scopes.filter(
    (scope) =>
      scope.kind === 'function' &&
      scope.name === name &&
      scope.node.name === 'FunctionDefinition' &&
      (scope.parent?.kind === 'class') === (member !== undefined),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** What a loop or comprehension goes over to give a name its values: `xs` of `for x in xs`; undefined where several names are unpacked. */
export function iteratedFor(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  const bindings = home && home !== 'builtin' ? (home.bindings.get(name) ?? []).filter(({ kind }) => kind === 'for') : [];
  const [only] = bindings;
  if (!only || bindings.length > 1) return undefined;
  const target = file.scopes.tree.resolveInner(only.from, 1);
  if (target.prevSibling?.name !== 'for' || target.nextSibling?.name !== 'in') return undefined;
  return target.nextSibling.nextSibling ?? undefined;
}

/** An expression as it can stand before a dot or an operator. */
export const grouped = (node: SyntaxNode, text: string): string =>
  /^(?:BinaryExpression|UnaryExpression|ConditionalExpression|LambdaExpression|AwaitExpression|NamedExpression)$/.test(node.name)
    ? `(${text})`
    : text;

/** Methods whose result is made of what their object holds, and is of its kind: text of text, bytes of bytes. */
const OF_ITS_KIND =
  /^(?:strip|lstrip|rstrip|split|rsplit|splitlines|partition|rpartition|replace|lower|upper|title|read|readline|readlines|communicate|getvalue|ljust|rjust|removeprefix|removesuffix|recv|copy)$/;
const MAX_PEELED = 10;

/**
 * Back to what data were read from: through names, loops, `with`, items and methods that keep the kind of what they are given. `test`
 * tells where to stop; undefined where that is never reached.
 */
export function sourceOf(file: PythonFile, node: SyntaxNode, test: (call: SyntaxNode) => boolean): SyntaxNode | undefined {
  const seen = new Set<number>();
  let at: SyntaxNode | undefined = node;
  for (let i = 0; at && i < MAX_PEELED; i++) {
    if (at.name === 'CallExpression' && test(at)) return at;
    const id: number = at.from * 1e7 + at.to;
    if (seen.has(id)) return undefined;
    seen.add(id);
    at = peeled(file, at);
  }
  return undefined;
}

function peeled(file: PythonFile, node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === 'AwaitExpression') return node.lastChild ?? undefined;
  if (node.name === 'CallExpression') {
    const member = node.firstChild ? memberOf(node.firstChild) : undefined;
    return member && OF_ITS_KIND.test(textOf(file, member.property)) ? member.object : stepBack(file, node);
  }
  if (node.name === 'MemberExpression') {
    const given = stepBack(file, node);
    return given ?? node.firstChild ?? undefined;
  }
  if (node.name !== 'VariableName') return stepBack(file, node);
  const given = stepBack(file, node);
  if (given) return given;
  const binding = bindingBefore(file, node);
  if (binding?.kind === 'with') {
    let before = file.scopes.tree.resolveInner(binding.from, 1).prevSibling;
    if (before?.name === 'as') before = before.prevSibling;
    return before ?? undefined;
  }
  if (binding?.kind === 'assign') return lastValue(binding.node);
  return binding?.kind === 'for' ? iteratedFor(file, node) : undefined;
}

/** The literal an expression stands for: through names, and through items of literals that are written with their position or key. */
export function literalOf(file: PythonFile, node: SyntaxNode, depth = 0): SyntaxNode | undefined {
  if (depth > MAX_STEPS) return undefined;
  if (/^(?:Array|Dictionary|Set|Tuple)Expression$|^(?:String|Number)$/.test(node.name)) return node;
  const parts = children(node);
  const index = parts[2];
  if (node.name === 'MemberExpression' && parts[0] && index && parts[1]?.name === '[' && parts.length === 4) {
    const whole = literalOf(file, parts[0], depth + 1);
    if (whole?.name === 'DictionaryExpression') return entriesOf(whole).find(({ key }) => sameLiteral(file, key, index))?.value;
    const items = whole ? itemsOf(whole) : [];
    return index.name === 'Number' ? items[Number(textOf(file, index))] : undefined;
  }
  const before = stepBack(file, node);
  return before ? literalOf(file, before, depth + 1) : undefined;
}

/** Items of a list, tuple or set as written. */
export const itemsOf = (node: SyntaxNode): SyntaxNode[] =>
  /^(?:Array|Tuple|Set)Expression$/.test(node.name) ? children(node).filter((part) => !/^[[\](){},]$|^Comment$/.test(part.name)) : [];

/** Keys and values of a dict as written. */
export function entriesOf(node: SyntaxNode): { readonly key: SyntaxNode; readonly value: SyntaxNode }[] {
  const parts = children(node);
  return parts.flatMap((part, i) => {
    const value = parts[i + 2];
    return parts[i + 1]?.name === ':' && value ? [{ key: part, value }] : [];
  });
}

/** Two texts or numbers that are the same, however quoted. */
export const sameLiteral = (file: PythonFile, a: SyntaxNode, b: SyntaxNode): boolean =>
  a.name === b.name && textOf(file, a).replace(/^["']|["']$/g, '') === textOf(file, b).replace(/^["']|["']$/g, '');

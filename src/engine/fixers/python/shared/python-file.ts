// What every Python fixer asks first: the scopes of the file, the node at the problem, the words of its signature.

import type { SyntaxNode } from '@lezer/common';
import type { FixContext } from '../../fixer';
import { children, pythonScopes, type NameUse, type PythonScopes, type Scope } from '../../../syntax/python-scopes';
import { ASSUMED_MINOR } from './stdlib';

export interface PythonFile {
  readonly context: FixContext;
  readonly text: string;
  readonly scopes: PythonScopes;
  /** Minor version of Python 3 the code runs under, as far as known. */
  readonly minor: number;
  /** Offsets of the lines of the problem, from the first line's start to the last line's end. */
  readonly from: number;
  readonly to: number;
}

export function pythonFile(context: FixContext): PythonFile {
  const { source } = context;
  const first = source.lineOf(context.start);
  const last = source.lineOf(context.end > context.start ? context.end - 1 : context.end);
  const version = /^3\.(\d+)/.exec(context.workspace.interpreter?.version ?? '');
  return {
    context,
    text: source.text,
    scopes: pythonScopes(source.text),
    minor: version ? Number(version[1]) : ASSUMED_MINOR,
    from: source.lineStarts[first] ?? 0,
    to: (source.lineStarts[last] ?? 0) + source.line(last).length,
  };
}

export const hole = (context: FixContext, name: string): string | undefined => context.problem.signature.holes[name];

export const textOf = (file: PythonFile, node: SyntaxNode): string => file.text.slice(node.from, node.to);

/** Nodes of a kind that lie wholly or in part on the problem's lines; those the problem's own range covers first, the nearest to its start first. */
export function nodesAt(file: PythonFile, ...kinds: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const { from, to } = statementLines(file);
  file.scopes.tree.iterate({
    from,
    to,
    enter: (ref) => {
      if (kinds.includes(ref.name) && ref.from < to && ref.to > from) found.push(ref.node);
    },
  });
  const { start, end } = file.context;
  const whole = end - start >= to - from - 1 || end === start;
  const rank = (node: SyntaxNode): number =>
    whole ? 0 : node.from >= start && node.to <= end ? 0 : node.from <= start && node.to >= end ? 1 : 2;
  return found.filter((node) => node.from >= from || node.to <= to).sort((a, b) => rank(a) - rank(b));
}

/** The problem's lines; where the problem is a statement over several lines (3.8 reports its last or first), all of them, but never its body. */
function statementLines(file: PythonFile): { from: number; to: number } {
  let node: SyntaxNode | null = file.scopes.tree.resolveInner(Math.max(file.from, firstInk(file.text, file.from)), 1);
  let best: SyntaxNode | undefined;
  for (; node; node = node.parent) {
    if (/Statement$|Definition$/.test(node.name)) {
      best = node;
      break;
    }
  }
  if (!best || COMPOUND.has(best.name)) return { from: file.from, to: file.to };
  return { from: Math.min(file.from, best.from), to: Math.max(file.to, best.to) };
}

const COMPOUND: ReadonlySet<string> = new Set([
  'IfStatement',
  'ForStatement',
  'WhileStatement',
  'WithStatement',
  'TryStatement',
  'MatchStatement',
  'FunctionDefinition',
  'ClassDefinition',
  'DecoratedStatement',
]);

function firstInk(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** The use of a name the problem speaks of: where it points, else on its line, else the first one that nothing binds. */
export function useAt(file: PythonFile, name: string): NameUse | undefined {
  const uses = file.scopes.uses.filter((use) => use.name === name);
  const { from, to } = statementLines(file);
  return (
    uses.find((use) => use.from === file.context.start) ??
    uses.find((use) => use.from >= file.from && use.to <= file.to) ??
    uses.find((use) => use.from >= from && use.to <= to)
  );
}

/** The innermost enclosing node of one of the kinds, the node itself included. */
export function enclosing(node: SyntaxNode | null, ...kinds: readonly string[]): SyntaxNode | undefined {
  for (let at = node; at; at = at.parent) if (kinds.includes(at.name)) return at;
  return undefined;
}

/** The scope of the `def` around a scope, itself included, through lambdas and comprehensions; undefined outside of functions. */
export function functionAround(scope: Scope): Scope | undefined {
  let at: Scope | undefined = scope;
  while (at && at.kind !== 'function') at = at.parent;
  return at?.node.name === 'FunctionDefinition' ? at : undefined;
}

export interface Method {
  readonly definition: SyntaxNode;
  readonly classScope: Scope;
  /** Its first parameter's name; undefined where it has none. */
  readonly self: string | undefined;
  readonly decorators: readonly string[];
}

/** The method around a scope, through nested functions and comprehensions. */
export function methodAround(file: PythonFile, scope: Scope): Method | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.kind === 'function' && at.parent?.kind === 'class') {
      const decorated = at.node.parent?.name === 'DecoratedStatement' ? at.node.parent : undefined;
      const decorators = decorated
        ? children(decorated)
            .filter((child) => child.name === 'Decorator')
            .map((child) => textOf(file, child).slice(1).trim())
        : [];
      return { definition: at.node, classScope: at.parent, self: parameters(file, at.node)[0]?.name, decorators };
    }
    if (at.kind === 'class') return undefined;
  }
  return undefined;
}

export interface Parameter {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly default: SyntaxNode | undefined;
  readonly annotation: SyntaxNode | undefined;
  readonly kind: 'positional' | 'star' | 'keyword' | 'double-star';
}

/** Parameters of a FunctionDefinition or LambdaExpression. */
export function parameters(file: Pick<PythonFile, 'text'>, definition: SyntaxNode): Parameter[] {
  const list = definition.getChild('ParamList');
  if (!list) return [];
  const out: Parameter[] = [];
  let stars = '';
  let keyword = false;
  let value = false;
  for (const part of children(list)) {
    if (part.name === ',') {
      if (stars === '*') keyword = true;
      stars = '';
      value = false;
    } else if (part.name === '*' || part.name === '**') stars = part.name;
    else if (part.name === 'AssignOp') value = true;
    else if (part.name === 'TypeDef') {
      const last = out.at(-1);
      if (last) out[out.length - 1] = { ...last, annotation: part.lastChild ?? undefined };
    } else if (value) {
      const last = out.at(-1);
      if (last) out[out.length - 1] = { ...last, default: part };
      value = false;
    } else if (part.name === 'VariableName') {
      out.push({
        name: file.text.slice(part.from, part.to),
        from: part.from,
        to: part.to,
        default: undefined,
        annotation: undefined,
        kind: stars === '*' ? 'star' : stars === '**' ? 'double-star' : keyword ? 'keyword' : 'positional',
      });
      if (stars === '*') keyword = true;
      stars = '';
    }
  }
  return out;
}

export interface Argument {
  /** Of a keyword argument. */
  readonly name: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  /** `*x` and `**x`. */
  readonly stars: '' | '*' | '**';
  readonly from: number;
  readonly to: number;
}

/** Arguments of a CallExpression. */
export function argumentsOf(call: SyntaxNode): Argument[] {
  const list = call.getChild('ArgList');
  if (!list) return [];
  const out: Argument[] = [];
  let current: SyntaxNode[] = [];
  const close = (): void => {
    const [first] = current;
    const last = current.at(-1);
    if (first && last) {
      const named = current[1]?.name === 'AssignOp';
      const stars = first.name === '*' || first.name === '**' ? first.name : '';
      out.push({
        name: named ? first : undefined,
        value: named ? current[2] : stars ? current[1] : first,
        stars,
        from: first.from,
        to: last.to,
      });
    }
    current = [];
  };
  for (const part of children(list)) {
    if (part.name === '(' || part.name === ')') continue;
    if (part.name === ',') close();
    else if (part.name !== 'Comment') current.push(part);
  }
  close();
  return out;
}

/** Object and last attribute of `a.b.c`; undefined for a subscript. */
export function memberOf(node: SyntaxNode): { readonly object: SyntaxNode; readonly property: SyntaxNode } | undefined {
  const object = node.firstChild;
  const property = node.lastChild;
  return node.name === 'MemberExpression' && object && property?.name === 'PropertyName' ? { object, property } : undefined;
}

/** Object and index of `a[b]`, the index as its text range. */
export function subscriptOf(
  node: SyntaxNode,
): { readonly object: SyntaxNode; readonly open: SyntaxNode; readonly close: SyntaxNode } | undefined {
  const parts = children(node);
  const object = parts[0];
  const open = parts[1];
  const close = parts.at(-1);
  return node.name === 'MemberExpression' && object && open?.name === '[' && close?.name === ']' ? { object, open, close } : undefined;
}

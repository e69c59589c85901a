// What else an undefined name may have been meant to be where spelling says nothing: known names by the part they play around it.
// Only guesses, for crashes: nothing here is sure, and all of it gives way to a slip of the fingers or a missing import.

import type { SyntaxNode } from '@lezer/common';
import type { NameUse, Scope } from '../../../syntax/python-scopes';
import { children } from '../../../syntax/python-scopes';
import { replace } from '../../../syntax/edits';
import type { Proposal } from '../../fixer';
import { calls, changeAll, nodeOf, type Option } from './name-option';
import { typeOfBinding, isNumber } from '../shared/plain-types';
import { enclosing, functionAround, parameters, textOf, type PythonFile } from '../shared/python-file';
import { isStandardModule, standardAttributes } from '../shared/stdlib';

export function namesByRole(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const scope = functionAround(use.scope);
  if (!scope || calls(use, file)) return [];
  const here: Here = { file, use, scope, same: same.filter((other) => isWithin(scope, other)) };
  return [...sameIndex(here), ...unreadLocal(here), ...asIndex(here), ...loopItem(here), ...lastNumber(here)];
}

/** Whether the function gives the name a value before the place, or takes it, or it comes from outside; not by the statement the place is in. */
function hasValue({ file, use, scope }: Here, name: string): boolean {
  const home = file.scopes.resolve(name, use.scope);
  if (!home || home === 'builtin') return false;
  return (
    home !== scope ||
    (home.bindings.get(name) ?? []).some(
      (binding) => binding.kind === 'param' || (binding.from < use.from && !(binding.kind === 'assign' && use.to <= binding.node.to)),
    )
  );
}

interface Here {
  readonly file: PythonFile;
  readonly use: NameUse;
  /** The function around the use. */
  readonly scope: Scope;
  /** All uses of the name in it. */
  readonly same: readonly NameUse[];
}

const isWithin = ({ node }: Scope, use: NameUse): boolean => use.from >= node.from && use.to <= node.to;

function option(here: Here, name: string, variant: string, why: string, features: Record<string, number> = {}): Option {
  return {
    ground: 'guess',
    variant,
    features: { ...features, uses: here.same.length },
    title: `Change '${here.use.name}' to '${name}'`,
    explanation: `Nothing defines '${here.use.name}'; ${why}`,
    edits: changeAll(here.same, name),
  };
}

/** `text.lower(),split(' ')`: a comma where a dot was meant, before a method that everyday types have. */
export function commaForDot(file: PythonFile, use: NameUse): Proposal | undefined {
  if (file.text[use.from - 1] !== ',' || !/[\w)\]"']/.test(file.text[use.from - 2] ?? '') || !calls(use, file)) return undefined;
  if (!['str', 'list', 'dict', 'set'].some((type) => standardAttributes(type)?.includes(use.name))) return undefined;
  return {
    title: `Change ',' to '.' before '${use.name}'`,
    explanation: `No function '${use.name}' is defined, but it is a method; a dot leads to it, not a comma.`,
    edits: [replace(use.from - 1, use.from, '.')],
    variant: 'comma-for-dot',
  };
}

/** `a[i] + c[i]` beside `b[i]`: what is taken by the same index elsewhere. */
function sameIndex(here: Here): Option[] {
  const { file, use, scope } = here;
  const index = /^\[\s*([\w. ]+?)\s*\]/.exec(file.text.slice(use.to, use.to + 40))?.[1];
  if (index === undefined || /^\d+$/.test(index)) return [];
  const operation = nodeOf(file, use).parent?.parent;
  const found = new Map<string, number>();
  const beside = new Set<string>();
  for (const other of file.scopes.uses) {
    if (
      other.name === use.name ||
      !hasValue(here, other.name) ||
      other.from < scope.node.from ||
      other.to > scope.node.to ||
      !new RegExp(`^\\[\\s*${index.replace(/\./g, '\\.')}\\s*\\]`).test(file.text.slice(other.to, other.to + 45))
    )
      continue;
    // `a[i] + a[i]` was hardly meant.
    if (operation?.name === 'BinaryExpression' && other.from >= operation.from && other.to <= operation.to) beside.add(other.name);
    found.set(other.name, (found.get(other.name) ?? 0) + 1);
  }
  const ranked = [...found].filter(([name]) => !beside.has(name)).sort((a, b) => b[1] - a[1]);
  return ranked.slice(0, 2).map(([name, times], i) =>
    option(here, name, i === 0 ? 'same-index' : 'next-of-same-index', `'${name}' is read by the same index here.`, {
      times,
      rivals: ranked.length - 1,
    }),
  );
}

/** A local that is given values and never read. */
function unreadLocal(here: Here): Option[] {
  const { file, use, scope } = here;
  const read = new Set<string>();
  for (const other of file.scopes.uses) {
    const augmented = scope.bindings.get(other.name)?.some((binding) => binding.kind === 'augmented' && binding.from === other.from);
    if (other.from >= scope.node.from && other.to <= scope.node.to && !augmented && !ownUpdate(file, other)) read.add(other.name);
  }
  const unread = [...scope.bindings].filter(
    ([name, bindings]) =>
      !read.has(name) &&
      !name.startsWith('_') &&
      name.length > 0 &&
      bindings.every((binding) => /^(?:assign|augmented|for)$/.test(binding.kind)) &&
      bindings.some((binding) => binding.from < use.from) &&
      !bindings.some((binding) => use.from >= binding.node.from && use.to <= (binding.node.getChild('Body')?.from ?? binding.node.to)),
  );
  const [only] = unread;
  return only && unread.length === 1 ? [option(here, only[0], 'unread-local', `'${only[0]}' is given values that nothing reads.`)] : [];
}

/** The `i` on the right of `i = i + 1`. */
function ownUpdate(file: PythonFile, use: NameUse): boolean {
  const statement = enclosing(nodeOf(file, use), 'AssignStatement');
  const target = statement?.firstChild;
  return (
    target?.name === 'VariableName' &&
    textOf(file, target) === use.name &&
    statement !== undefined &&
    /^[\w\s=+\-*]+$/.test(textOf(file, statement))
  );
}

/** `row[x]`: the variable of the loop around, what the object is indexed by elsewhere, the value computed just before. */
function asIndex(here: Here): Option[] {
  const { file, use, scope } = here;
  const at = nodeOf(file, use);
  if (at.prevSibling?.name !== '[' || at.nextSibling?.name !== ']') return [];
  const names = new Map<string, Option>();
  const add = (name: string, variant: string, why: string, features?: Record<string, number>): void => {
    if (!names.has(name)) names.set(name, option(here, name, variant, why, features));
  };
  const loops = loopTargets(file, at);
  const [inner] = loops;
  if (inner && inner.names.length === 1 && inner.names[0])
    add(
      inner.names[0],
      loops.length === 1 ? 'loop-variable-as-index' : 'inner-loop-variable-as-index',
      `'${inner.names[0]}' is what the loop around it counts or visits.`,
    );
  const before = assignedBefore(here, at);
  if (before) add(before, 'assigned-before', `'${before}' was computed just before.`);
  const object = at.parent?.firstChild ? textOf(file, at.parent.firstChild) : '';
  for (const match of textOf(file, scope.node).matchAll(/([\w.]+)\[(\w+)\]/g)) {
    const name = match[2] ?? '';
    if (match[1] === object && hasValue(here, name) && name !== use.name && !inOwnHeader(file, at, name))
      add(name, 'index-used-elsewhere', `'${object}' is read by '${name}' elsewhere.`);
  }
  return [...names.values()].slice(0, 3);
}

interface Loop {
  readonly names: readonly string[];
}

/** Targets of the loops and comprehensions around, innermost first; not those in whose header the place is. */
function loopTargets(file: PythonFile, at: SyntaxNode): Loop[] {
  const out: Loop[] = [];
  for (
    let loop = enclosing(at, 'ForStatement', 'FunctionDefinition');
    loop && loop.name === 'ForStatement';
    loop = enclosing(loop.parent, 'ForStatement', 'FunctionDefinition')
  ) {
    const body = loop.getChild('Body');
    if (!body || at.from < body.from) continue;
    const parts = children(loop);
    const end = parts.findIndex((part) => part.name === 'in');
    out.push({
      names: parts
        .slice(1, end)
        .filter((part) => part.name === 'VariableName')
        .map((part) => textOf(file, part)),
    });
  }
  return out;
}

/** Whether the place is in the header of the loop that binds the name. */
export function inOwnHeader(file: PythonFile, at: SyntaxNode, name: string): boolean {
  const loop = enclosing(at, 'ForStatement');
  const body = loop?.getChild('Body');
  if (!loop || !body || at.from >= body.from) return false;
  const parts = children(loop);
  return parts
    .slice(
      1,
      parts.findIndex((part) => part.name === 'in'),
    )
    .some((part) => textOf(file, part).split(/\W+/).includes(name));
}

/** The last plain `name = …` before the place, in the same block. */
function assignedBefore(here: Here, at: SyntaxNode): string | undefined {
  const { file, use, scope } = here;
  let statement: SyntaxNode = at;
  while (statement.parent && statement.parent.name !== 'Body' && statement.parent !== scope.node) statement = statement.parent;
  for (let before = statement.prevSibling; before; before = before.prevSibling) {
    const target = before.name === 'AssignStatement' ? before.firstChild : undefined;
    if (target?.name === 'VariableName' && target.nextSibling?.name === 'AssignOp' && textOf(file, target) !== use.name)
      return textOf(file, target);
  }
  return undefined;
}

/** Words for an item of whatever is looped over. */
const ITEM = /^(?:[a-z]{1,2}|ele?|elem|elements?|item|items|it|num|number|val|value|entry|char|word|line)$/;

/** `seen += [n]` in `for element in items:`. */
function loopItem(here: Here): Option[] {
  const { file, use } = here;
  const at = nodeOf(file, use);
  if (!ITEM.test(use.name) || (at.prevSibling?.name === '[' && at.nextSibling?.name === ']' && at.parent?.name === 'MemberExpression'))
    return [];
  if (file.text[use.to] === '[' || file.text[use.to] === '.') return [];
  const [inner, outer] = loopTargets(file, at);
  const name = inner?.names.length === 1 ? inner.names[0] : undefined;
  return name !== undefined && name !== use.name
    ? [option(here, name, outer ? 'item-of-inner-loop' : 'loop-item', `'${name}' is the item that the loop is at.`)]
    : [];
}

/** `cols = missing // rows` right after `n = len(text)`: the last number computed before. */
function lastNumber(here: Here): Option[] {
  const { file, use, scope } = here;
  const at = nodeOf(file, use);
  const operator = at.parent?.name === 'BinaryExpression' ? children(at.parent).find((part) => part.name === 'ArithOp') : undefined;
  if (!operator || file.text[use.to] === '[' || file.text[use.to] === '.') return [];
  const beside = at.parent ? textOf(file, at.parent) : '';
  let best: { readonly name: string; readonly from: number } | undefined;
  for (const [name, bindings] of scope.bindings) {
    const last = bindings.filter((binding) => binding.kind === 'assign' && binding.to < use.from).at(-1);
    if (
      !last ||
      new RegExp(`\\b${name}\\b`).test(beside) ||
      !isNumber(typeOfBinding(file, scope, bindings, use.from)) ||
      (use.from >= last.node.from && use.to <= last.node.to)
    )
      continue;
    if (!best || last.from > best.from) best = { name, from: last.from };
  }
  return best ? [option(here, best.name, 'last-number', `'${best.name}' is the number computed just before.`)] : [];
}

/** A function of one parameter that reads a container by another name: `def ages(lst): for x in a:`. */
export function onlyParameter(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const scope = functionAround(use.scope);
  if (!scope || (isStandardModule(use.name) && use.name.length > 2)) return [];
  const all = parameters(file, scope.node).filter((it) => it.name !== 'self' && it.name !== 'cls');
  const [only] = all;
  if (!only || all.length !== 1 || only.kind !== 'positional') return [];
  const container = (other: NameUse): boolean => {
    const at = nodeOf(file, other);
    return (
      at.prevSibling?.name === 'in' ||
      file.text[other.to] === '[' ||
      /^\.(?:append|remove|pop|index|count|sort|insert)\b/.test(file.text.slice(other.to, other.to + 10))
    );
  };
  const measured = (other: NameUse): boolean => file.text.slice(other.from - 4, other.from) === 'len(';
  const own = file.scopes.uses.filter((other) => other.name === only.name && isWithin(scope, other));
  if (
    !same.some(container) ||
    !own.some((other) => container(other) || nodeOf(file, other).parent?.name === 'WhileStatement' || measured(other))
  )
    return [];
  const here: Here = { file, use, scope, same: same.filter((other) => isWithin(scope, other)) };
  return [option(here, only.name, 'only-parameter', `'${only.name}' is all that the function is given.`)];
}

/**
 * Mistake: a function assigns to a name somewhere, so the name is its own everywhere in it, and it is read before it has a value.
 *
 * Before:  `def tick(): count += 1`           After:  `def tick():` / `global count` / `count += 1`
 * Before:  `total == 0` … `total += x`        After:  `total = 0` … `total += x`
 *
 * When not: only some paths give it a value, and no plain start value shows.
 *
 * Tests: fixers.test.ts, names.test.ts
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue, plainType } from './plain-types';
import { enclosing, hole, nodesAt, parameters, pythonFile, textOf, type PythonFile } from './python-file';
import { similarity } from './similar';

export const unboundLocal: Fixer = {
  id: 'python/unbound-local',
  languages: PYTHON,
  answers: (problem) => familyOf(problem) === 'unbound-name' && problem.signature.holes['name'] !== undefined,
  propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name') ?? '';
    const use = nodesAt(file, 'VariableName').find((node) => textOf(file, node) === name);
    if (!use) return [];
    let scope: Scope | undefined = file.scopes.scopeAt(use.from);
    while (scope && !scope.bindings.has(name)) scope = scope.parent;
    if (!scope || scope.kind !== 'function' || scope.node.name !== 'FunctionDefinition') return [];
    // Unbound on some paths only: nothing but a comparison for an assignment is plain.
    if (/may be used|possibly/.test(context.problem.signature.shape)) return compared(file, scope, name);
    const out = [...compared(file, scope, name), ...outer(file, scope, name), ...otherName(file, scope, name, use), ...startValue(file, scope, name), ...collected(file, scope, name, use)];
    return out.sort((a, b) => b.confidence - a.confidence).slice(0, 3);
  },
};

/** `count == 0` as a statement where `count = 0` was meant. */
function compared(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const edits: OffsetEdit[] = [];
  scope.node.cursor().iterate((ref) => {
    if (ref.name !== 'ExpressionStatement') return;
    const comparison = ref.node.firstChild;
    const [left, op] = comparison?.name === 'BinaryExpression' ? children(comparison) : [];
    if (left?.name === 'VariableName' && textOf(file, left) === name && op && textOf(file, op) === '==') edits.push(replace(op.from, op.to, '='));
  });
  return edits.length === 0 ? [] : [{ title: "Change '==' to '='", explanation: `'==' compares; as a statement of its own it gives '${name}' no value.`, edits, confidence: 0.95 }];
}

/** The module, or the function around, has a variable of that name. */
function outer(file: PythonFile, scope: Scope, name: string): Proposal[] {
  let owner: Scope | undefined = scope.parent;
  while (owner && (owner.kind === 'class' || !owner.bindings.has(name))) owner = owner.parent;
  const bindings = owner?.bindings.get(name);
  if (!owner || !bindings) return [];
  const word = owner.kind === 'module' ? 'global' : 'nonlocal';
  const inner = scope.bindings.get(name) ?? [];
  // An import or a function of the same name is shadowed by mistake: another name would be right, not a declaration.
  if (bindings.some((binding) => binding.kind === 'import' || binding.kind === 'def' || binding.kind === 'class')) return [];
  const body = scope.node.getChild('Body');
  const first = body ? children(body).find((child) => child.name !== ':' && child.name !== 'Comment') : undefined;
  if (!first) return [];
  const isDocstring = first.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(first.firstChild?.name ?? '');
  const before = isDocstring ? first.nextSibling ?? first : first;
  const { source } = file.context;
  const line = source.lineOf(before.from);
  const onDefLine = line === source.lineOf(scope.node.from);
  const edit = onDefLine ? insert(before.from, `${word} ${name}; `) : insert(before.from, `${word} ${name}${source.eol}${source.indentOf(line)}`);
  const updated = inner.some((binding) => binding.kind === 'augmented');
  return [{ title: `Declare '${word} ${name}'`, explanation: `The function assigns to '${name}', so Python takes it for a new local variable. '${word}' says that the one outside is meant.`, edits: [edit], confidence: updated ? 0.93 : 0.8 }];
}

/** `randomFluid -= 1` where the parameter `n` is what is counted; `resutl += x`. */
function otherName(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  const bindings = scope.bindings.get(name) ?? [];
  if (!bindings.every((binding) => binding.kind === 'augmented')) return [];
  const all = file.scopes.uses.filter((it) => it.name === name && it.scope === scope);
  const out: Proposal[] = [];
  for (const [candidate, other] of scope.bindings) {
    if (candidate === name || other.every((binding) => binding.from > use.from)) continue;
    const near = similarity(name, candidate);
    if (near < 0.7) continue;
    out.push({ title: `Change '${name}' to '${candidate}'`, explanation: `'${name}' never gets a first value; '${candidate}' does.`, edits: all.map((it) => replace(it.from, it.to, candidate)), confidence: near >= 0.8 ? 0.85 : 0.6 });
  }
  return out;
}

/** `return x` after `for x in …: found.append(x)`: what was collected is what should be returned. */
function collected(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  if (use.parent?.name !== 'ReturnStatement' || !(scope.bindings.get(name) ?? []).every((binding) => binding.kind === 'for')) return [];
  const found = [...scope.bindings].filter(([candidate, bindings]) => {
    if (candidate === name || !bindings.every((binding) => binding.kind === 'assign' && /=\s*(?:\[\s*\]|list\(\)|set\(\)|\{\s*\})\s*$/.test(textOf(file, binding.node)))) return false;
    const uses = file.scopes.uses.filter((it) => it.name === candidate && it.scope === scope);
    return uses.some((it) => /^\.(?:append|add)\(/.test(file.text.slice(it.to, it.to + 9))) && !uses.some((it) => enclosing(file.scopes.tree.resolveInner(it.from, 1), 'ReturnStatement'));
  });
  const [only] = found;
  return only && found.length === 1 ? [{ title: `Return '${only[0]}'`, explanation: `'${name}' is only the loop's last item; '${only[0]}' is what the loop collects, and nothing returns it.`, edits: [replace(use.from, use.to, only[0])], confidence: 0.75 }] : [];
}

/** A counter or a list that only ever grows, and whose first value was forgotten. */
function startValue(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const bindings = scope.bindings.get(name) ?? [];
  const [first] = bindings;
  if (!first || !bindings.every((binding) => binding.kind === 'augmented' || selfReferring(file, binding.node, name, binding.kind))) return [];
  if (parameters(file, scope.node).some((it) => it.name === name)) return [];
  const value = first.kind === 'augmented' ? first.node.lastChild : assignedValue(first);
  const op = children(first.node)[1];
  const type = value ? plainType(file, value, scope) : undefined;
  const start = !value || !op ? undefined
    : first.kind === 'augmented' && textOf(file, op) === '*=' ? '1'
    : type === 'list' ? '[]' : type === 'str' ? "''" : type === 'int' || type === 'float' || type === 'number' || type === 'bool' ? '0' : undefined;
  if (start === undefined) return [];
  const at = beforeLoops(first.node, scope);
  const { source } = file.context;
  const line = source.lineOf(at.from);
  return [{ title: `Start with '${name} = ${start}'`, explanation: `'${name}' is changed before it has a first value.`, edits: [insert(at.from, `${name} = ${start}${source.eol}${source.indentOf(line)}`)], confidence: 0.42 }];
}

/** `x = x + 1`, and nothing else. */
function selfReferring(file: PythonFile, node: SyntaxNode, name: string, kind: string): boolean {
  return kind === 'assign' && new RegExp(`=\\s*${name}\\s*[-+*]`).test(textOf(file, node));
}

/** The outermost loop around a statement, inside the function: that is where a start value belongs before. */
function beforeLoops(statement: SyntaxNode, scope: Scope): SyntaxNode {
  let best: SyntaxNode = statement;
  for (let at: SyntaxNode | null = statement; at && at.from >= scope.node.from && at !== scope.node; at = at.parent) {
    if (at.parent?.name === 'Body' && at.parent.parent?.from === scope.node.from) best = at;
  }
  return enclosing(statement, 'ForStatement', 'WhileStatement') ? best : statement;
}

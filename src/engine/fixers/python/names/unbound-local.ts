/**
 * Mistake: a function assigns to a name somewhere, so the name is its own everywhere in it, and it is read before it has a value.
 *
 * Before:  `def tick(): count += 1`           After:  `def tick():` / `global count` / `count += 1`
 * Before:  `balance += paid` in a method     After:  `self.balance += paid`
 * Before:  `model = wrap(model)` in a method       After:  `model = wrap(self.model)`
 * Before:  `try: found = []` … `except: len(found)`  After:  `found = []` / `try:` …
 * Before:  `total == 0` … `total += x`        After:  `total = 0` … `total += x`
 * Before:  `max = max(points)`                After:  `max_ = max(points)`
 *
 * When not: only some paths give it a value, and no plain start value shows; a value of its own that nothing would read.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classMembers } from '../shared/class-members';
import { assignedValue, plainType } from '../shared/plain-types';
import { inOwnHeader } from './name-by-role';
import { enclosing, hole, methodAround, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { nearNames, slipFeatures, slipVariant } from '../shared/similar';

const MAX_PROPOSALS = 3;

export const unboundLocal: Fixer = {
  id: 'python/unbound-local',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['unbound-name'], where: (problem) => problem.signature.holes['name'] !== undefined },
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
    const sure = [
      ...compared(file, scope, name),
      ...attribute(file, scope, name),
      ...ofObject(file, scope, name, use),
      ...beforeTry(file, scope, name, use),
    ];
    // A variable of its own, or another one in its place, makes no sense where the object's is meant.
    if (sure.some(({ variant }) => /^(?:attribute-of-self|read-from-self|start-before-try)$/.test(variant))) return sure;
    const outside = outer(file, scope, name);
    // Best first: what the language leaves no doubt about, then what the names say, then guesses by what happens to them.
    return [
      ...sure,
      ...outside,
      ...slips(file, scope, name, use),
      ...ownHeader(file, name, use),
      ...collected(file, scope, name, use),
      ...shadowed(file, scope, name, use),
      // Where one outside has the name, a fresh one of the function is not meant.
      ...(outside.length > 0 ? [] : [...counted(file, scope, name), ...startValue(file, scope, name)]),
    ].slice(0, MAX_PROPOSALS);
  },
};

/** `count == 0` as a statement where `count = 0` was meant. */
function compared(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const edits: OffsetEdit[] = [];
  scope.node.cursor().iterate((ref) => {
    if (ref.name !== 'ExpressionStatement') return;
    const comparison = ref.node.firstChild;
    const [left, op] = comparison?.name === 'BinaryExpression' ? children(comparison) : [];
    if (left?.name === 'VariableName' && textOf(file, left) === name && op && textOf(file, op) === '==')
      edits.push(replace(op.from, op.to, '='));
  });
  return edits.length === 0
    ? []
    : [
        {
          title: "Change '==' to '='",
          explanation: `'==' compares; as a statement of its own it gives '${name}' no value.`,
          edits,
          variant: 'compared-for-assigned',
        },
      ];
}

/** `balance += paid` in a method of an object that has a `balance`: all that the method does with the name is meant for that. */
function attribute(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const method = methodAround(file, scope);
  if (!method?.self || method.definition.from !== scope.node.from || !/^(?:self|cls)$/.test(method.self)) return [];
  if (method.decorators.includes('staticmethod') || classMembers(file, method.classScope).defined.get(name) !== 'value') return [];
  const bindings = scope.bindings.get(name) ?? [];
  // A variable that is also set outright, or runs through a loop, is the method's own.
  if (!bindings.every((binding) => binding.kind === 'augmented' || selfReferring(file, binding.node, name, binding.kind))) return [];
  const places = new Set([...usesIn(file, scope, name).map(({ from }) => from), ...bindings.map(({ from }) => from)]);
  const prefix = `${method.self}.`;
  return [
    {
      title: `Change '${name}' to '${prefix}${name}'`,
      explanation: `'${name}' belongs to the object: inside a method it is reached through '${method.self}'.`,
      edits: [...places].sort((a, b) => a - b).map((from) => insert(from, prefix)),
      variant: 'attribute-of-self',
      features: { uses: places.size },
    },
  ];
}

/** `model = Wrapped(model)` in a method of an object that has a `model`: the variable is made of the object's. */
function ofObject(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  const method = methodAround(file, scope);
  if (!method?.self || method.definition.from !== scope.node.from || !/^(?:self|cls)$/.test(method.self)) return [];
  if (method.decorators.includes('staticmethod') || classMembers(file, method.classScope).defined.get(name) !== 'value') return [];
  const bindings = scope.bindings.get(name) ?? [];
  const [first] = bindings;
  if (!first || first.kind !== 'assign' || use.from < first.from || use.to > first.node.to || use.from < first.to) return [];
  // The last word of `count = count + 1` is nowhere else: that one is the object's as well.
  if (selfReferring(file, first.node, name, first.kind) && usesIn(file, scope, name).length === 1) return [];
  const inside = usesIn(file, scope, name).filter((it) => it.from > first.to && it.to <= first.node.to);
  return [
    {
      title: `Read '${method.self}.${name}'`,
      explanation: `'${name}' gets its first value from itself here; what is meant on the right is the object's.`,
      edits: inside.map((it) => insert(it.from, `${method.self}.`)),
      variant: 'read-from-self',
    },
  ];
}

/** Given inside `try`, read where that failed: a start value that needs nothing of the `try` goes before it. */
function beforeTry(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  const { source } = file.context;
  const bindings = (scope.bindings.get(name) ?? []).filter(({ kind }) => kind !== 'augmented');
  const [first] = bindings;
  const statement = first?.node;
  const body = statement?.parent;
  const around = body?.parent;
  if (!first || first.kind !== 'assign' || !statement || body?.name !== 'Body' || around?.name !== 'TryStatement') return [];
  if (use.from < body.to || around.getChild('Body')?.from !== body.from) return [];
  const value = assignedValue(first);
  if (!value || !/^(?:ArrayExpression|DictionaryExpression|Number|String|None|Boolean)$|^CallExpression$/.test(value.name)) return [];
  if (
    value.name === 'CallExpression' &&
    !/^(?:list|dict|set|tuple|str|int|float)\(\s*\)$|^(?:time\.(?:time|perf_counter|monotonic)|datetime\.now)\(\s*\)$/.test(
      textOf(file, value),
    )
  )
    return [];
  // A value made of names may fail, or need what the lines above it made.
  if (value.name !== 'CallExpression' && file.scopes.uses.some(({ from, to }) => from >= value.from && to <= value.to)) return [];
  const line = source.lineOf(statement.from);
  const from = source.lineStarts[line] ?? 0;
  const to = source.lineStarts[source.lineOf(statement.to) + 1] ?? source.text.length;
  if (source.text.slice(from, statement.from).trim() !== '' || source.text.slice(statement.to, to).trim() !== '') return [];
  // The only statement of the `try` can't leave it.
  if (children(body).filter((it) => /Statement$/.test(it.name)).length < 2) return [];
  const indent = source.indentOf(source.lineOf(around.from));
  return [
    {
      title: `Start with '${textOf(file, statement).slice(0, 40)}' before the 'try'`,
      explanation: `Where the 'try' fails before it gets there, '${name}' has no value.`,
      edits: [insert(around.from, `${textOf(file, statement)}${source.eol}${indent}`), replace(from, to, '')],
      variant: 'start-before-try',
    },
  ];
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
  // `total = total_of(prices)` behind the function is what comes out of it, not what it adds to.
  const comesOfIt = (binding: (typeof bindings)[number]): boolean =>
    binding.kind === 'assign' &&
    binding.from >= scope.node.to &&
    new RegExp(`(?<![\\w.])${scope.name}\\s*\\(`).test(textOf(file, binding.node));
  if (bindings.every(comesOfIt)) return [];
  const body = scope.node.getChild('Body');
  const first = body ? children(body).find((child) => child.name !== ':' && child.name !== 'Comment') : undefined;
  if (!first) return [];
  const isDocstring = first.name === 'ExpressionStatement' && /^(?:String|ContinuedString)$/.test(first.firstChild?.name ?? '');
  const before = isDocstring ? (first.nextSibling ?? first) : first;
  const { source } = file.context;
  const line = source.lineOf(before.from);
  const onDefLine = line === source.lineOf(scope.node.from);
  const edit = onDefLine
    ? insert(before.from, `${word} ${name}; `)
    : insert(before.from, `${word} ${name}${source.eol}${source.indentOf(line)}`);
  const updated = inner.some((binding) => binding.kind === 'augmented');
  return [
    {
      title: `Declare '${word} ${name}'`,
      explanation: `The function assigns to '${name}', so Python takes it for a new local variable. '${word}' says that the one outside is meant.`,
      edits: [edit],
      variant: updated ? `${word}-updated` : `${word}-assigned`,
    },
  ];
}

/** `resutl += x`, where `result` has a value. */
function slips(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  const bindings = scope.bindings.get(name) ?? [];
  if (!bindings.every((binding) => binding.kind === 'augmented')) return [];
  const all = file.scopes.uses.filter((it) => it.name === name && it.scope === scope);
  const valued = [...scope.bindings]
    .filter(([candidate, other]) => candidate !== name && other.some((binding) => binding.from <= use.from))
    .map(([candidate]) => candidate);
  // `amount += amount`: what is added is not what it is added to.
  const inItself = (candidate: string): boolean =>
    bindings.some(({ node }) => file.scopes.uses.some((it) => it.name === candidate && it.from >= node.from && it.to <= node.to));
  const matches = nearNames(
    name,
    valued.filter((candidate) => !inItself(candidate)),
    MIN_SIMILARITY,
  );
  return matches.map((match, i) => ({
    title: `Change '${name}' to '${match.name}'`,
    explanation: `'${name}' never gets a first value; '${match.name}' does.`,
    edits: all.map((it) => replace(it.from, it.to, match.name)),
    variant: slipVariant(name, matches, i),
    features: { ...slipFeatures(name, matches, i), uses: all.length },
  }));
}

/** As much of a local name must stay for another one to be meant. */
const MIN_SIMILARITY = 0.7;

/** `for j in range(j + 1, n):` inside `for i in …`: the loop's own variable has no value yet, the one around it has. */
function ownHeader(file: PythonFile, name: string, use: SyntaxNode): Proposal[] {
  if (!inOwnHeader(file, use, name)) return [];
  const around = enclosing(enclosing(use, 'ForStatement')?.parent ?? null, 'ForStatement', 'FunctionDefinition');
  const target = around?.name === 'ForStatement' ? children(around)[1] : undefined;
  if (target?.name !== 'VariableName' || target.nextSibling?.name !== 'in' || textOf(file, target) === name) return [];
  const outer = textOf(file, target);
  return [
    {
      title: `Change '${name}' to '${outer}'`,
      explanation: `The loop gives '${name}' its first value only after this is read; '${outer}' of the loop around it has one.`,
      edits: [replace(use.from, use.to, outer)],
      variant: 'variable-of-outer-loop',
    },
  ];
}

/** `max = max(points)`: the local variable hides the function it is computed with. */
function shadowed(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  const calledFunction = (node: SyntaxNode): boolean =>
    node.parent?.name === 'CallExpression' && node.parent.firstChild?.from === node.from;
  if (!calledFunction(use)) return [];
  const hides = (candidate: string): boolean => {
    const home = scope.parent ? file.scopes.resolve(candidate, scope.parent) : undefined;
    const bindings = scope.bindings.get(candidate) ?? [];
    const known =
      home === 'builtin' ||
      (home?.bindings.get(candidate)?.some((binding) => binding.kind === 'def' || binding.kind === 'import') ?? false);
    return (
      known &&
      bindings.every((binding) => binding.kind === 'assign' && binding.node.name === 'AssignStatement') &&
      usesIn(file, scope, candidate).some(
        (it) => calledFunction(it) && bindings.some((binding) => it.from > binding.from && it.to <= binding.node.to),
      )
    );
  };
  if (!hides(name)) return [];
  // `min = min(points)` on the next line is the same mistake.
  const all = [...scope.bindings.keys()].filter(hides);
  const edits = all.flatMap((hidden) => [
    ...(scope.bindings.get(hidden) ?? []).map((binding) => insert(binding.to, '_')),
    ...usesIn(file, scope, hidden)
      .filter((it) => !calledFunction(it))
      .map((it) => insert(it.to, '_')),
  ]);
  return all.some((hidden) => scope.bindings.has(`${hidden}_`))
    ? []
    : [
        {
          title: `Rename the variable to '${name}_'`,
          explanation: `The function assigns to '${name}', so the name no longer means the function '${name}' anywhere in it.`,
          edits,
          variant: 'hides-function',
        },
      ];
}

const usesIn = (file: PythonFile, scope: Scope, name: string): SyntaxNode[] =>
  file.scopes.uses
    .filter(
      (it) => it.name === name && it.from >= scope.node.from && it.to <= scope.node.to && file.scopes.resolve(name, it.scope) === scope,
    )
    .map((it) => file.scopes.tree.resolveInner(it.from, 1));

/** `left -= 1` where nothing reads `left`, and one parameter is read only after the loop: that is what is counted. */
function counted(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const bindings = scope.bindings.get(name) ?? [];
  if (!onlyGrows(file, scope, name)) return [];
  const last = Math.max(...bindings.map((binding) => binding.to));
  const candidates = [...scope.bindings].filter(([candidate, others]) => {
    if (candidate === name || !others.every((binding) => binding.kind === 'param') || /^(?:self|cls)$/.test(candidate)) return false;
    const type = parameters(file, scope.node).find((it) => it.name === candidate)?.annotation;
    if (type && !/^(?:int|float)$/.test(textOf(file, type))) return false;
    const uses = file.scopes.uses.filter((it) => it.name === candidate && it.from >= scope.node.from && it.to <= scope.node.to);
    // What is added to itself is not what was meant.
    const inItself = uses.some((it) => bindings.some(({ node }) => it.from >= node.from && it.to <= node.to));
    return uses.length > 0 && !inItself && uses.every((it) => it.from > last && !/^\s*[.[(]/.test(file.text.slice(it.to, it.to + 3)));
  });
  const [only] = candidates;
  return only && candidates.length === 1
    ? [
        {
          title: `Change '${name}' to '${only[0]}'`,
          explanation: `Nothing reads '${name}'; '${only[0]}' is asked for afterwards and never changed.`,
          edits: bindings.map((it) => replace(it.from, it.to, only[0])),
          variant: 'counted-parameter',
        },
      ]
    : [];
}

/** Whether all that happens to a name is `name += …`. */
function onlyGrows(file: PythonFile, scope: Scope, name: string): boolean {
  const bindings = scope.bindings.get(name) ?? [];
  return (
    bindings.every((binding) => binding.kind === 'augmented') &&
    file.scopes.uses.every(
      (it) =>
        it.name !== name || it.from < scope.node.from || it.to > scope.node.to || bindings.some((binding) => binding.from === it.from),
    )
  );
}

/** `return x` after `for x in …: found.append(x)`: what was collected is what should be returned. */
function collected(file: PythonFile, scope: Scope, name: string, use: SyntaxNode): Proposal[] {
  if (use.parent?.name !== 'ReturnStatement' || !(scope.bindings.get(name) ?? []).every((binding) => binding.kind === 'for')) return [];
  const found = [...scope.bindings].filter(([candidate, bindings]) => {
    if (
      candidate === name ||
      !bindings.every(
        (binding) => binding.kind === 'assign' && /=\s*(?:\[\s*\]|list\(\)|set\(\)|\{\s*\})\s*$/.test(textOf(file, binding.node)),
      )
    )
      return false;
    const uses = file.scopes.uses.filter((it) => it.name === candidate && it.scope === scope);
    return (
      uses.some((it) => /^\.(?:append|add)\(/.test(file.text.slice(it.to, it.to + 9))) &&
      !uses.some((it) => enclosing(file.scopes.tree.resolveInner(it.from, 1), 'ReturnStatement'))
    );
  });
  const [only] = found;
  return only && found.length === 1
    ? [
        {
          title: `Return '${only[0]}'`,
          explanation: `'${name}' is only the loop's last item; '${only[0]}' is what the loop collects, and nothing returns it.`,
          edits: [replace(use.from, use.to, only[0])],
          variant: 'collected-list',
        },
      ]
    : [];
}

/** A counter or a list that only ever grows, and whose first value was forgotten. */
function startValue(file: PythonFile, scope: Scope, name: string): Proposal[] {
  const bindings = scope.bindings.get(name) ?? [];
  const [first] = bindings;
  if (!first || !(first.kind === 'augmented' || selfReferring(file, first.node, name, first.kind))) return [];
  // What is also assigned outright has its first value there, unless that comes later in the same loop.
  const loop = beforeLoops(first.node, scope);
  if (
    !bindings.every(
      (binding) => binding.kind === 'augmented' || (binding.kind === 'assign' && binding.from >= first.from && binding.to <= loop.to),
    )
  )
    return [];
  if (parameters(file, scope.node).some((it) => it.name === name)) return [];
  if (!isReadElsewhere(file, scope, name)) return [];
  const value = first.kind === 'augmented' ? first.node.lastChild : assignedValue(first);
  const op = children(first.node)[1];
  const type = value ? (plainType(file, value, scope) ?? operandType(file, value, scope)) : undefined;
  const start =
    !value || !op
      ? undefined
      : first.kind === 'augmented' && textOf(file, op) === '*='
        ? '1'
        : type === 'list'
          ? '[]'
          : type === 'str'
            ? "''"
            : type === 'int' || type === 'float' || type === 'number' || type === 'bool'
              ? '0'
              : undefined;
  if (start === undefined) return [];
  const at = beforeLoops(first.node, scope);
  const { source } = file.context;
  const line = source.lineOf(at.from);
  return [
    {
      title: `Start with '${name} = ${start}'`,
      explanation: `'${name}' is changed before it has a first value.`,
      edits: [insert(at.from, `${name} = ${start}${source.eol}${source.indentOf(line)}`)],
      variant: 'start-value',
    },
  ];
}

/** Whether anything but its own next value is made of a name. */
function isReadElsewhere(file: PythonFile, scope: Scope, name: string): boolean {
  const bindings = scope.bindings.get(name) ?? [];
  return usesIn(file, scope, name).some((use) => !bindings.some(({ node }) => use.from >= node.from && use.to <= node.to));
}

/** The type of any operand that shows one: what is added up is all of a kind. */
function operandType(file: PythonFile, value: SyntaxNode, scope: Scope): string | undefined {
  if (value.name !== 'BinaryExpression') return undefined;
  for (const part of children(value)) {
    const type = part.name === 'ArithOp' ? undefined : (plainType(file, part, scope) ?? operandType(file, part, scope));
    if (type) return type;
  }
  return undefined;
}

/** `x = x + 1`, `x = 10 * x + d`. */
function selfReferring(file: PythonFile, node: SyntaxNode, name: string, kind: string): boolean {
  return kind === 'assign' && new RegExp(`=[^=]*(?<![\\w.])${name}\\s*[-+*]|=[^=]*[-+*]\\s*${name}(?![\\w.(\\[])`).test(textOf(file, node));
}

/** The outermost loop around a statement, inside the function: that is where a start value belongs before. */
function beforeLoops(statement: SyntaxNode, scope: Scope): SyntaxNode {
  let best: SyntaxNode = statement;
  for (let at: SyntaxNode | null = statement; at && at.from >= scope.node.from && at !== scope.node; at = at.parent) {
    if (at.parent?.name === 'Body' && at.parent.parent?.from === scope.node.from) best = at;
  }
  return enclosing(statement, 'ForStatement', 'WhileStatement') ? best : statement;
}

/**
 * Mistake: a variable took the name of a built-in, a function or a module that is needed later.
 *
 * Before:  `str = "hello"` … `str(5)`                    After:  `text = "hello"` … `str(5)`
 * Before:  `sum = 0` / `sum += n` … `sum(values)`        After:  `total = 0` / `total += n` … `sum(values)`
 * Before:  `time = time.time()` … `time.sleep(1)`        After:  `time_ = time.time()` … `time.sleep(1)`
 *
 * When not: the name is declared global, or the variable holds a function itself.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { replace } from '../../../syntax/edits';
import { BUILTINS, type Binding, type NameUse, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue, plainType } from '../shared/plain-types';
import { argumentsOf, enclosing, hole, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

/** What people call a variable that must not be called like the built-in. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  str: 'text',
  list: 'items',
  dict: 'mapping',
  set: 'unique',
  tuple: 'pair',
  int: 'number',
  float: 'number',
  bool: 'flag',
  sum: 'total',
  max: 'largest',
  min: 'smallest',
  len: 'length',
  input: 'answer',
  id: 'identifier',
  type: 'kind',
  range: 'span',
  map: 'mapping',
  filter: 'chosen',
  print: 'output',
  file: 'source',
  open: 'opened',
  sorted: 'ordered',
  next: 'following',
  iter: 'iterator',
  hash: 'digest',
  round: 'rounded',
  object: 'thing',
  bytes: 'data',
  all: 'everything',
  any: 'found',
  abs: 'absolute',
  pow: 'power',
  format: 'pattern',
  dir: 'folder',
  vars: 'variables',
  zip: 'pairs',
  enumerate: 'numbered',
  reversed: 'backwards',
};

const NO_TYPE = /^(?:isinstance|issubclass)\(\) arg 2 must be a (?:type|class)/;

export const shadowedName: Fixer = {
  id: 'python/shadowed-name',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['not-callable', 'missing-attribute'], messages: [NO_TYPE, /object is not callable$/] },
  propose(context) {
    const file = pythonFile(context);
    const attribute = familyOf(context.problem) === 'missing-attribute' ? hole(context, 'attribute') : undefined;
    for (const node of nodesAt(file, 'VariableName')) {
      const asked = attribute !== undefined ? memberOf(node.parent ?? node) : undefined;
      const fails =
        attribute !== undefined
          ? asked?.object.from === node.from && textOf(file, asked.property) === attribute
          : isCallee(node) || isTypeArgument(file, node);
      const found = fails ? renamed(file, node, attribute) : undefined;
      if (found) return [found];
    }
    const hidden = attribute === undefined ? hiddenMethod(file) : undefined;
    return hidden ? [hidden] : [];
  },
};

/** `self.size = 3` in a class that has `def size`: the value takes the method's place. */
function hiddenMethod(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const called = call.firstChild ? memberOf(call.firstChild) : undefined;
    const name = called && textOf(file, called.property);
    if (name === undefined) continue;
    const owners = file.scopes.scopes.filter(
      (scope) => scope.kind === 'class' && (scope.bindings.get(name)?.every(({ kind }) => kind === 'def') ?? false),
    );
    const [owner] = owners;
    if (!owner || owners.length > 1) continue;
    const values: SyntaxNode[] = [];
    let [isSet, isElsewhere] = [false, false];
    file.scopes.tree.iterate({
      enter: (ref) => {
        const read = ref.name === 'MemberExpression' ? memberOf(ref.node) : undefined;
        if (!read || textOf(file, read.property) !== name || isCallee(ref.node)) return;
        const inside = ref.from >= owner.node.from && ref.to <= owner.node.to && textOf(file, read.object) === 'self';
        isElsewhere ||= !inside;
        if (!inside) return;
        values.push(read.property);
        isSet ||= ref.node.parent?.name === 'AssignStatement' && ref.node.parent.firstChild?.from === ref.from;
      },
    });
    const next = `_${name}`;
    if (!isSet || isElsewhere || owner.bindings.has(next) || file.text.includes(`self.${next}`)) continue;
    return {
      title: `Rename the value 'self.${name}' to 'self.${next}'`,
      explanation: `The value took the place of the method '${name}', which is called here.`,
      edits: values.map(({ from, to }) => replace(from, to, next)),
      variant: 'hides-method',
      features: { uses: values.length },
    };
  }
  return undefined;
}

function renamed(file: PythonFile, node: SyntaxNode, attribute: string | undefined): Proposal | undefined {
  const name = textOf(file, node);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(node.from));
  if (!home || home === 'builtin' || home.kind === 'class') return undefined;
  const all = home.bindings.get(name) ?? [];
  const others = all.filter(({ kind }) => kind === 'def' || kind === 'class' || kind === 'import');
  const own = all.filter((binding) => !others.includes(binding));
  const imported = others.length > 0 && others.every(({ kind }) => kind === 'import');
  if (own.length === 0 || (others.length === 0 && !hiddenOutside(file, name, home))) return undefined;
  if (attribute !== undefined && !(imported || hidesImport(file, name, home))) return undefined;
  if (file.scopes.scopes.some(({ globals, nonlocals }) => globals.has(name) || nonlocals.has(name))) return undefined;
  // A variable that holds a function is called rightly.
  if (own.some((binding) => holdsCallable(file, home, binding))) return undefined;
  const first = Math.min(...own.map(({ from }) => from));
  const meansFunction = (use: NameUse): boolean => {
    const at = file.scopes.tree.resolveInner(use.from, 1);
    if (attribute !== undefined || imported) return memberOf(at.parent ?? at)?.object.from === at.from || isCallee(at);
    return isCallee(at) || isTypeArgument(file, at) || isAnnotation(at) || (others.length > 0 && use.from < first);
  };
  const uses = file.scopes.uses.filter((use) => use.name === name && file.scopes.resolve(name, use.scope) === home && !meansFunction(use));
  const next = freeName(file, name);
  const places = new Map<number, number>([...own, ...uses].map(({ from, to }) => [from, to]));
  // Where it is a parameter, callers may give it by name.
  if (own.some(({ kind }) => kind === 'param') && givenByName(file, name)) return undefined;
  return {
    title: `Rename the variable '${name}' to '${next}'`,
    explanation: `The variable took the name of ${others.length > 0 ? (imported ? 'the module' : 'the function') : 'the built-in'} '${name}', which is needed ${attribute === undefined ? 'here' : 'on this line'}.`,
    edits: [...places].sort((a, b) => a[0] - b[0]).map(([from, to]) => replace(from, to, next)),
    variant: others.length === 0 ? 'hides-built-in' : imported ? 'hides-module' : 'hides-function',
    features: { uses: places.size },
  };
}

/** Whether the name means something else where the variable does not hide it. */
const hiddenOutside = (file: PythonFile, name: string, home: Scope): boolean =>
  home.parent ? file.scopes.resolve(name, home.parent) !== undefined : BUILTINS.has(name);

const hidesImport = (file: PythonFile, name: string, home: Scope): boolean => {
  const outer = home.parent ? file.scopes.resolve(name, home.parent) : undefined;
  return outer !== undefined && outer !== 'builtin' && (outer.bindings.get(name)?.every(({ kind }) => kind === 'import') ?? false);
};

function holdsCallable(file: PythonFile, home: Scope, binding: Binding): boolean {
  const value = binding.kind === 'assign' ? assignedValue(binding) : undefined;
  if (!value) return false;
  if (value.name === 'LambdaExpression' || /(?:^|\.)partial\(/.test(textOf(file, value))) return true;
  const type = plainType(file, value, home);
  return type === 'function' || type === 'type';
}

const isCallee = (node: SyntaxNode): boolean => node.parent?.name === 'CallExpression' && node.parent.firstChild?.from === node.from;

/** `str` of `isinstance(x, str)`, alone or among others. */
function isTypeArgument(file: PythonFile, node: SyntaxNode): boolean {
  const call = enclosing(node, 'CallExpression');
  if (!call?.firstChild || !/^(?:isinstance|issubclass)$/.test(textOf(file, call.firstChild))) return false;
  const second = argumentsOf(call)[1];
  return second !== undefined && node.from >= second.from && node.to <= second.to;
}

const isAnnotation = (node: SyntaxNode): boolean => enclosing(node, 'TypeDef') !== undefined;

function givenByName(file: PythonFile, name: string): boolean {
  let found = false;
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'CallExpression') found ||= argumentsOf(ref.node).some((it) => it.name && textOf(file, it.name) === name);
    },
  });
  return found;
}

function freeName(file: PythonFile, name: string): string {
  const isTaken = (candidate: string): boolean =>
    file.scopes.scopes.some(({ bindings }) => bindings.has(candidate)) || file.scopes.uses.some((use) => use.name === candidate);
  const wish = OTHER_NAMES[name];
  let next = wish !== undefined && !isTaken(wish) ? wish : `${name}_`;
  while (isTaken(next)) next += '_';
  return next;
}

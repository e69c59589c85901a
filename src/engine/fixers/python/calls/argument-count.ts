/**
 * Mistake: a call and its function do not agree in the number of arguments.
 *
 * Before:  `class A:` … `def name():`          After:  `def name(self):`
 * Before:  `items.sort(lambda x: x[1])`        After:  `items.sort(key=lambda x: x[1])`
 * Before:  `Account.total()`                   After:  `Account().total()`
 * Before:  `basket = Basket` … `basket.add(1)`   After:  `basket = Basket()`
 * Before:  `area(width)` (height is at hand)   After:  `area(width, height)`
 *
 * When not: an argument is missing and nothing says which value: that is explained, never filled in.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { callable, calleeOf } from './callee';
import { comparisonIn } from './comparison-function';
import { classesOf, basesOf } from '../shared/class-members';
import { missingParameter } from '../names/missing-parameter';
import { withoutGround } from '../names/name-option';
import { argumentsOf, hole, memberOf, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import { originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';

export const argumentCount: Fixer = {
  id: 'python/argument-count',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['argument-count', 'missing-argument', 'duplicate-argument'] },
  async propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'function');
    if (familyOf(context.problem) === 'missing-argument')
      return [
        ...yamlLoad(file, hole(context, 'argument') ?? ''),
        ...onClass(file, name, hole(context, 'argument') ?? ''),
        ...classKept(file, name),
        ...(await sameName(file, name, hole(context, 'argument') ?? '')),
      ];
    const calls = nodesAt(file, 'CallExpression');
    for (const call of calls) {
      const callee = call.firstChild;
      if (!callee) continue;
      const called = /(\w+)\s*$/.exec(textOf(file, callee))?.[1];
      if (name !== undefined && called !== name && !classesOf(file).has(called ?? '')) continue;
      const found = [
        ...keyArgument(file, call, called ?? ''),
        ...taken(file, call, called ?? ''),
        ...(await forgottenSelf(file, call)),
        ...(await forgottenParameter(file, call)),
        ...(await surplus(file, call)),
      ];
      if (found.length > 0) return found;
    }
    return [];
  },
};

/** `sort(f)`, `sorted(xs, f)`, `max(xs, f)`: the function goes by the name `key`. */
function keyArgument(file: PythonFile, call: SyntaxNode, name: string): Proposal[] {
  const at = name === 'sort' && memberOf(call.firstChild ?? call) ? 0 : name === 'sorted' ? 1 : -1;
  const args = argumentsOf(call);
  const wrong = args[at];
  // A function of two items is no key (comparison-function).
  if (at < 0 || !wrong || wrong.name || wrong.stars || comparisonIn(file, call)) return [];
  const text = file.text.slice(wrong.from, wrong.to);
  const word = text === 'True' || text === 'False' ? 'reverse' : 'key';
  return [
    {
      title: `Pass it as '${word}='`,
      explanation: `'${name}' takes this argument by its name only.`,
      edits: [insert(wrong.from, `${word}=`)],
      variant: 'by-name-only',
    },
  ];
}

/** `queue.remove()`: what takes an item out without naming it is pop or popleft. */
function taken(file: PythonFile, call: SyntaxNode, name: string): Proposal[] {
  const member = call.firstChild ? memberOf(call.firstChild) : undefined;
  if (name !== 'remove' || !member || argumentsOf(call).length > 0) return [];
  const deque =
    /^deque/.test(hole(file.context, 'owner') ?? '') ||
    plainType(file, member.object, file.scopes.scopeAt(call.from)) === 'collections.deque';
  const method = deque ? 'popleft' : 'pop';
  return [
    {
      title: `Change '.remove()' to '.${method}()'`,
      explanation: `'remove' needs the item; '${method}' takes out the ${deque ? 'first' : 'last'} one.`,
      edits: [replace(member.property.from, member.property.to, method)],
      variant: deque ? 'popleft-for-remove' : 'pop-for-remove',
    },
  ];
}

/** A method that forgot its first parameter gets one argument more than it takes. */
async function forgottenSelf(file: PythonFile, call: SyntaxNode): Promise<Proposal[]> {
  const callee = await calleeOf(file, call);
  const definition = callee?.definition;
  const open = definition?.getChild('ParamList')?.firstChild;
  if (!callee?.bound || !definition || open?.name !== '(') return [];
  const first = parameters(file, definition)[0];
  if (first && /^(?:self|cls|mcs|_|this|\w*self)$/.test(first.name)) return [];
  const args = argumentsOf(call);
  const given = args.filter((it) => !it.name && it.stars === '').length;
  const places = callee.parameters.filter((it) => it.kind === 'positional').map((it) => it.name);
  // `f(s, idx=0)` of `def f(s, idx)`: the object took the place of `s`, and `s` that of `idx`.
  const twice = args.some((it) => it.name && places.indexOf(textOf(file, it.name)) >= 0 && places.indexOf(textOf(file, it.name)) <= given);
  if (given !== places.length && !twice) return [];
  return [
    {
      title: "Add the parameter 'self'",
      explanation: 'A method gets its object as its first parameter.',
      edits: [insert(open.to, first ? 'self, ' : 'self')],
      variant: 'method-without-self',
    },
  ];
}

/** The function uses a name that it does not take, and is given one argument more than it takes. */
async function forgottenParameter(file: PythonFile, call: SyntaxNode): Promise<Proposal[]> {
  const definition = (await calleeOf(file, call))?.definition;
  if (!definition) return [];
  const uses = file.scopes.undefinedUses().filter((use) => use.from >= definition.from && use.to <= definition.to);
  if (new Set(uses.map((use) => use.name)).size !== 1 || !uses[0]) return [];
  return missingParameter(file, uses[0], uses, true).map(withoutGround);
}

/** More arguments than parameters: the last ones are too many, unless the function should take them. */
async function surplus(file: PythonFile, call: SyntaxNode): Promise<Proposal[]> {
  const callee = await calleeOf(file, call);
  if (!callee?.definition || callee.open) return [];
  const takes = callable(callee);
  // What is taken by name only is no surplus: it lacks its name (passed-by-name).
  if (takes.some((it) => it.kind === 'star' || it.kind === 'keyword')) return [];
  const room = takes.filter((it) => it.kind === 'positional').length;
  const args = argumentsOf(call);
  const extra = args.slice(room);
  const last = args.at(-1);
  const before = args[room - 1];
  if (args.some((it) => it.name !== undefined || it.stars !== '') || extra.length === 0 || !last) return [];
  const list = call.getChild('ArgList');
  const from = before ? before.to : list ? list.from + 1 : last.from;
  const dropped = file.text.slice(extra[0]?.from ?? last.from, last.to);
  return [
    {
      title: `Remove '${dropped}' from the call`,
      explanation: `The function takes ${room === 0 ? 'no arguments' : room === 1 ? 'one argument' : `${room} arguments`}. If it should take more, its definition is what to change.`,
      edits: [replace(from, last.to, '')],
      variant: extra.length === 1 ? 'surplus-argument' : 'surplus-arguments',
      features: { extra: extra.length },
    },
  ];
}

/** `area(width)` where the missing argument's name is a variable at hand: `area(width, height)`. */
async function sameName(file: PythonFile, name: string | undefined, missing: string): Promise<Proposal[]> {
  const wanted = missing.match(/[A-Za-z_]\w*/g)?.filter((word) => word !== 'and') ?? [];
  if (wanted.length === 0 || wanted.includes('self')) return [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const called = callee ? /(\w+)\s*$/.exec(textOf(file, callee))?.[1] : undefined;
    const list = call.getChild('ArgList');
    if (!callee || !list || (name !== undefined && called !== name && !(name === '__init__' && classesOf(file).has(called ?? ''))))
      continue;
    const known = await calleeOf(file, call);
    const scope = file.scopes.scopeAt(call.from);
    const at = (word: string): boolean => {
      const home = file.scopes.resolve(word, scope);
      return (
        home !== undefined &&
        home !== 'builtin' &&
        (home.bindings.get(word) ?? []).some((it) => it.kind === 'param' || it.to < call.from || home !== scope)
      );
    };
    if (!known?.definition || !wanted.every(at)) continue;
    const args = argumentsOf(call);
    const takes = callable(known)
      .filter((it) => it.kind === 'positional')
      .map((it) => it.name);
    if (!wanted.every((word) => known.parameters.some((it) => it.name === word))) continue;
    const given = args.filter((it) => !it.name && it.stars === '').length;
    // What is missing comes last, and nothing is named: else it goes by its name.
    const inOrder = wanted.every((word, i) => takes[given + i] === word) && args.every((it) => !it.name && it.stars === '');
    const text = inOrder ? wanted.join(', ') : wanted.map((word) => `${word}=${word}`).join(', ');
    const last = args.at(-1);
    return [
      {
        title: `Pass '${wanted.join(', ')}'`,
        explanation: `The function needs ${wanted.map((word) => `'${word}'`).join(' and ')}, and the caller has it by that name.`,
        edits: [insert(last ? last.to : list.from + 1, last ? `, ${text}` : text)],
        variant: 'variable-of-that-name',
        features: { missing: wanted.length },
      },
    ];
  }
  return [];
}

/** `yaml.load(f)`: since 6.0 it wants to be told how much it may make of the text; what everybody means is the safe one. */
function yamlLoad(file: PythonFile, missing: string): Proposal[] {
  if (!/^\W*Loader\W*$/.test(missing)) return [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const name = member ? textOf(file, member.property) : '';
    const module = member ? file.scopes.imports.find((it) => it.name === textOf(file, member.object))?.module : undefined;
    if (member && module === 'yaml' && (name === 'load' || name === 'load_all')) {
      return [
        {
          title: `Change 'load' to 'safe_${name}'`,
          explanation: `'${name}' needs a Loader since PyYAML 6; 'safe_${name}' reads plain data.`,
          edits: [replace(member.property.from, member.property.to, `safe_${name}`)],
          variant: 'yaml-loader',
        },
      ];
    }
  }
  return [];
}

/** `basket = Basket` … `basket.add("pear")`: the class itself was kept, no object of it. */
function classKept(file: PythonFile, name: string | undefined): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    if (!member || member.object.name !== 'VariableName' || (name !== undefined && textOf(file, member.property) !== name)) continue;
    const made = originOf(file, member.object);
    const cls = made.name === 'VariableName' && made.from !== member.object.from ? classesOf(file).get(textOf(file, made)) : undefined;
    const init = cls?.bindings.get('__init__')?.[0];
    const isBare =
      cls !== undefined &&
      (init
        ? parameters(file, init.node)
            .slice(1)
            .every((it) => it.default !== undefined || it.kind === 'star' || it.kind === 'double-star')
        : basesOf(file, cls).length === 0);
    if (isBare)
      return [
        {
          title: `Make an object: '${cls.name}()'`,
          explanation: `Without brackets '${textOf(file, member.object)}' is the class ${cls.name} itself, not an object of it.`,
          edits: [insert(made.to, '()')],
          variant: 'class-not-called',
        },
      ];
  }
  return [];
}

/** `Account.total()` where an object is meant. */
function onClass(file: PythonFile, name: string | undefined, missing: string): Proposal[] {
  if (!/^\W*self\W*$/.test(missing)) return [];
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    if (!member || (name !== undefined && textOf(file, member.property) !== name)) continue;
    const cls = classesOf(file).get(textOf(file, member.object));
    if (!cls) continue;
    const init = cls.bindings.get('__init__')?.[0];
    const bare = init
      ? parameters(file, init.node)
          .slice(1)
          .every((it) => it.default !== undefined || it.kind === 'star' || it.kind === 'double-star')
      : basesOf(file, cls).length === 0;
    if (bare)
      return [
        {
          title: `Call it on an object: '${cls.name}().${textOf(file, member.property)}'`,
          explanation: `'${textOf(file, member.property)}' is a method of ${cls.name} objects, and '${cls.name}' is the class.`,
          edits: [insert(member.object.to, '()')],
          variant: 'method-on-class',
        },
      ];
  }
  return [];
}

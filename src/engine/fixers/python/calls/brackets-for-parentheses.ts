/**
 * Mistake: square brackets around the arguments of a call, or parentheses around an index or a key.
 *
 * Before:  `result.append[x]`                 After:  `result.append(x)`
 * Before:  `ages("tom")`, ages being a dict   After:  `ages["tom"]`
 * Before:  `import datetime` … `datetime(2020, 1, 1)`   After:  `datetime.datetime(2020, 1, 1)`
 *
 * When not: what is called is neither a plain container nor a module with a member of its own name.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { classesOf, classMembers } from '../shared/class-members';
import { plainType } from '../shared/plain-types';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import { standardHas } from '../shared/stdlib';

const FUNCTIONS = /^(?:builtin_function_or_method|method|function|method_descriptor|MethodType|FunctionType|type|\(.*\) -> .*|.*def .*)$/;

export const bracketsForParentheses: Fixer = {
  id: 'python/brackets-for-parentheses',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['not-subscriptable', 'not-callable'] },
  propose(context) {
    const file = pythonFile(context);
    const type = hole(context, 'type') ?? '';
    if (familyOf(context.problem) === 'not-callable') return called(file, type);
    if (/^(?:dict_(?:keys|values|items)|odict_\w+|map|filter|zip|generator|reversed|enumerate|Generator\[.*|Iterator\[.*)$/.test(type))
      return listed(file, type);
    return FUNCTIONS.test(type) ? subscripted(file) : [];
  },
};

const METHODS =
  /^(?:append|extend|insert|remove|pop|index|count|add|update|discard|get|setdefault|split|join|strip|replace|format|startswith|endswith|find|sort|items|keys|values|upper|lower|write|read|appendleft|popleft)$/;

/** Whether what stands before the bracket is a function, as far as the text says it. */
function isFunction(file: PythonFile, object: SyntaxNode): boolean {
  const member = memberOf(object);
  if (member) return METHODS.test(textOf(file, member.property));
  if (object.name !== 'VariableName') return false;
  const name = textOf(file, object);
  const home = file.scopes.resolve(name, file.scopes.scopeAt(object.from));
  if (home === 'builtin') return !/^(?:list|dict|tuple|set|frozenset|type)$/.test(name) && /^[a-z]/.test(name);
  return home?.bindings.get(name)?.every((binding) => binding.kind === 'def') ?? false;
}

function subscripted(file: PythonFile): Proposal[] {
  const found = nodesAt(file, 'MemberExpression').filter((node) => {
    const it = subscriptOf(node);
    return it !== undefined && isFunction(file, it.object);
  });
  const [first] = found;
  const at = first ? subscriptOf(first) : undefined;
  if (!first || !at) return [];
  // The same slip is seldom made once in a function: all of them are mended.
  const scope = file.scopes.scopeAt(first.from);
  const edits: OffsetEdit[] = [];
  file.scopes.tree.iterate({
    from: scope.node.from,
    to: scope.node.to,
    enter: (ref) => {
      const it = ref.name === 'MemberExpression' ? subscriptOf(ref.node) : undefined;
      if (it && isFunction(file, it.object)) edits.push(replace(it.open.from, it.open.to, '('), replace(it.close.from, it.close.to, ')'));
    },
  });
  return [
    {
      title: `Call '${textOf(file, at.object)}' with parentheses`,
      explanation: `A function is called with parentheses; brackets take an item out of a list or dict.`,
      edits,
      variant: 'brackets-after-function',
      features: { changed: edits.length / 2 },
    },
  ];
}

/** `d.keys()[0]`: Python 3 gives a view or an iterator, which has no positions. */
function listed(file: PythonFile, type: string): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const it = subscriptOf(node);
    if (!it) continue;
    const method = it.object.name === 'CallExpression' && it.object.firstChild ? textOf(file, it.object.firstChild) : '';
    const fits =
      /(?:^|\.)(?:keys|values|items|map|filter|zip|reversed|enumerate)$/.test(method) ||
      it.object.name === 'VariableName' ||
      it.object.name === 'ParenthesizedExpression';
    if (fits)
      return [
        {
          title: `Make it a list: 'list(${textOf(file, it.object)})'`,
          explanation: `A ${type} has no positions; a list of it has.`,
          edits: [insert(it.object.from, 'list('), insert(it.object.to, ')')],
          variant: 'index-of-view',
        },
      ];
  }
  return [];
}

function called(file: PythonFile, type: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const list = call.getChild('ArgList');
    if (!callee || !list) continue;
    const args = argumentsOf(call);
    const text = textOf(file, callee);
    const open = list.firstChild;
    const close = list.lastChild;
    if (type === 'module' && /^\w+$/.test(text)) {
      const it = file.scopes.imports.find((known) => known.name === text);
      const module = it?.member === undefined ? it?.module : undefined;
      const member = module?.split('.').at(-1);
      if (it && module && member && standardHas(module, member, file.minor))
        return [
          {
            title: `Change '${text}(…)' to '${text}.${member}(…)'`,
            explanation: `'${text}' is the module; the thing to call has the same name inside it.`,
            edits: [insert(callee.to, `.${member}`)],
            variant: 'module-called',
          },
        ];
      continue;
    }
    const actual = plainType(file, callee, file.scopes.scopeAt(call.from));
    const [only] = args;
    if (
      /^(?:dict|list|tuple|str|collections\.\w+)$/.test(type) &&
      args.length === 1 &&
      only &&
      !only.name &&
      only.stars === '' &&
      open &&
      close?.name === ')' &&
      (actual === type || actual?.endsWith(type) === true || isContainerAttribute(file, callee))
    ) {
      const index = only.value ? plainType(file, only.value, file.scopes.scopeAt(call.from)) : undefined;
      if (type !== 'dict' && index !== undefined && index !== 'int' && index !== 'number') continue;
      return [
        {
          title: `Change '${text}(…)' to '${text}[…]'`,
          explanation: `'${text}' is a ${type}: its items are reached with brackets.`,
          edits: [replace(open.from, open.to, '['), replace(close.from, close.to, ']')],
          variant: type === 'dict' ? 'dict-called' : 'sequence-called',
        },
      ];
    }
    const member = memberOf(callee);
    if (member && args.length === 0 && isProperty(file, callee))
      return [
        {
          title: `Remove the parentheses after '${text}'`,
          explanation: `'${textOf(file, member.property)}' is a value, not a method: it is read without a call.`,
          edits: [replace(list.from, list.to, '')],
          variant: 'value-called',
        },
      ];
    if (type === 'int' && callee.name === 'Number' && args.length === 1 && only && !only.name)
      return [
        {
          title: `Multiply: '${text} * (…)'`,
          explanation: `Python needs '*' between a number and what it is multiplied by.`,
          edits: [insert(callee.to, ' * ')],
          variant: /[a-zA-Z]/.test(file.text.slice(only.from, only.to)) ? 'number-before-expression' : 'number-before-number',
        },
      ];
  }
  return [];
}

function isContainerAttribute(file: PythonFile, callee: SyntaxNode): boolean {
  const member = memberOf(callee);
  if (!member) return false;
  return [...classesOf(file).values()].some((cls) => {
    const bindings = cls.bindings.get(textOf(file, member.property));
    return bindings?.every((binding) => binding.kind === 'assign') ?? false;
  });
}

function isProperty(file: PythonFile, callee: SyntaxNode): boolean {
  const member = memberOf(callee);
  const name = member ? textOf(file, member.property) : '';
  const kinds = [...classesOf(file).values()].map((cls) => classMembers(file, cls).defined.get(name)).filter((kind) => kind !== undefined);
  return kinds.length > 0 && kinds.every((kind) => kind === 'value');
}

/**
 * Mistake: the result of a method that changes its object and returns None is used as if it were the object.
 *
 * Before:  `items = items.sort()`              After:  `items.sort()`
 * Before:  `for x in names.sort():`            After:  `for x in sorted(names):`
 * Before:  `back = items.reverse()`            After:  `back = items[::-1]`
 *
 * When not: the None comes from elsewhere: a function without a return, a dict without the key. That is explained, not guessed.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { MUTATORS } from '../shared/plain-types';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const noneResult: Fixer = {
  id: 'python/none-result',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['none-access'], messages: [/NoneType/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const used = whole(file, call);
      if (used && !isStatement(call)) {
        const mended = mend(file, used);
        if (mended) return [mended];
      }
    }
    // The None was stored earlier: `back = items.reverse()` … `back[0]`.
    for (const name of nodesAt(file, 'VariableName')) {
      const scope = file.scopes.resolve(textOf(file, name), file.scopes.scopeAt(name.from));
      if (!scope || scope === 'builtin') continue;
      for (const binding of scope.bindings.get(textOf(file, name)) ?? []) {
        if (binding.from > name.from || (binding.kind !== 'assign' && binding.kind !== 'augmented')) continue;
        const value = binding.node.lastChild;
        const used = value?.name === 'CallExpression' ? whole(file, value) : undefined;
        const mended = used ? mend(file, used) : undefined;
        if (mended) return [mended];
      }
    }
    return [];
  },
};

interface Use {
  readonly call: SyntaxNode;
  readonly object: string;
  readonly method: string;
  readonly args: string;
  /** `list.sort(x)`: the object is the argument. */
  readonly unbound: boolean;
}

function whole(file: PythonFile, call: SyntaxNode): Use | undefined {
  const callee = call.firstChild;
  const member = callee ? memberOf(callee) : undefined;
  const list = call.getChild('ArgList');
  if (!member || !list) return undefined;
  const method = textOf(file, member.property);
  const object = textOf(file, member.object);
  if (object === 'random' && method === 'shuffle') return undefined;
  if (!MUTATORS.has(method) || file.scopes.imports.some((it) => it.name === object)) return undefined;
  const args = argumentsOf(call);
  if (object === 'list' && args[0] && (method === 'sort' || method === 'reverse'))
    return {
      call,
      object: file.text.slice(args[0].from, args[0].to),
      method,
      args: args
        .slice(1)
        .map((it) => file.text.slice(it.from, it.to))
        .join(', '),
      unbound: true,
    };
  return { call, object, method, args: file.text.slice(list.from + 1, list.to - 1), unbound: false };
}

const isStatement = (call: SyntaxNode): boolean => call.parent?.name === 'ExpressionStatement';

function mend(file: PythonFile, use: Use): Proposal | undefined {
  const { call, object, method, args } = use;
  let outer: SyntaxNode = call;
  while (outer.parent?.name === 'ParenthesizedExpression') outer = outer.parent;
  const explanation = `'${method}' changes its object and returns None.`;
  const statement = outer.parent;
  if (
    statement &&
    (statement.name === 'AssignStatement' || statement.name === 'UpdateStatement') &&
    statement.lastChild?.from === outer.from
  ) {
    const parts = children(statement);
    const target = parts[0];
    const single = parts.length === 3 && target;
    if (single && textOf(file, target) === object && !use.unbound) {
      return {
        title: `Call '${object}.${method}' without assigning its result`,
        explanation: `${explanation} '${object}' is already changed.`,
        edits: [replace(statement.from, statement.to, textOf(file, call))],
        variant: 'assigned-to-itself',
      };
    }
  }
  if (method === 'sort')
    return {
      title: `Use 'sorted(${object})'`,
      explanation: `${explanation} 'sorted' gives a sorted list.`,
      edits: [replace(outer.from, outer.to, `sorted(${object}${args ? `, ${args}` : ''})`)],
      variant: 'sorted',
    };
  if (method === 'reverse' && args === '')
    return {
      title: `Use '${object}[::-1]'`,
      explanation: `${explanation} '[::-1]' gives a reversed copy.`,
      edits: [replace(outer.from, outer.to, `${object}[::-1]`)],
      variant: 'reversed',
    };
  const loop = enclosing(outer, 'ForStatement');
  if (
    loop &&
    /^(?:append|add|insert|extend|update)$/.test(method) &&
    statement?.name === 'AssignStatement' &&
    statement.firstChild?.name === 'VariableName' &&
    statement.lastChild?.from === outer.from
  ) {
    return {
      title: `Call '${object}.${method}' without assigning its result`,
      explanation,
      edits: [replace(statement.from, statement.to, textOf(file, call))],
      variant: 'assigned-in-loop',
    };
  }
  return undefined;
}

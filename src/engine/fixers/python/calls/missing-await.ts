/**
 * Mistake: the result of an async function is used without awaiting it.
 *
 * Before:  `data = fetch(url)` … `data.items()`, fetch being async     After:  `data = await fetch(url)`
 *
 * When not: the code around is not async: awaiting is not allowed there.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { assignedValue } from '../shared/plain-types';
import { enclosing, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const missingAwait: Fixer = {
  id: 'python/missing-await',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    messages: [
      /'?coroutine'? (?:object|'|was never awaited)/,
      /operand type\(s\).*'coroutine'/,
      /"?Coroutine(?:Type)?\[/,
      /coroutine '[^']+' was never awaited/,
      /Result of async function call is not used/,
    ],
  },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) if (isAsync(file, call)) return awaited(file, call);
    for (const name of nodesAt(file, 'VariableName')) {
      const home = file.scopes.resolve(textOf(file, name), file.scopes.scopeAt(name.from));
      if (!home || home === 'builtin') continue;
      for (const binding of home.bindings.get(textOf(file, name)) ?? []) {
        const value = binding.kind === 'assign' ? assignedValue(binding) : undefined;
        if (value?.name === 'CallExpression' && isAsync(file, value)) return awaited(file, value);
      }
    }
    return [];
  },
};

function isAsync(file: PythonFile, call: SyntaxNode): boolean {
  if (call.parent?.name === 'AwaitExpression') return false;
  const callee = call.firstChild;
  if (!callee) return false;
  const member = memberOf(callee);
  const name = textOf(file, member ? member.property : callee);
  if (/^asyncio\.sleep$/.test(textOf(file, callee))) return true;
  const definitions = file.scopes.scopes.filter(
    (scope) => scope.kind === 'function' && scope.name === name && scope.node.name === 'FunctionDefinition',
  );
  return definitions.length > 0 && definitions.every((scope) => scope.node.firstChild?.name === 'async');
}

function awaited(file: PythonFile, call: SyntaxNode): Proposal[] {
  const around = enclosing(call, 'FunctionDefinition');
  if (around?.firstChild?.name !== 'async' || enclosing(call, 'LambdaExpression')) return [];
  const parent = call.parent?.name;
  // `await` binds tighter than any operator, but not than what is behind a name.
  const bare = parent !== 'MemberExpression' && parent !== 'CallExpression';
  return [
    {
      title: `Await '${textOf(file, call.firstChild ?? call)}(…)'`,
      explanation: 'Calling an async function only prepares it; its result comes with await.',
      edits: bare ? [insert(call.from, 'await ')] : [insert(call.from, '(await '), insert(call.to, ')')],
      variant: 'await',
    },
  ];
}

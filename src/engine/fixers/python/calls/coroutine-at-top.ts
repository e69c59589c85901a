/**
 * Mistake: an async function is called where nothing is async: that only prepares it, nothing runs.
 *
 * Before:  `account = register("a")` … `account.name`       After:  `account = asyncio.run(register("a"))`
 *
 * When not: the code around is async (missing-await), or runs inside a loop that is going already.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { callsOf, definitionOf, originsOf } from '../shared/origin';
import { enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const coroutineAtTop: Fixer = {
  id: 'python/coroutine-at-top',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/'?coroutine'? object|'coroutine'|coroutine '[^']+' was never awaited/] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'CallExpression', 'VariableName', 'MemberExpression')) {
      const call = originsOf(file, node).find((step) => step.name === 'CallExpression' && isAsync(file, step));
      if (!call || call.parent?.name === 'AwaitExpression') continue;
      const around = enclosing(call, 'FunctionDefinition', 'LambdaExpression', 'ClassDefinition');
      if (around && !runsAtTop(file, around)) continue;
      const asyncio = file.scopes.imports.find(({ module, member }) => module === 'asyncio' && member === undefined);
      const name = asyncio?.name ?? 'asyncio';
      return [
        {
          title: `Run it: '${name}.run(${textOf(file, call).slice(0, 30)})'`,
          explanation:
            'Calling an async function only prepares it; outside of async functions it is asyncio.run that runs it and gives its result.',
          edits: [insert(call.from, `${name}.run(`), insert(call.to, ')'), ...(asyncio ? [] : addImport(file, { module: 'asyncio' }))],
          variant: around ? 'run-in-function' : 'run-at-top',
        },
      ];
    }
    return [];
  },
};

/** A plain function that is called from the top of the file alone: no loop is going when it runs. */
function runsAtTop(file: PythonFile, around: SyntaxNode): boolean {
  const scope = file.scopes.scopes.find(
    ({ node, kind }) => kind === 'function' && node.from === around.from && node.name === 'FunctionDefinition',
  );
  if (!scope || scope.parent?.kind !== 'module' || /^async\b/.test(textOf(file, around))) return false;
  const calls = callsOf(file, scope);
  return calls.length > 0 && calls.every((call) => !enclosing(call, 'FunctionDefinition', 'LambdaExpression', 'ClassDefinition'));
}

function isAsync(file: PythonFile, call: SyntaxNode): boolean {
  const definition = definitionOf(file, call);
  return definition !== undefined && /^async\b/.test(textOf(file, definition.node));
}

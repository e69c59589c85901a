/**
 * Mistake: what a statement keeps is the result of a call that gives nothing, not the object that was made or changed.
 *
 * Before:  `worker = Thread(target=work).start()`           After:  `worker = Thread(target=work)` / `worker.start()`
 * Before:  `box = tk.Entry(root).pack()`                    After:  `box = tk.Entry(root)` / `box.pack()`
 * Before:  `df = df.dropna(inplace=True)`                   After:  `df = df.dropna()`
 *
 * When not: the method may give something, or the object was not made on the line.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { bindingBefore, lastValue } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

/** Methods of objects that are made and put to work at once, and that give None. */
const GIVES_NOTHING =
  /^(?:start|run|pack|grid|place|show|setup|connect|listen|bind|mainloop|fit_|seed|daemonize|configure|activate|deiconify)$/;

export const keptResult: Fixer = {
  id: 'python/kept-result',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['none-access'], messages: [/NoneType/] },
  propose(context) {
    const file = pythonFile(context);
    for (const name of nodesAt(file, 'VariableName')) {
      const binding = bindingBefore(file, name);
      const statement = binding?.kind === 'assign' && binding.node.name === 'AssignStatement' ? binding.node : undefined;
      const value = statement && lastValue(statement);
      if (!statement || value?.name !== 'CallExpression') continue;
      const found = inPlace(file, statement, value) ?? madeAndUsed(file, statement, value);
      if (found) return [found];
    }
    return [];
  },
};

function inPlace(file: PythonFile, statement: SyntaxNode, call: SyntaxNode): Proposal | undefined {
  const given = argumentsOf(call);
  const at = given.findIndex((it) => it.name && textOf(file, it.name) === 'inplace' && it.value && textOf(file, it.value) === 'True');
  const found = given[at];
  if (!found || statement.firstChild?.name !== 'VariableName') return undefined;
  const before = given[at - 1];
  const next = given[at + 1];
  return {
    title: "Take 'inplace=True' away",
    explanation: "With 'inplace=True' the object itself is changed and the call gives None; without it the call gives the changed one.",
    edits: [before ? replace(before.to, found.to, '') : replace(found.from, next ? next.from : found.to, '')],
    variant: 'changed-in-place',
  };
}

function madeAndUsed(file: PythonFile, statement: SyntaxNode, call: SyntaxNode): Proposal | undefined {
  const member = call.firstChild ? memberOf(call.firstChild) : undefined;
  const target = statement.firstChild;
  if (!member || !target || member.object.name !== 'CallExpression' || !GIVES_NOTHING.test(textOf(file, member.property))) return undefined;
  // What is made is an object of a class: its name begins with a capital.
  const made = member.object.firstChild ? textOf(file, member.object.firstChild) : '';
  if (!/(?:^|\.)[A-Z]\w*$/.test(made) || !/^(?:VariableName|MemberExpression)$/.test(target.name)) return undefined;
  const { source } = file.context;
  const indent = /^[ \t]*/.exec(source.line(source.lineOf(statement.from)))?.[0] ?? '';
  const rest = file.text.slice(member.object.to, call.to).replace(/^\s*\\?\s*/, '');
  const name = textOf(file, target);
  return {
    title: `Keep the object: '${name}${rest.slice(0, 30)}' on a line of its own`,
    explanation: `'${textOf(file, member.property)}' gives None, and that was kept as '${name}'.`,
    edits: [replace(member.object.to, call.to, `${source.eol}${indent}${name}${rest}`)],
    variant: 'made-and-used-at-once',
  };
}

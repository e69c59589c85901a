/**
 * Mistake: an attribute that is a plain value is called as if it were a method.
 *
 * Before:  `rows, columns = table.shape()`     After:  `rows, columns = table.shape`
 * Before:  `settings.parent().name`            After:  `settings.parent.name`
 * Before:  `today.year() + 1`                  After:  `today.year + 1`
 * Before:  `table.rename(columns=("a", "b"))`  After:  `table.rename(columns={"a": "b"})`
 *
 * When not: the call gives something; the attribute is a method of a class of the file, or set in the file to something that could be called;
 * more than one call of the line could be meant.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { brief } from '../names/attribute-read';
import { isEverydayMethod } from '../names/misspelt-attribute';
import { itemsOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const NOT_CALLABLE = /^'(?!NoneType)[\w.]+' object is not callable$/;
/** Methods that call what their object was given: that is what cannot be called. */
const CALLS_OTHERS =
  /^(?:start|run|main|mainloop|execute|submit|result|apply|call|invoke|emit|fire|trigger|serve_forever|run_forever|loop|dispatch)$/;

export const valueCalled: Fixer = {
  id: 'python/value-called',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [NOT_CALLABLE] },
  propose(context) {
    const file = pythonFile(context);
    const renamed = /^'(?:tuple|list)'/.test(context.problem.message) ? pairForRename(file) : undefined;
    if (renamed) return [renamed];
    const calls = nodesAt(file, 'CallExpression').filter((call) => isOfValue(file, call));
    const exact = calls.filter((call) => call.from === context.start && call.to === context.end);
    const [call, another] = exact.length > 0 ? exact : calls;
    const list = call?.getChild('ArgList');
    if (!call?.firstChild || !list || another) return [];
    const text = brief(textOf(file, call.firstChild));
    return [
      {
        title: `Remove the brackets: '${text}'`,
        explanation: `'${text}' is a value, not a method: it is read without brackets.`,
        edits: [replace(call.firstChild.to, call.to, '')],
        variant: 'attribute-called',
      },
    ];
  },
};

/** A call without arguments of an attribute that nothing in the file makes a function. */
function isOfValue(file: PythonFile, call: SyntaxNode): boolean {
  const member = call.firstChild ? memberOf(call.firstChild) : undefined;
  if (!member || argumentsOf(call).length > 0) return false;
  const name = textOf(file, member.property);
  if (isEverydayMethod(name) || CALLS_OTHERS.test(name) || /^(?:self|cls)$/.test(textOf(file, member.object))) return false;
  return !file.scopes.scopes.some((scope) => scope.kind === 'function' && scope.name === name);
}

/** pandas calls what it is given to rename by, where that is no dict. */
function pairForRename(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    if (!member || textOf(file, member.property) !== 'rename') continue;
    for (const { name, value } of argumentsOf(call)) {
      const items = name && value && /^(?:columns|index)$/.test(textOf(file, name)) ? itemsOf(value) : [];
      const [from, to] = items;
      if (!value || !from || !to || items.length !== 2 || !items.every((it) => it.name === 'String')) continue;
      const pair = `{${textOf(file, from)}: ${textOf(file, to)}}`;
      return {
        title: `Name old and new: '${brief(pair)}'`,
        explanation: "'rename' takes a dict from the old name to the new one.",
        edits: [replace(value.from, value.to, pair)],
        variant: 'pair-for-rename',
      };
    }
  }
  return undefined;
}

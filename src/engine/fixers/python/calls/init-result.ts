/**
 * Mistake: `__init__` returns something.
 *
 * Before:  `return self.value`, last in `__init__`     After:  no such line
 * Before:  `return super().__init__(name)`             After:  `super().__init__(name)`
 *
 * When not: more than one class of the line could be meant, or the value is returned from amid the method.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf } from '../shared/class-members';
import { nodesAt, pythonFile, textOf } from '../shared/python-file';

export const initResult: Fixer = {
  id: 'python/init-result',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/^__init__\(\) should return None, not '[\w.]+'$/] },
  propose(context) {
    const file = pythonFile(context);
    const found = nodesAt(file, 'CallExpression').flatMap((call) => {
      const cls = call.firstChild ? classesOf(file).get(textOf(file, call.firstChild)) : undefined;
      const init = cls?.bindings.get('__init__')?.find(({ kind }) => kind === 'def')?.node;
      const last = init?.getChild('Body')?.lastChild;
      return last?.name === 'ReturnStatement' ? [last] : [];
    });
    const [statement] = found;
    if (!statement || found.some(({ from }) => from !== statement.from)) return [];
    const value: SyntaxNode | undefined = children(statement)[1];
    if (!value) return [];
    const { source } = context;
    const line = source.lineOf(statement.from);
    const isCall = value.name === 'CallExpression';
    const isOnly = statement.prevSibling?.name === ':';
    if (!isCall && (isOnly || source.lineOf(statement.to) !== line)) return [];
    return [
      {
        title: isCall ? "Remove 'return'" : `Remove '${textOf(file, statement)}'`,
        explanation: '`__init__` prepares the object and returns nothing.',
        edits: isCall
          ? [replace(statement.from, value.from, '')]
          : [replace(source.lineStarts[line] ?? statement.from, source.lineStarts[line + 1] ?? file.text.length, '')],
        variant: isCall ? 'call-without-return' : 'no-result-of-init',
      },
    ];
  },
};

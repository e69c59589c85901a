/**
 * Mistake: a field of a named tuple or of a frozen dataclass is set, which neither allows.
 *
 * Before:  `corner.x = 5`, corner being a named tuple       After:  `corner = corner._replace(x=5)`
 * Before:  `corner.x += 1`                                  After:  `corner = corner._replace(x=corner.x + 1)`
 *
 * When not: what is set is no field of a plain name that was given a named tuple of the file.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { originOf } from '../shared/origin';
import { memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const fixedRecord: Fixer = {
  id: 'python/fixed-record',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/^can't set attribute$/] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'AssignStatement', 'UpdateStatement')) {
      const [target, op, value, ...more] = children(node);
      const member = target ? memberOf(target) : undefined;
      if (!target || !op || !value || more.length > 0 || member?.object.name !== 'VariableName' || !isNamedTuple(file, member.object))
        continue;
      const object = textOf(file, member.object);
      const field = textOf(file, member.property);
      const sign = textOf(file, op).replace(/=$/, '');
      const given = sign === '' ? textOf(file, value) : `${textOf(file, target)} ${sign} ${textOf(file, value)}`;
      const text = `${object} = ${object}._replace(${field}=${given})`;
      return [
        {
          title: `Make a changed one: '${object}._replace(${field}=…)'`,
          explanation: 'A named tuple does not change; `_replace` gives another one with the field changed.',
          edits: [replace(node.from, node.to, text)],
          variant: 'replaced-named-tuple',
        },
      ];
    }
    return [];
  },
};

function isNamedTuple(file: PythonFile, node: SyntaxNode): boolean {
  const made = originOf(file, node);
  const callee = made.name === 'CallExpression' ? made.firstChild : null;
  if (!callee) return false;
  const cls = classesOf(file).get(textOf(file, callee));
  if (cls) return basesOf(file, cls).some((base) => /^(?:typing\.)?NamedTuple$/.test(base));
  return /^(?:collections\.)?namedtuple\(/.test(textOf(file, originOf(file, callee)));
}

/**
 * Mistake: a base class stands before one that is derived from it, so that no order of methods can be found.
 *
 * Before:  `class Both(Base, Loud)`, Loud being derived from Base       After:  `class Both(Loud, Base)`
 *
 * When not: the bases are not classes of this file, or not plainly derived from each other.
 */
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

export const baseOrder: Fixer = {
  id: 'python/base-order',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [/^Cannot create a consistent method resolution\b/] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'ClassDefinition')) {
      const list = node.getChild('ArgList');
      const bases = (list ? children(list) : []).filter((part) => /^(?:VariableName|MemberExpression)$/.test(part.name));
      const names = bases.map((part) => textOf(file, part));
      const ordered = [...names].sort((a, b) => (isDerived(file, a, b) ? -1 : isDerived(file, b, a) ? 1 : 0));
      if (names.length < 2 || names.every((name, i) => name === ordered[i])) continue;
      return [
        {
          title: `Change the bases to '${ordered.join(', ')}'`,
          explanation: 'A class that is derived from another one stands before it.',
          edits: bases.flatMap((part, i) => (ordered[i] !== names[i] ? [replace(part.from, part.to, ordered[i] ?? '')] : [])),
          variant: 'derived-first',
        },
      ];
    }
    return [];
  },
};

/** Whether one class of the file comes from another one, or everything from `object`. */
function isDerived(file: PythonFile, name: string, from: string, depth = 0): boolean {
  const cls = classesOf(file).get(name);
  if (from === 'object') return name !== 'object';
  if (!cls || depth > 8) return false;
  const bases = basesOf(file, cls);
  return bases.includes(from) || bases.some((base) => isDerived(file, base, from, depth + 1));
}

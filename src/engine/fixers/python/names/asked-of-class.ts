/**
 * Mistake: an attribute that only objects have is asked of their class.
 *
 * Before:  `rex = Dog("Rex")` … `print(Dog.name)`     After:  `print(rex.name)`
 *
 * When not: `__init__` does not set it, or the file has not just one object of the class.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf, classMembers } from '../shared/class-members';
import { assignedValue } from '../shared/plain-types';
import { memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const OF_CLASS = /^type object '(\w+)' has no attribute '(\w+)'/;

export const askedOfClass: Fixer = {
  id: 'python/asked-of-class',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [OF_CLASS] },
  propose(context) {
    const file = pythonFile(context);
    const [, className = '', attribute = ''] = OF_CLASS.exec(context.problem.message) ?? [];
    const cls = classesOf(file).get(className);
    const read = nodesAt(file, 'MemberExpression')
      .map(memberOf)
      .find((it) => it && textOf(file, it.object) === className && textOf(file, it.property) === attribute);
    if (!cls || !read || classMembers(file, cls).defined.get(attribute) === undefined) return [];
    const here = file.scopes.scopeAt(read.object.from);
    const objects: string[] = [];
    for (let scope: typeof here | undefined = here; scope; scope = scope.parent)
      for (const [name, bindings] of scope.bindings)
        for (const binding of bindings) {
          const value = binding.kind === 'assign' && binding.from < read.object.from ? assignedValue(binding) : undefined;
          if (value?.name === 'CallExpression' && value.firstChild && textOf(file, value.firstChild) === className) objects.push(name);
        }
    const [only] = objects;
    return only === undefined || new Set(objects).size > 1
      ? []
      : [
          {
            title: `Ask the object: '${only}.${attribute}'`,
            explanation: `'${attribute}' belongs to each ${className} object, not to the class; '${only}' is one.`,
            edits: [replace(read.object.from, read.object.to, only)],
            variant: 'object-for-class',
          },
        ];
  },
};

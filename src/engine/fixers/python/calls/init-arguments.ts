/**
 * Mistake: `super().__init__` is given arguments, though the class is derived from nothing that takes them.
 *
 * Before:  `super().__init__(name)`     After:  `super().__init__()`
 *
 * When not: the class has bases.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { basesOf } from '../shared/class-members';
import { argumentsOf, methodAround, nodesAt, pythonFile, textOf } from '../shared/python-file';

export const initArguments: Fixer = {
  id: 'python/init-arguments',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [/^object\.__init__\(\) takes exactly one argument \(the instance to initialize\)$/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const args = argumentsOf(call);
      const [first, last] = [args[0], args.at(-1)];
      if (!first || !last || !call.firstChild || !/^super\(.*\)\.__init__$/s.test(textOf(file, call.firstChild))) continue;
      const around = methodAround(file, file.scopes.scopeAt(call.from));
      if (!around || basesOf(file, around.classScope).some((base) => base !== 'object')) continue;
      return [
        {
          title: "Give it nothing: 'super().__init__()'",
          explanation: `'${around.classScope.name}' is derived from no other class: there is nobody to take the arguments.`,
          edits: [replace(first.from, last.to, '')],
          variant: 'no-arguments-for-object',
        },
      ];
    }
    return [];
  },
};

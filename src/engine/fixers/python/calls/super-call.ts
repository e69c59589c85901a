/**
 * Mistake: `super` named where its call was meant.
 *
 * Before:  `super.__init__(name)`    After:  `super().__init__(name)`
 *
 * When not: `super` is a name of the file's own, or the statement stands in no class.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

/** What interpreter and checkers say of it: the class itself has no such attribute, or its method lacks its object. */
const MESSAGES = [/\bsuper\b/, /[Nn]o overloads/, /parameter "self"/, /^(?:unbound method|descriptor) /, /positional argument/];

export const superCall: Fixer = {
  id: 'python/super-call',
  languages: PYTHON,
  family: 'python/calls',
  answers: { codes: ['reportCallIssue', 'reportArgumentType', 'reportAttributeAccessIssue'], messages: MESSAGES },
  propose(context) {
    const file = pythonFile(context);
    const objects = nodesAt(file, 'MemberExpression')
      .flatMap((node) => memberOf(node)?.object ?? [])
      .filter((node) => node.name === 'VariableName' && textOf(file, node) === 'super');
    const [first] = objects;
    if (!first) return [];
    const scope = file.scopes.scopeAt(first.from);
    if (file.scopes.resolve('super', scope) !== 'builtin') return [];
    let inside = first.parent;
    while (inside && inside.name !== 'ClassDefinition') inside = inside.parent;
    if (!inside) return [];
    return [
      {
        title: "Call 'super()'",
        explanation: "'super' is a function: its call gives the parent class's part of the object.",
        edits: objects.map((node) => insert(node.to, '()')),
        variant: 'super-not-called',
      },
    ];
  },
};

/**
 * Mistake: `__init__` gives a value to a variable of its own, where it was to be the object's: the attribute is missing later.
 *
 * Before:  `def __init__(self, name): name = name`     After:  … `self.name = name`
 *
 * When not: the class sets the attribute elsewhere, or `__init__` has no variable of that name.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf, classMembers } from '../shared/class-members';
import { namedType } from '../shared/plain-types';
import { hole, parameters, pythonFile, textOf } from '../shared/python-file';

export const neverStored: Fixer = {
  id: 'python/never-stored',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['missing-attribute'] },
  propose(context) {
    const file = pythonFile(context);
    const attribute = hole(context, 'attribute') ?? '';
    const scope = classesOf(file).get(
      namedType(hole(context, 'type') ?? '')
        .split('.')
        .at(-1) ?? '',
    );
    const init = scope?.bindings.get('__init__')?.findLast(({ kind }) => kind === 'def')?.node;
    if (!scope || !init || classMembers(file, scope).defined.has(attribute)) return [];
    const self = parameters(file, init)[0]?.name;
    const own = file.scopes.scopes.find(({ node }) => node === init || (node.from === init.from && node.name === init.name));
    const stored = own?.bindings.get(attribute)?.filter(({ kind }) => kind === 'assign' || kind === 'annotation') ?? [];
    const [only] = stored;
    if (self === undefined || !only || stored.length !== 1 || only.node.name !== 'AssignStatement') return [];
    // A variable that `__init__` goes on to use is one of its own, unless it was given to itself.
    const toItself = textOf(file, only.node).replace(/\s/g, '') === `${attribute}=${attribute}`;
    const isUsed = file.scopes.uses.some(
      ({ name, from }) => name === attribute && from >= init.from && from < init.to && !(from >= only.node.from && from < only.node.to),
    );
    if (isUsed && !toItself) return [];
    return [
      {
        title: `Change '${attribute} = …' to '${self}.${attribute} = …'`,
        explanation: `Without '${self}.' it is a variable of '__init__' alone, and is gone when that ends.`,
        edits: [insert(only.from, `${self}.`)],
        variant: toItself ? 'given-to-itself' : 'variable-for-attribute',
      },
    ];
  },
};

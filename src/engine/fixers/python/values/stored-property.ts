/**
 * Mistake: a value is stored under the name of a property that only reads it.
 *
 * Before:  `self.radius = radius`, and `@property def radius(self): return self._radius`      After:  `self._radius = radius`
 *
 * When not: the property works something out, or a name of its own class for the stored value does not show.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { classesOf } from '../shared/class-members';
import { memberOf, methodAround, nodesAt, pythonFile, textOf } from '../shared/python-file';

const NO_SETTER = /^property '(\w+)' of '(\w+)' object has no setter$|^can't set attribute(?: '(\w+)')?$/;

export const storedProperty: Fixer = {
  id: 'python/stored-property',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NO_SETTER] },
  propose(context) {
    const file = pythonFile(context);
    const [, property, owner, other] = NO_SETTER.exec(context.problem.message) ?? [];
    for (const node of nodesAt(file, 'MemberExpression')) {
      const member = memberOf(node);
      const statement = node.parent;
      if (!member || !/^(?:AssignStatement|UpdateStatement)$/.test(statement?.name ?? '') || statement?.firstChild?.from !== node.from)
        continue;
      const name = textOf(file, member.property);
      const around = methodAround(file, file.scopes.scopeAt(node.from));
      const cls = owner === undefined ? around?.classScope : classesOf(file).get(owner);
      if (
        name !== (property ?? other ?? name) ||
        !cls ||
        !around ||
        around.classScope !== cls ||
        textOf(file, member.object) !== around.self
      )
        continue;
      const getter = cls.bindings.get(name)?.find((it) => it.kind === 'def')?.node;
      const kept = getter ? /\breturn\s+self\.(_\w+)\s*$/.exec(textOf(file, getter).trim())?.[1] : undefined;
      if (kept === undefined) continue;
      return [
        {
          title: `Store it as '${textOf(file, member.object)}.${kept}'`,
          explanation: `'${name}' is a property that only reads '${kept}'; what it reads is stored under that name.`,
          edits: [replace(member.property.from, member.property.to, kept)],
          variant: 'as-property-reads',
        },
      ];
    }
    return [];
  },
};

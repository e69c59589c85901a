/**
 * Mistake: a function of several arguments is mapped over pairs, and gets each pair as one.
 *
 * Before:  `pool.map(area, [(2, 3), (4, 5)])`       After:  `pool.starmap(area, [(2, 3), (4, 5)])`
 *
 * When not: the function takes one argument, or it is no pool that maps.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, parameters, pythonFile, textOf } from '../shared/python-file';

export const mappedPairs: Fixer = {
  id: 'python/mapped-pairs',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['missing-argument'] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const name = member ? textOf(file, member.property) : '';
      const [work, items] = argumentsOf(call);
      if (!member || !/^map(?:_async)?$/.test(name) || !work?.value || !items?.value || work.name || items.name) continue;
      const pool = textOf(file, originOf(file, member.object));
      if (!/Pool\b/.test(pool) && !/\b(?:Thread)?Pool\([^)]*\) as \w+/.test(file.text)) continue;
      const own = file.scopes.scopes.filter((it) => it.kind === 'function' && work.value && it.name === textOf(file, work.value));
      const [definition] = own;
      if (!definition || own.length > 1 || parameters(file, definition.node).filter((it) => it.default === undefined).length < 2) continue;
      return [
        {
          title: `Change '${name}' to 'star${name}'`,
          explanation: `'${name}' gives each item as one argument; 'star${name}' takes it apart.`,
          edits: [replace(member.property.from, member.property.to, `star${name}`)],
          variant: 'starmap',
        },
      ];
    }
    return [];
  },
};

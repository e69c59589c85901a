/**
 * Mistake: an object of a dataclass is put into a set or used as a key, which takes a frozen one.
 *
 * Before:  `@dataclass class Cell: …` … `{Cell(0, 0)}`       After:  `@dataclass(frozen=True)`
 *
 * When not: its fields are changed somewhere in the file, or the class is derived from another one.
 */
import { insert, replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { memberOf, pythonFile, textOf } from '../shared/python-file';

export const dataclassAsKey: Fixer = {
  id: 'python/dataclass-as-key',
  languages: PYTHON,
  family: 'python/values',
  answers: { families: ['unhashable'], messages: [/^unhashable type: '\w+'$/] },
  propose(context) {
    const file = pythonFile(context);
    const name = /^(?:cannot use '\w+' as a .*\()?unhashable type: '(\w+)'/.exec(context.problem.message)?.[1] ?? '';
    const cls = classesOf(file).get(name);
    const around = cls?.node.parent?.name === 'DecoratedStatement' ? cls.node.parent : undefined;
    if (!cls || !around || basesOf(file, cls).length > 0 || cls.bindings.has('__eq__')) return [];
    const before = file.text.slice(around.from, cls.node.from);
    const found = /@(?:\w+\.)?dataclass\b[ \t]*(\(([^()]*)\))?/.exec(before);
    if (!found || /\b(?:frozen|unsafe_hash|eq)\s*=/.test(found[2] ?? '')) return [];
    const fields = new Set(cls.bindings.keys());
    let isChanged = false;
    file.scopes.tree.iterate({
      enter: (ref) => {
        const target = /^(?:AssignStatement|UpdateStatement)$/.test(ref.name) ? ref.node.firstChild : undefined;
        const member = target ? memberOf(target) : undefined;
        if (member && fields.has(textOf(file, member.property))) isChanged = true;
      },
    });
    if (isChanged) return [];
    const end = around.from + found.index + found[0].length;
    const inside = (found[2] ?? '').trim();
    return [
      {
        title: `Write '@dataclass(frozen=True)'`,
        explanation: `What is in a set or a key of a dict must not change; a frozen dataclass can't, and so '${name}' can be one.`,
        edits: found[1] ? [replace(end - 1, end, `${inside === '' ? '' : ', '}frozen=True)`)] : [insert(end, '(frozen=True)')],
        variant: 'frozen',
      },
    ];
  },
};

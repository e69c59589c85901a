/**
 * Mistake: a name that nothing defines. It is one decision between a slip of the fingers, a missing import, a missing `self.`,
 * a missing parameter and a word of another language, so all of them are weighed here together.
 *
 * Before:  `return pgettext(sgctxt, message)`      After:  `return pgettext(msgctxt, message)`
 * Before:  `data = json.loads(text)`               After:  `import json` on top
 * Before:  `self.total += _rate`                   After:  `self.total += self._rate`
 *
 * When not: the name resembles nothing, no module is known to define it, the class has no such attribute. A definition is never invented.
 */
import type { NameUse } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { hole, pythonFile, useAt, type PythonFile } from '../shared/python-file';
import { misspeltName } from './misspelt-name';
import { missingImports } from './missing-import';
import { missingParameter } from './missing-parameter';
import { missingSelf } from './missing-self';
import { commaForDot, namesByRole, onlyParameter } from './name-by-role';
import { nameOfOtherLanguage } from './name-of-other-language';
import { byGround, withoutGround, type Option } from './name-option';
import { comparedForAssigned, listNeverBegun } from './never-assigned';

const MAX_PROPOSALS = 4;

export const undefinedName: Fixer = {
  id: 'python/undefined-name',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['undefined-name'], where: (problem) => problem.signature.holes['name'] !== undefined },
  async propose(context) {
    const file = pythonFile(context);
    const name = hole(context, 'name');
    const use = name === undefined ? undefined : (useAt(file, name) ?? useInText(file, name));
    if (!use) return [];
    if (file.scopes.resolve(use.name, use.scope) !== undefined) return [];
    const undefinedUses = file.scopes.undefinedUses().filter((other) => other.name === use.name);
    const same = undefinedUses.length > 0 ? undefinedUses : [use];
    const dot = commaForDot(file, use);
    if (dot) return [dot];
    const found: Option[] = [
      ...comparedForAssigned(file, use),
      ...nameOfOtherLanguage(file, use, same),
      ...missingSelf(file, use, same),
      ...misspeltName(file, use, same),
      // A checker reads code that never ran: there the part that a name plays says too little.
      ...(context.problem.origin === 'diagnostic'
        ? []
        : [...onlyParameter(file, use, same), ...namesByRole(file, use, same), ...listNeverBegun(file, use, same)]),
      ...(await missingImports(file, use, same)),
    ];
    const onlyGuesses = found.every((option) => option.ground === 'guess');
    const parameter = missingParameter(file, use, same).filter((option) => option.ground === 'fact' || onlyGuesses);
    return settled([...found, ...parameter]);
  },
};

/** Best first. A fact silences guesses: they would only be noise beside it. */
function settled(options: readonly Option[]) {
  const known = options.some((option) => option.ground === 'fact');
  return byGround(options.filter((option) => !known || option.ground !== 'guess'))
    .slice(0, MAX_PROPOSALS)
    .map(withoutGround);
}

/** A name within a type comment or an annotation in quotes: the tree has no node for it. */
function useInText(file: PythonFile, name: string): NameUse | undefined {
  const { start, end } = file.context;
  const at = file.scopes.tree.resolveInner(start, 1);
  if (file.text.slice(start, end) !== name || !/^(?:String|Comment|ContinuedString)$/.test(at.name)) return undefined;
  return { name, from: start, to: end, scope: file.scopes.scopeAt(start) };
}

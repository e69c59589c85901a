/**
 * Mistake: a pattern is looked for at the start of a text only, though it stands further in.
 *
 * Before:  `re.match(r"\d+", "room 42").group()`     After:  `re.search(r"\d+", "room 42").group()`
 *
 * When not: the pattern says itself where it has to stand; nothing shows that the result comes from `match`.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf } from '../shared/python-file';

const NONE = /^'NoneType' object (?:has no attribute '(?:group|groups|groupdict|start|end|span)'|is not subscriptable)$/;

export const matchAtStart: Fixer = {
  id: 'python/match-at-start',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NONE] },
  propose(context) {
    const file = pythonFile(context);
    for (const node of nodesAt(file, 'MemberExpression')) {
      const object = memberOf(node)?.object ?? subscriptOf(node)?.object;
      const call = object && originOf(file, object);
      const member = call?.name === 'CallExpression' && call.firstChild ? memberOf(call.firstChild) : undefined;
      if (!call || !member || textOf(file, member.property) !== 'match') continue;
      const owner = originOf(file, member.object);
      const pattern = textOf(file, member.object) === 're' ? argumentsOf(call)[0]?.value : argumentsOf(owner)[0]?.value;
      const isPattern = textOf(file, member.object) === 're' || /^re\.compile\(/.test(textOf(file, owner));
      const written = pattern ? textOf(file, originOf(file, pattern)) : '';
      if (!isPattern || !/^[rR]?["'](?!\^|\\A|\.\*)/.test(written)) continue;
      return [
        {
          title: "Change 'match' to 'search'",
          explanation: "'match' looks at the start of the text only; 'search' looks for the pattern anywhere in it.",
          edits: [replace(member.property.from, member.property.to, 'search')],
          variant: 'searched-anywhere',
        },
      ];
    }
    return [];
  },
};

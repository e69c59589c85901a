/**
 * Mistake: the first group of a pattern that has no groups: what matched is group 0.
 *
 * Before:  `re.search(r"\d+", text).group(1)`       After:  `….group(0)`
 *
 * When not: the pattern has groups, or does not show.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

export const patternGroup: Fixer = {
  id: 'python/pattern-group',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/^no such group$/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const [index, ...more] = argumentsOf(call);
      if (
        !member ||
        !/^(?:group|start|end|span)$/.test(textOf(file, member.property)) ||
        !index?.value ||
        more.length > 0 ||
        textOf(file, index.value) !== '1'
      )
        continue;
      const made = originOf(file, member.object);
      const matcher = made.name === 'CallExpression' && made.firstChild ? memberOf(made.firstChild) : undefined;
      const isOfModule = matcher !== undefined && textOf(file, matcher.object) === 're';
      // `re.compile(…)` was kept: its pattern is where that was made.
      const compiled = matcher && !isOfModule ? originOf(file, matcher.object) : made;
      const first = argumentsOf(compiled)[0]?.value;
      const pattern = first ? originOf(file, first) : undefined;
      if (pattern?.name !== 'String' || hasGroup(textOf(file, pattern))) continue;
      return [
        {
          title: "Change the group to '0'",
          explanation: 'The pattern has no groups in brackets; all that matched is group 0.',
          edits: [replace(index.from, index.to, '0')],
          variant: 'whole-match',
        },
      ];
    }
    return [];
  },
};

const hasGroup = (pattern: string): boolean => /(?<!\\)\((?!\?[:=!<iLmsux-])|\(\?P</.test(pattern);

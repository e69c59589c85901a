/**
 * Mistake: a list, dict or set as the value of a parameter: it is made once, and all calls share it.
 *
 * Before:  `def add(item, items=[]):`     After:  `def add(item, items=None):` + `if items is None: items = []`
 *
 * When not: the function has no body of its own lines.
 */
import type { SyntaxNode } from '@lezer/common';
import { PYTHON, type Fixer } from '../../fixer';
import { madeInTheBody } from '../shared/none-default';
import { nodesAt, parameters, pythonFile, textOf } from '../shared/python-file';

export const mutableDefault: Fixer = {
  id: 'python/mutable-default',
  languages: PYTHON,
  family: 'python/practices',
  answers: { codes: ['B006', 'W0102', 'dangerous-default-value'] },
  propose(context) {
    const file = pythonFile(context);
    const named = /^Dangerous default value (.+?)(?: \(.*\))? as argument/.exec(context.problem.message)?.[1];
    const isMutable = (value: SyntaxNode): boolean =>
      /^(?:ArrayExpression|DictionaryExpression|SetExpression)$/.test(value.name) ||
      /^(?:list|dict|set|defaultdict|deque)\(/.test(textOf(file, value));
    for (const definition of nodesAt(file, 'FunctionDefinition')) {
      const mutable = parameters(file, definition).filter((it) => it.default && isMutable(it.default));
      const parameter =
        mutable.find((it) => it.default && it.default.from <= context.start && context.start < it.default.to) ??
        mutable.find((it) => it.default && textOf(file, it.default) === named) ??
        (mutable.length === 1 ? mutable[0] : undefined);
      const value = parameter?.default;
      if (!parameter || !value) continue;
      const edits = madeInTheBody(file, definition, parameter);
      if (!edits) return [];
      return [
        {
          title: `Make a new ${textOf(file, value)} for each call`,
          explanation: 'The value of a parameter is made once, when the function is defined: what one call puts in, the next one finds.',
          edits,
          variant: 'made-in-the-body',
        },
      ];
    }
    return [];
  },
};

/**
 * Mistake: a value is given where a function that makes it is wanted.
 *
 * Before:  `defaultdict(0)`                       After:  `defaultdict(int)`
 * Before:  `defaultdict([])`                      After:  `defaultdict(list)`
 * Before:  `defaultdict("none")`                  After:  `defaultdict(lambda: "none")`
 *
 * When not: it is not a plain value.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const FACTORIES: Readonly<Record<string, string>> = {
  '0': 'int',
  '0.0': 'float',
  '""': 'str',
  "''": 'str',
  '[]': 'list',
  '{}': 'dict',
  False: 'bool',
  '()': 'tuple',
};

export const startValueForFactory: Fixer = {
  id: 'python/start-value-for-factory',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/^first argument must be callable or None$/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      const given = argumentsOf(call)[0];
      if (!callee || textOf(file, memberOf(callee)?.property ?? callee) !== 'defaultdict' || !given?.value || given.name) continue;
      if (!/^(?:Number|String|Boolean|ArrayExpression|DictionaryExpression|TupleExpression|UnaryExpression)$/.test(given.value.name))
        continue;
      const text = textOf(file, given.value);
      const factory = FACTORIES[text.replace(/\s+/g, '')] ?? `lambda: ${text}`;
      return [
        {
          title: `Give what makes it: '${factory.slice(0, 30)}'`,
          explanation: "'defaultdict' calls its first argument for every new key; a value can't be called.",
          edits: [replace(given.from, given.to, factory)],
          variant: factory.startsWith('lambda') ? 'value-made-by-lambda' : 'type-for-value',
        },
      ];
    }
    return [];
  },
};

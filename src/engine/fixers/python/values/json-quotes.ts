/**
 * Mistake: what is read as JSON is written in Python's own notation.
 *
 * Before:  `json.loads("{'a': 1}")`                 After:  `json.loads('{"a": 1}')`
 * Before:  `json.loads(str(settings))`              After:  `json.loads(json.dumps(settings))`
 *
 * When not: the text comes from outside, or holds both kinds of quotes.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

export const jsonQuotes: Fixer = {
  id: 'python/json-quotes',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/^Expecting property name enclosed in double quotes: /, /^Expecting value: line 1 column \d+ \(char \d+\)$/] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const value = argumentsOf(call)[0]?.value;
      if (!member || !value || textOf(file, member.object) !== 'json' || textOf(file, member.property) !== 'loads') continue;
      const origin = originOf(file, value);
      const text = textOf(file, origin);
      const [, quote, body = ''] = /^("""|"|''')([\s\S]*)\1$/.exec(text) ?? [];
      if (origin.name === 'String' && quote !== undefined && /^\s*[[{][\s\S]*'/.test(body) && !/["\\]/.test(body) && !/\w'\w/.test(body)) {
        const json = body.replaceAll("'", '"');
        const around = quote.length === 3 || json.includes('\n') ? "'''" : "'";
        return [
          {
            title: 'Swap the quotes: JSON has double ones',
            explanation: 'In JSON names and texts stand in double quotes only.',
            edits: [replace(origin.from, origin.to, `${around}${json}${around}`)],
            variant: 'quotes-of-json',
          },
        ];
      }
      const [made] = origin.name === 'CallExpression' && /^str\(/.test(text) ? argumentsOf(origin) : [];
      if (made?.value && origin.firstChild)
        return [
          {
            title: "Change 'str' to 'json.dumps'",
            explanation: "'str' writes Python's own notation; 'json.dumps' writes JSON.",
            edits: [replace(origin.firstChild.from, origin.firstChild.to, 'json.dumps')],
            variant: 'written-as-json',
          },
        ];
    }
    return [];
  },
};

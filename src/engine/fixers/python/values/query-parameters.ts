/**
 * Mistake: one value for a query given bare, or in brackets that make no tuple: its letters are taken for the values.
 *
 * Before:  `cursor.execute(sql, name)`       After:  `cursor.execute(sql, (name,))`
 * Before:  `cursor.execute(sql, (name))`     After:  `cursor.execute(sql, (name,))`
 *
 * When not: the query takes more than one value.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const COUNT = /^Incorrect number of bindings supplied\. The current statement uses 1, and there (?:are|is) \d+ supplied\.$/;
const KIND = /^parameters are of unsupported type$|^not all arguments converted during (?:string|bytes) formatting$/;

export const queryParameters: Fixer = {
  id: 'python/query-parameters',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [COUNT, KIND] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const all = argumentsOf(call);
      const value = all[1]?.name ? undefined : all[1]?.value;
      if (!member || textOf(file, member.property) !== 'execute' || all.length !== 2 || !value || all[1]?.stars !== '') continue;
      if (!/^(?:VariableName|MemberExpression|CallExpression|String|FormatString|Number|ParenthesizedExpression)$/.test(value.name))
        continue;
      const inBrackets = value.name === 'ParenthesizedExpression';
      // A variable that holds several values already is no single one.
      if (value.name === 'CallExpression' && /^(?:tuple|list|dict)\(/.test(textOf(file, value))) continue;
      return [
        {
          title: `Make it one value: '(${inBrackets ? textOf(file, value).slice(1, -1) : textOf(file, value)},)'`,
          explanation: 'A query takes its values as a tuple; it is the comma that makes one, and a bare text counts as one value a letter.',
          edits: inBrackets ? [insert(value.to - 1, ',')] : [insert(value.from, '('), insert(value.to, ',)')],
          variant: inBrackets ? 'comma-missing' : 'bare-value',
        },
      ];
    }
    return [];
  },
};

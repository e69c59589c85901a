/**
 * Mistake: values are written into the text of a query, where the database takes them for names.
 *
 * Before:  `execute(f"SELECT * FROM pets WHERE name = {name}")`     After:  `execute("SELECT * FROM pets WHERE name = ?", (name,))`
 *
 * When not: another database than SQLite; something in braces stands where a table or column is named.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const REFUSED = /^(?:no such column: |near "[^"]*": syntax error|unrecognized token: )/;
/** A value stands behind a comparison, in brackets, or in a list. */
const BEFORE_VALUE = /(?:[=<>(,]|\b(?:LIKE|IS|LIMIT|OFFSET|AND|BETWEEN))\s*$/i;

export const valueInQuery: Fixer = {
  id: 'python/value-in-query',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [REFUSED] },
  propose(context) {
    const file = pythonFile(context);
    if (!file.scopes.imports.some(({ module }) => /^(?:sqlite3|aiosqlite)$/.test(module))) return [];
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      const [query, ...more] = argumentsOf(call);
      if (!member || textOf(file, member.property) !== 'execute' || query?.value?.name !== 'FormatString' || more.length > 0) continue;
      const [, quote = '', body = ''] = /^[fF]("""|'''|"|')([\s\S]*)\1$/.exec(textOf(file, query.value)) ?? [];
      if (quote === '' || /\{\{|\}\}|\\/.test(body)) continue;
      const values: string[] = [];
      let isSafe = true;
      const text = body.replace(/(['"]?)\{([^{}!:]+)\}\1/g, (_all, _quote: string, value: string, at: number) => {
        if (!BEFORE_VALUE.test(body.slice(0, at))) isSafe = false;
        values.push(value.trim());
        return '?';
      });
      if (!isSafe || values.length === 0 || /[{}]/.test(text)) continue;
      const given = `(${values.join(', ')}${values.length === 1 ? ',' : ''})`;
      return [
        {
          title: `Give the values apart: '?' and '${given.length > 30 ? '(…)' : given}'`,
          explanation: 'What is written into a query becomes part of its language; values are given apart, where `?` stands for each.',
          edits: [replace(query.from, query.to, `${quote}${text}${quote}, ${given}`)],
          variant: 'values-given-apart',
        },
      ];
    }
    return [];
  },
};

/**
 * Mistake: a text with `%` marks and the values for it do not go together.
 *
 * Before:  `print("%d of %d" % done, total)`     After:  `print("%d of %d" % (done, total))`
 * Before:  `"Total: " % n`                        After:  `"Total: %s" % n`
 *
 * When not: where a missing mark belongs can't be told: only the end of a text that is plainly unfinished is a place.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { isNumber, plainType } from '../shared/plain-types';
import { argumentsOf, enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const MARK = /%(?:\(\w+\))?[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[diouxXeEfFgGcrsa]/g;
/** What stands before a value that was forgotten: `Total: `, `a / `, `(`. */
const UNFINISHED = /(?:[:=,/(+-]\s*|\s)$/;

export const percentFormat: Fixer = {
  id: 'python/percent-format',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [/^not (?:enough arguments for|all arguments converted during string) format/] },
  propose(context) {
    const file = pythonFile(context);
    const few = /^not enough/.test(context.problem.message);
    for (const node of nodesAt(file, 'BinaryExpression')) {
      const [text, op, values] = children(node);
      if (!text || !op || !values || textOf(file, op) !== '%' || text.name !== 'String') continue;
      const found = few ? intoTuple(file, node, text, values) : withMark(file, text, values);
      if (found) return [found];
    }
    return [];
  },
};

const marksIn = (file: PythonFile, text: SyntaxNode): number => (textOf(file, text).replaceAll('%%', '').match(MARK) ?? []).length;

/** The values stand behind each other as arguments of the call around: the brackets that make them one are missing. */
function intoTuple(file: PythonFile, node: SyntaxNode, text: SyntaxNode, values: SyntaxNode): Proposal | undefined {
  if (/^(?:TupleExpression|ParenthesizedExpression|DictionaryExpression)$/.test(values.name)) return undefined;
  const call = enclosing(node.parent, 'CallExpression');
  const all = call ? argumentsOf(call) : [];
  const at = all.findIndex((it) => it.value?.from === node.from && it.value.to === node.to && !it.name);
  const needed = marksIn(file, text) - 1;
  const rest = at < 0 ? [] : all.slice(at + 1, at + 1 + needed);
  const last = rest.at(-1);
  if (needed < 1 || rest.length !== needed || !last || rest.some((it) => it.name ?? it.stars)) return undefined;
  return {
    title: `Put brackets around the values: '(${textOf(file, values)}, …)'`,
    explanation: `The text has ${needed + 1} places; without brackets only the first value belongs to it, the others are arguments of their own.`,
    edits: [insert(values.from, '('), insert(last.to, ')')],
    variant: 'values-without-brackets',
  };
}

/** One value more than places, and a text that ends where the value is expected. */
function withMark(file: PythonFile, text: SyntaxNode, values: SyntaxNode): Proposal | undefined {
  const written = textOf(file, text);
  const quote = /("""|'''|"|')$/.exec(written)?.[0] ?? '';
  const content = written.slice(0, written.length - quote.length);
  const items = values.name === 'TupleExpression' ? children(values).filter(({ name }) => !/^[(),]$/.test(name)) : [values];
  if (quote === '' || items.length !== marksIn(file, text) + 1 || !UNFINISHED.test(content)) return undefined;
  const last = items.at(-1);
  const type = last && plainType(file, last, file.scopes.scopeAt(last.from));
  // The kind of mark that the text has already; else by the value.
  const mark = /%[sd]/.exec(written)?.[0] ?? (type === 'int' && isNumber(type) ? '%d' : '%s');
  return {
    title: `Add '${mark}' to the text`,
    explanation: 'The text has one place less than there are values, and ends where one is expected.',
    edits: [insert(text.to - quote.length, mark)],
    variant: 'mark-missing-at-end',
  };
}

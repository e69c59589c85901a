/**
 * Mistake: a field in braces has no value of its name: another name was given, or the braces were meant as they are.
 *
 * Before:  `"{name}: {sum}".format(name=n, amount=a)`       After:  `"{name}: {amount}".format(name=n, amount=a)`
 * Before:  `'{"id": {}}'.format(n)`                         After:  `'{{"id": {}}}'.format(n)`
 *
 * When not: more than one name is missing, or more than one is left over.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';
import type { SyntaxNode } from '@lezer/common';

export const formatField: Fixer = {
  id: 'python/format-field',
  languages: PYTHON,
  family: 'python/values',
  answers: {
    families: ['missing-key'],
    messages: [/^(?:unexpected|unmatched) '[{}]' in (?:format string|field name)$|^Single '[{}]' encountered in format string$/],
  },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      if (!member || textOf(file, member.property) !== 'format') continue;
      const text = originOf(file, member.object);
      if (text.name !== 'String' || argumentsOf(call).some((it) => it.stars !== '')) continue;
      const found = literalBraces(file, text) ?? otherField(file, text, call);
      if (found) return [found];
    }
    return [];
  },
};

const FIELD = /(?<!\{)\{(\w+)((?:[.[][^{}]*?)?(?:![rsa])?(?::[^{}]*)?)\}(?!\})/g;

/** One field without a value, and one value without a field. */
function otherField(file: PythonFile, text: SyntaxNode, call: SyntaxNode): Proposal | undefined {
  const key = file.context.problem.message.replace(/^(["'])(.*)\1$/s, '$2');
  const written = textOf(file, text);
  const fields = [...written.matchAll(FIELD)].map((match) => match[1] ?? '');
  const names = argumentsOf(call).flatMap((it) => (it.name ? [textOf(file, it.name)] : []));
  const unfilled = [...new Set(fields.filter((field) => /^[A-Za-z_]/.test(field) && !names.includes(field)))];
  const unused = names.filter((name) => !fields.includes(name));
  const [meant] = unused;
  if (unfilled.length !== 1 || unfilled[0] !== key || unused.length !== 1 || meant === undefined) return undefined;
  return {
    title: `Change '{${key}}' to '{${meant}}'`,
    explanation: `No value is given for '${key}'; '${meant}' is given and stands nowhere in the text.`,
    edits: [...written.matchAll(FIELD)]
      .filter((match) => match[1] === key)
      .map((match) => replace(text.from + match.index + 1, text.from + match.index + 1 + key.length, meant)),
    variant: 'field-of-given-name',
  };
}

/** A text that is JSON or CSS in braces, with fields in it: its own braces are doubled. */
function literalBraces(file: PythonFile, node: SyntaxNode): Proposal | undefined {
  const text = textOf(file, node);
  const isField = (at: number): boolean => /^\{(?:\w*(?:[.[][^{}"']*?)?(?:![rsa])?(?::[<>=^+\-\d.,%a-zA-Z]*)?)\}/.test(text.slice(at));
  if (!/\{\s*(?:\\n|\n|["'])|\{\s*[\w-]+:\s/.test(text) || /\{\{|\}\}(?!\})/.test(text.replace(/\{\w*\}\}/g, ''))) return undefined;
  const doubled: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{' && isField(at)) at = text.indexOf('}', at);
    else if (text[at] === '{' || text[at] === '}') doubled.push(at);
  }
  if (doubled.length === 0) return undefined;
  return {
    title: 'Double the braces that are meant as they are',
    explanation: "In a text that 'format' fills, braces mark fields; a brace that is meant as it is stands twice.",
    edits: doubled.map((at) => replace(node.from + at, node.from + at + 1, (text[at] ?? '').repeat(2))),
    variant: 'braces-doubled',
  };
}

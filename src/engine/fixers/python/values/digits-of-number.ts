/**
 * Mistake: the digits of a number are asked for as if it were a text.
 *
 * Before:  `for digit in number: total += int(digit)`      After:  `for digit in str(number): …`
 * Before:  `number[0]`                                     After:  `str(number)[0]`
 * Before:  `len(number)`                                   After:  `len(str(number))`
 * Before:  `if "7" in number:`                             After:  `if "7" in str(number):`
 *
 * When not: a loop may be to run that many times: its variable counts, or is not used as a digit.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { brief } from '../names/attribute-read';
import { plainType } from '../shared/plain-types';
import { argumentsOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const NUMBER =
  /^'int' object is not (?:iterable|subscriptable|reversible)$|^object of type 'int' has no len\(\)$|^argument of type 'int' is not (?:iterable|a container or iterable)$/;

export const digitsOfNumber: Fixer = {
  id: 'python/digits-of-number',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [NUMBER] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const value =
      /iterable$/.test(message) && !message.startsWith('argument')
        ? loopedOver(file)
        : /len\(\)/.test(message)
          ? measured(file)
          : takenFrom(file, message);
    if (!value || !/^(?:VariableName|MemberExpression|CallExpression|Number)$/.test(value.name)) return [];
    const text = textOf(file, value);
    return [
      {
        title: `Take its digits: 'str(${brief(text)})'`,
        explanation: `'${brief(text)}' is a number; its digits are those of the text that 'str' makes of it.`,
        edits: [insert(value.from, 'str('), insert(value.to, ')')],
        variant: /iterable$/.test(message) ? 'digits-one-by-one' : 'text-of-number',
      },
    ];
  },
};

/** What a loop or comprehension goes over, where its variable is made a number of again or compared with a text. */
function loopedOver(file: PythonFile): SyntaxNode | undefined {
  for (const node of nodesAt(
    file,
    'ForStatement',
    'ArrayComprehensionExpression',
    'ComprehensionExpression',
    'SetComprehensionExpression',
    'ArgList',
  )) {
    const parts = children(node);
    const at = parts.findIndex(({ name }) => name === 'for');
    const [variable, word, value] = parts.slice(at + 1, at + 4);
    if (variable?.name !== 'VariableName' || word?.name !== 'in' || !value || value.to > file.to) continue;
    if (isDigit(textOf(file, variable), textOf(file, node))) return value;
  }
  // `list(map(int, number))`, `sum(map(int, number))`.
  for (const call of nodesAt(file, 'CallExpression')) {
    const [first, second, ...more] = argumentsOf(call);
    if (
      call.firstChild &&
      textOf(file, call.firstChild) === 'map' &&
      first?.value &&
      textOf(file, first.value) === 'int' &&
      second?.value &&
      more.length === 0
    )
      return second.value;
  }
  return undefined;
}

/** Whether a loop's variable is used in its text as a digit is: made a number of, compared with a text. */
export const isDigit = (name: string, loop: string): boolean =>
  new RegExp(`\\bint\\(\\s*${name}\\s*\\)|\\b${name}\\s*[=!]=\\s*["']|["']\\s*[=!]=\\s*${name}\\b|\\b${name}\\.is\\w+\\(`).test(loop);

function measured(file: PythonFile): SyntaxNode | undefined {
  const calls = nodesAt(file, 'CallExpression').filter(
    (call) => call.firstChild && textOf(file, call.firstChild) === 'len' && argumentsOf(call).length === 1,
  );
  return calls.length === 1 && calls[0] ? argumentsOf(calls[0])[0]?.value : undefined;
}

/** `number[0]`, `"7" in number`; not a call with square brackets, nor a list that an item was put in the place of. */
function takenFrom(file: PythonFile, message: string): SyntaxNode | undefined {
  if (message.startsWith('argument')) {
    const tests = nodesAt(file, 'BinaryExpression').flatMap((node) => {
      const [left, word, right] = children(node);
      return word?.name === 'in' && left && right && plainType(file, left, file.scopes.scopeAt(node.from)) === 'str' ? [right] : [];
    });
    return tests.length === 1 ? tests[0] : undefined;
  }
  const objects = nodesAt(file, 'MemberExpression').flatMap((node) => {
    const subscript = subscriptOf(node);
    const isTarget = node.parent?.name === 'AssignStatement' && node.parent.firstChild?.from === node.from;
    return subscript && !isTarget && plainType(file, subscript.object, file.scopes.scopeAt(node.from)) === 'int' ? [subscript.object] : [];
  });
  return objects.length === 1 ? objects[0] : undefined;
}

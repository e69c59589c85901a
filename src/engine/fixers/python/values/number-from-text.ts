/**
 * Mistake: a number is made from a text, or a list of texts, that holds more than one whole number.
 *
 * Before:  `a, b = int(input())` ('1 2' was typed)      After:  `a, b = map(int, input().split())`
 * Before:  `xs = int(input().split())`                  After:  `xs = list(map(int, input().split()))`
 * Before:  `xs = list(map(int, input()))`               After:  `xs = list(map(int, input().split()))`
 * Before:  `n = int(price)` ('3.50')                    After:  `n = float(price)`
 *
 * When not: the text holds no number at all: that is the data's mistake.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { plainType } from '../shared/plain-types';
import { argumentsOf, enclosing, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const TEXT = /^invalid literal for int\(\) with base 10: (['"])(.*)\1$|^could not convert string to float: (['"])(.*)\3$/;
const LIST = /^(?:int|float)\(\) argument must be a string(?:, a bytes-like object)? or a (?:real )?number, not '(?:list|map)'$/;

export const numberFromText: Fixer = {
  id: 'python/number-from-text',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [TEXT, LIST] },
  propose(context) {
    const file = pythonFile(context);
    const match = TEXT.exec(context.problem.message);
    const value = match?.[2] ?? match?.[4];
    for (const call of nodesAt(file, 'CallExpression')) {
      const letters = value === undefined || value.trim() !== '' ? undefined : byLetter(file, call);
      if (letters) return [letters];
      const name = call.firstChild ? textOf(file, call.firstChild) : '';
      const [only] = argumentsOf(call);
      if (!/^(?:int|float)$/.test(name) || !only?.value || argumentsOf(call).length !== 1) continue;
      if (value === undefined) return several(file, call, name, textOf(file, only.value), only.value);
      if (/^\s*-?[\d.]+(?:\s+-?[\d.]+)+\s*$/.test(value))
        return several(file, call, name, `${textOf(file, only.value)}.split()`, only.value);
      if (name === 'int' && /^\s*[-+]?\d*\.\d+\s*$/.test(value) && only.value.name !== 'String') return decimal(call, only.value);
    }
    return [];
  },
};

/** `map(int, input())`: the line is taken letter by letter, spaces too. */
function byLetter(file: PythonFile, call: SyntaxNode): Proposal | undefined {
  const [convert, text] = argumentsOf(call);
  if (
    call.firstChild === null ||
    textOf(file, call.firstChild) !== 'map' ||
    !convert?.value ||
    !text?.value ||
    !/^(?:int|float)$/.test(textOf(file, convert.value))
  )
    return undefined;
  const isLine =
    text.value.name === 'CallExpression'
      ? /^(?:input|sys\.stdin\.readline)$/.test(text.value.firstChild ? textOf(file, text.value.firstChild) : '')
      : plainType(file, text.value, file.scopes.scopeAt(call.from)) === 'str';
  return isLine
    ? {
        title: "Split the line: '.split()'",
        explanation: 'A text is taken letter by letter, its spaces too; split gives what stands between them.',
        edits: [insert(text.value.to, '.split()')],
        variant: 'line-by-letter',
      }
    : undefined;
}

/** The targets of the assignment whose whole value the call is. */
function targets(call: SyntaxNode): number {
  const statement = call.parent;
  if (statement?.name !== 'AssignStatement' || statement.lastChild?.from !== call.from) return 0;
  const parts = children(statement);
  const before = parts.slice(
    0,
    parts.findIndex((part) => part.name === 'AssignOp'),
  );
  return before.filter((part) => part.name === ',').length + 1;
}

function several(file: PythonFile, call: SyntaxNode, name: string, texts: string, value: SyntaxNode): Proposal[] {
  const count = targets(call);
  const split = /\.split\(|\.readlines\(|\.splitlines\(/.test(texts) || plainType(file, value, file.scopes.scopeAt(call.from)) === 'list';
  if (!split || (count === 0 && call.parent?.name !== 'ReturnStatement')) return [];
  const mapped = `map(${name}, ${texts})`;
  const text = count > 1 ? mapped : `list(${mapped})`;
  return [
    {
      title: `Convert each: '${text.length > 40 ? `${text.slice(0, 39)}…` : text}'`,
      explanation: `'${name}' makes one number of one text; 'map' does it for each.`,
      edits: [replace(call.from, call.to, text)],
      variant: count > 1 ? 'several-targets' : 'list-of-numbers',
    },
  ];
}

/** `int('3.5')`: the number is no whole one. Used as a position or a count it must become one. */
function decimal(call: SyntaxNode, value: SyntaxNode): Proposal[] {
  const callee = call.firstChild;
  if (!callee) return [];
  const asFloat: Proposal = {
    title: "Convert with 'float'",
    explanation: "'int' reads whole numbers only; 'float' keeps what is behind the point.",
    edits: [replace(callee.from, callee.to, 'float')],
    variant: 'decimal-as-float',
  };
  const cut: Proposal = {
    title: "Convert with 'int(float(…))'",
    explanation: "'int' reads whole numbers only; 'float' reads the number and 'int' drops what is behind the point.",
    edits: [insert(value.from, 'float('), insert(value.to, ')')],
    variant: 'decimal-cut',
  };
  const counts = /^(?:MemberExpression|ArgList)$/.test(enclosing(call.parent, 'MemberExpression', 'ArgList', 'Body')?.name ?? '');
  return counts
    ? [
        { ...cut, variant: 'position-cut' },
        { ...asFloat, variant: 'position-as-float' },
      ]
    : [asFloat, cut];
}

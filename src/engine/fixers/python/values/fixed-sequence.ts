/**
 * Mistake: a text or a tuple is changed in place, which neither can be.
 *
 * Before:  `marks = (3, 4)` … `marks[0] = 9`              After:  `marks = [3, 4]`
 * Before:  `names = ()` … `names.append("ann")`           After:  `names = []`
 * Before:  `word[0] = "h"`, word being text               After:  `word = "h" + word[1:]`
 * Before:  `code.append(letter)`, code being text         After:  `code += letter`
 *
 * When not: the tuple is used as a key or compared with tuples; the position in the text is not plain.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { originOf } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, pythonFile, subscriptOf, textOf, type PythonFile } from '../shared/python-file';

const ASSIGNED = /^'(str|tuple|range|bytes)' object does not support item (?:assignment|deletion)$/;
const CHANGED = /^'(str|tuple|range)' object has no attribute '(append|extend|insert|remove|pop|sort|reverse|clear|add|update)'/;

export const fixedSequence: Fixer = {
  id: 'python/fixed-sequence',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [ASSIGNED, CHANGED] },
  propose(context) {
    const file = pythonFile(context);
    const type = (ASSIGNED.exec(context.problem.message) ?? CHANGED.exec(context.problem.message))?.[1];
    if (type === 'tuple' || type === 'range') return asList(file, type);
    return type === 'str' ? (ASSIGNED.test(context.problem.message) ? letterChanged(file) : appended(file)) : [];
  },
};

/** What is changed on the line: the object of `x[i] = …`, `del x[i]` or `x.append(…)`. */
function changedAt(file: PythonFile): SyntaxNode | undefined {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const isTarget =
      node.parent &&
      /^(?:AssignStatement|UpdateStatement|DeleteStatement)$/.test(node.parent.name) &&
      node.parent.lastChild?.from !== node.from;
    if (subscript && (isTarget || node.parent?.name === 'DeleteStatement')) return subscript.object;
    const member = memberOf(node);
    if (member && CHANGED.exec(file.context.problem.message)?.[2] === textOf(file, member.property)) return member.object;
  }
  // A library changes what it was given: `random.shuffle(deck)`.
  const given = nodesAt(file, 'CallExpression').flatMap((call) =>
    argumentsOf(call).flatMap(({ value }) => (value?.name === 'VariableName' ? value : [])),
  );
  return given.length === 1 ? given[0] : undefined;
}

function asList(file: PythonFile, type: 'tuple' | 'range'): Proposal[] {
  const object = changedAt(file);
  const made = object && originOf(file, object);
  if (!object || !made || made.from === object.from) return [];
  const text = textOf(file, made);
  const isRange = type === 'range' && made.name === 'CallExpression' && /^range\(/.test(text);
  const isTuple = type === 'tuple' && made.name === 'TupleExpression' && /^\(/.test(text);
  const isCall = type === 'tuple' && made.name === 'CallExpression' && /^tuple\(/.test(text);
  if (!isRange && !isTuple && !isCall) return [];
  const after = isRange ? `list(${text})` : isCall ? text.replace(/^tuple/, 'list') : `[${text.slice(1, -1).replace(/,\s*$/, '')}]`;
  return [
    {
      title: `Make it a list: '${after.replace(/\s+/g, ' ').slice(0, 40)}'`,
      explanation: `A ${type} can't be changed; a list can.`,
      edits: [replace(made.from, made.to, after)],
      variant: `${type}-to-list`,
    },
  ];
}

/** `word[i] = x` of a text: a new text is made of its parts. */
function letterChanged(file: PythonFile): Proposal[] {
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const statement = node.parent;
    const value = statement?.lastChild;
    if (
      !subscript ||
      statement?.name !== 'AssignStatement' ||
      statement.firstChild?.from !== node.from ||
      children(statement).length !== 3 ||
      !value
    )
      continue;
    const index = children(node).slice(2, -1);
    if (subscript.object.name !== 'VariableName' || index.length !== 1 || !index[0]) continue;
    const [name, at, given] = [textOf(file, subscript.object), textOf(file, index[0]), textOf(file, value)];
    const isNumber = /^\d+$/.test(at);
    const isName = index[0].name === 'VariableName';
    if (!isNumber && !isName && at !== '-1') continue;
    const right = /^(?:BinaryExpression|ConditionalExpression|LambdaExpression)$/.test(value.name) ? `(${given})` : given;
    const after =
      at === '-1'
        ? `${name}[:-1] + ${right}`
        : at === '0'
          ? `${right} + ${name}[1:]`
          : `${name}[:${at}] + ${right} + ${name}[${isNumber ? String(Number(at) + 1) : `${at} + 1`}:]`;
    return [
      {
        title: `Make a new text: '${name} = ${after.slice(0, 40)}'`,
        explanation: "A text can't be changed; a new one is made of its parts.",
        edits: [replace(statement.from, statement.to, `${name} = ${after}`)],
        variant: isNumber || at === '-1' ? 'letter-at-number' : 'letter-at-index',
      },
    ];
  }
  return [];
}

/** `code.append(x)` of a text. */
function appended(file: PythonFile): Proposal[] {
  const method = CHANGED.exec(file.context.problem.message)?.[2] ?? '';
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const given = argumentsOf(call);
    const value = given[0]?.value;
    if (!member || textOf(file, member.property) !== method) continue;
    if (method === 'reverse' && given.length === 0 && /^(?:VariableName|MemberExpression)$/.test(member.object.name)) {
      const text = textOf(file, member.object);
      const isStatement = call.parent?.name === 'ExpressionStatement';
      return [
        {
          title: `Use '${text}[::-1]'`,
          explanation: "A text can't be turned round in place; '[::-1]' gives it turned round.",
          edits: [replace(call.from, call.to, `${isStatement ? `${text} = ` : ''}${text}[::-1]`)],
          variant: 'text-reversed',
        },
      ];
    }
    if (!/^(?:append|extend|add)$/.test(method)) continue;
    if (
      given.length !== 1 ||
      !value ||
      call.parent?.name !== 'ExpressionStatement' ||
      !/^(?:VariableName|MemberExpression)$/.test(member.object.name)
    )
      continue;
    // A text that is never anything but empty was to be a list, perhaps: what is added to it tells.
    const type = plainType(file, value, file.scopes.scopeAt(call.from));
    if (type !== 'str' && value.name !== 'VariableName' && value.name !== 'MemberExpression') continue;
    const name = textOf(file, member.object);
    return [
      {
        title: `Change to '${name} += ${textOf(file, value).slice(0, 30)}'`,
        explanation: `'${name}' is text; text is put behind it with '+='.`,
        edits: [replace(call.from, call.to, `${name} += ${textOf(file, value)}`)],
        variant: 'text-added',
      },
    ];
  }
  return [];
}

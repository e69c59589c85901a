/**
 * Mistake: a date or time is made of a text where its parts are taken; or a text stands where a date is needed.
 *
 * Before:  `date("2024-05-01")`                        After:  `date.fromisoformat("2024-05-01")`
 * Before:  `date.today() - start`, start being text    After:  `date.today() - date.fromisoformat(start)`
 *
 * When not: the text is not written as ISO dates are, or does not show.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const PARTS = /^'str' object cannot be interpreted as an integer$|^an integer is required \(got type str\)$/;
const MIXED =
  /^unsupported operand type\(s\) for -: '(?:datetime\.)?(?:str|date|datetime)' and '(?:datetime\.)?(?:str|date|datetime)'$|^'(?:[<>]=?)' not supported between instances of '(?:str|datetime\.date(?:time)?)' and '(?:str|datetime\.date(?:time)?)'$|^can't compare datetime\.date(?:time)? to str$/;
const ISO_DATE = /^["']\d{4}-\d\d-\d\d["']$/;
const ISO_TIME = /^["']\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?["']$/;

export const dateFromText: Fixer = {
  id: 'python/date-from-text',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [PARTS, MIXED], where: ({ message }) => PARTS.test(message) || /date/.test(message) },
  propose(context) {
    const file = pythonFile(context);
    return PARTS.test(context.problem.message) ? fromParts(file) : amongDates(file);
  },
};

function fromParts(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const given = argumentsOf(call);
    const value = given[0]?.value;
    const name = callee ? textOf(file, memberOf(callee)?.property ?? callee) : '';
    if (!callee || !/^(?:date|datetime)$/.test(name) || given.length !== 1 || given[0]?.name || !value) continue;
    const text = textOf(file, originOf(file, value));
    if (!(name === 'date' ? ISO_DATE : ISO_TIME).test(text)) continue;
    return [
      {
        title: `Read the text: '${textOf(file, callee)}.fromisoformat(…)'`,
        explanation: `'${name}' takes year, month and day as numbers; 'fromisoformat' reads a text like ${text}.`,
        edits: [insert(callee.to, '.fromisoformat')],
        variant: 'text-for-parts',
      },
    ];
  }
  return [];
}

/** The one operand that is a text in the form of a date, beside one that is none. */
function amongDates(file: PythonFile): Proposal[] {
  const isTime = /datetime\.datetime/.test(file.context.problem.message);
  const texts: SyntaxNode[] = [];
  for (const node of nodesAt(file, 'BinaryExpression'))
    for (const part of children(node))
      if (
        /^(?:VariableName|MemberExpression|String)$/.test(part.name) &&
        (isTime ? ISO_TIME : ISO_DATE).test(textOf(file, originOf(file, part)))
      )
        texts.push(part);
  const [only] = texts;
  const cls = isTime ? 'datetime' : 'date';
  const known = file.scopes.imports.find((it) => it.module === 'datetime' && it.member === cls)?.name;
  const whole = file.scopes.imports.find((it) => it.module === 'datetime' && it.member === undefined)?.name;
  const written = known ?? (whole === undefined ? undefined : `${whole}.${cls}`);
  if (!only || texts.length > 1 || written === undefined) return [];
  return [
    {
      title: `Make a date of it: '${written}.fromisoformat(…)'`,
      explanation: `'${textOf(file, only).slice(0, 30)}' is text; dates are compared with dates.`,
      edits: [replace(only.from, only.to, `${written}.fromisoformat(${textOf(file, only)})`)],
      variant: 'text-among-dates',
    },
  ];
}

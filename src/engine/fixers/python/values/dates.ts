/**
 * Mistake: a number added to a date, a span of time compared with a number, a date and a time mixed.
 *
 * Before:  `date(2024, 1, 1) + 7`              After:  `date(2024, 1, 1) + timedelta(days=7)`
 * Before:  `(today - born) > 30`               After:  `(today - born).days > 30`
 * Before:  `datetime.now() < date(2024, 1, 1)` After:  `datetime.now().date() < date(2024, 1, 1)`
 *
 * When not: the operands can't be told apart, or a name speaks of another unit than days: an age, a timeout.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { grouped, originOf } from '../shared/origin';
import { nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const PLUS_NUMBER = /^unsupported operand type\(s\) for ([-+])=?: '(datetime\.date(?:time)?)' and '(?:int|float)'$/;
const NUMBER_PLUS = /^unsupported operand type\(s\) for \+: '(?:int|float)' and '(datetime\.date(?:time)?)'$/;
const SPAN = /^'[<>]=?' not supported between instances of '(datetime\.timedelta|int|float)' and '(datetime\.timedelta|int|float)'$/;
const MIXED =
  /^can't compare datetime\.datetime to datetime\.date$|^unsupported operand type\(s\) for -: 'datetime\.date(?:time)?' and 'datetime\.date(?:time)?'$|^'[<>]=?' not supported between instances of 'datetime\.date(?:time)?' and 'datetime\.date(?:time)?'$/;

export const dates: Fixer = {
  id: 'python/dates',
  languages: PYTHON,
  family: 'python/values',
  answers: { messages: [PLUS_NUMBER, NUMBER_PLUS, SPAN, MIXED] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    for (const node of nodesAt(file, 'BinaryExpression', 'UpdateStatement')) {
      const [left, op, right] = children(node);
      if (!left || !op || !right) continue;
      const sign = textOf(file, op);
      const found = PLUS_NUMBER.test(message)
        ? sign.startsWith(PLUS_NUMBER.exec(message)?.[1] ?? '+') && span(file, right)
        : NUMBER_PLUS.test(message)
          ? sign === '+' && span(file, left)
          : SPAN.test(message)
            ? /^[<>]=?$/.test(sign) && (/'datetime\.timedelta' and/.test(message) ? days(file, left, right) : days(file, right, left))
            : MIXED.test(message)
              ? dayOf(file, left, right)
              : undefined;
      if (found) return [found];
    }
    return [];
  },
};

/** How the file can say `timedelta`. */
export function nameOfDatetime(file: PythonFile, member: string): { readonly text: string; readonly edits: OffsetEdit[] } {
  const known = file.scopes.imports.find((it) => it.module === 'datetime' && it.member === member);
  if (known) return { text: known.name, edits: [] };
  const module = file.scopes.imports.find((it) => it.module === 'datetime' && it.member === undefined);
  return module
    ? { text: `${module.name}.${member}`, edits: [] }
    : { text: member, edits: addImport(file, { module: 'datetime', member }) };
}

/** Names that count in something else than days, or in what only their author knows. */
const OTHER_UNIT =
  /(?:^|_)(?:ages?|years?|yrs?|months?|weeks?|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|ms|ttl|timeouts?|delays?|intervals?|durations?|elapsed|lag|cooldown|window)(?:_|$)/;

/** Whether a name in the node, or the comment behind the line that gives the name its value, speaks of another unit. */
function ofOtherUnit(file: PythonFile, node: SyntaxNode): boolean {
  return [...textOf(file, node).matchAll(/[A-Za-z]\w*/g)].some(([name]) => {
    const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
    if (/day|date/.test(words)) return false;
    const comment = new RegExp(`^[ \\t]*${name}[ \\t]*(?::[^=\\n]*)?=[^#\\n]*#(.*)$`, 'm').exec(file.text)?.[1] ?? '';
    return (
      OTHER_UNIT.test(words) ||
      comment
        .toLowerCase()
        .split(/\W+/)
        .some((word) => OTHER_UNIT.test(word))
    );
  });
}

function span(file: PythonFile, number: SyntaxNode): Proposal | undefined {
  const text = textOf(file, number);
  const unit = /hours?\b/i.test(text)
    ? 'hours'
    : /min(?:ute)?s?\b/i.test(text)
      ? 'minutes'
      : /sec(?:ond)?s?\b/i.test(text)
        ? 'seconds'
        : /weeks?\b/i.test(text)
          ? 'weeks'
          : 'days';
  // Seconds that are written out: `24 * 60 * 60`.
  if (/\b(?:3600|86400|60\s*\*\s*60)\b/.test(text)) return undefined;
  if (unit === 'days' && ofOtherUnit(file, number)) return undefined;
  const name = nameOfDatetime(file, 'timedelta');
  return {
    title: `Add it as a span of time: '${name.text}(${unit}=${text.slice(0, 30)})'`,
    explanation: `A date and a number do not add up: the number says nothing of days or hours.`,
    edits: [insert(number.from, `${name.text}(${unit}=`), insert(number.to, ')'), ...name.edits],
    variant: unit === 'days' ? 'span-of-days' : 'span-by-name',
  };
}

function days(file: PythonFile, node: SyntaxNode, limit: SyntaxNode): Proposal | undefined {
  if (ofOtherUnit(file, node) || ofOtherUnit(file, limit)) return undefined;
  const text = grouped(node, textOf(file, node));
  const edits = text === textOf(file, node) ? [insert(node.to, '.days')] : [insert(node.from, '('), insert(node.to, ').days')];
  return {
    title: `Compare its days: '${text.slice(0, 30)}.days'`,
    explanation: 'The difference of two dates is a span of time; its days are a number.',
    edits,
    variant: 'days-of-span',
  };
}

/** Of a point in time and a day, the day of the first. */
function dayOf(file: PythonFile, left: SyntaxNode, right: SyntaxNode): Proposal | undefined {
  const isTime = (node: SyntaxNode): boolean =>
    !/\.date\(\s*\)$/.test(textOf(file, originOf(file, node))) &&
    /(?:^|\.)datetime\(|datetime\.(?:now|today|utcnow|strptime|fromisoformat|fromtimestamp|combine)\(/.test(
      textOf(file, originOf(file, node)),
    );
  const isDay = (node: SyntaxNode): boolean =>
    /(?:^|\.)date\(|date\.(?:today|fromisoformat|fromtimestamp)\(|\.date\(\s*\)$/.test(textOf(file, originOf(file, node))) && !isTime(node);
  const time = isTime(left) && !isTime(right) ? left : isTime(right) && !isTime(left) ? right : undefined;
  const other = time === left ? right : left;
  // Both unknown: the message names them in the order they stand in.
  const order = /'datetime\.datetime' and 'datetime\.date'$/.test(file.context.problem.message)
    ? left
    : /'datetime\.date' and 'datetime\.datetime'$/.test(file.context.problem.message)
      ? right
      : isDay(left) && !isDay(right)
        ? right
        : isDay(right) && !isDay(left)
          ? left
          : undefined;
  const node = time ?? order;
  if (!node || isTime(other)) return undefined;
  return {
    title: `Compare the days: '${textOf(file, node).slice(0, 30)}.date()'`,
    explanation: 'One side is a day, the other a point in time; its day is what compares.',
    edits: grouped(node, '') === '' ? [insert(node.to, '.date()')] : [insert(node.from, '('), insert(node.to, ').date()')],
    variant: 'day-of-time',
  };
}

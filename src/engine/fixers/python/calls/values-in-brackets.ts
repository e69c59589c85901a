/**
 * Mistake: values are given one by one where one list or tuple of them is taken.
 *
 * Before:  `sum(first, second, third)`                  After:  `sum([first, second, third])`
 * Before:  `visits.append(name, count)`                 After:  `visits.append((name, count))`
 * Before:  `server.bind("localhost", 8000)`             After:  `server.bind(("localhost", 8000))`
 * Before:  `cursor.execute(sql, name, age)`             After:  `cursor.execute(sql, (name, age))`
 * Before:  `dict(names, ages)`                          After:  `dict(zip(names, ages))`
 * Before:  `writer.writerow(total)`                     After:  `writer.writerow([total])`
 *
 * When not: something is passed by its name or with a star; the function is the file's own.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { brief } from '../names/attribute-read';
import { definitionOf } from '../shared/origin';
import { argumentsOf, enclosing, memberOf, nodesAt, pythonFile, textOf, type Argument, type PythonFile } from '../shared/python-file';

const TOO_MANY =
  /^(?:[\w.]+\.)?(\w+)(?:\(\))? (?:takes (?:exactly one|at most \w+|no) arguments?|expected (?:at most )?\d arguments?),? (?:\((\d+) given\)|got (\d+))$|^((?:as)?array)\(\) takes from 1 to 2 positional arguments but \d+ were given$/;
const NOT_ITERABLE = /^iterable expected, not (?:int|float|NoneType|Decimal|bool|datetime|date)$/;

/** What becomes of what is given: in which brackets, behind how many that stay as they are. */
interface Taken {
  readonly called: RegExp;
  readonly into: 'list' | 'tuple' | 'zip';
  readonly after?: number;
  /** A method, or a function. */
  readonly method?: boolean;
}

const TAKEN: readonly Taken[] = [
  {
    called: /^(?:sum|any|all|set|list|tuple|frozenset|enumerate|reversed|Counter|deque|mean|median|fsum|prod)$/,
    into: 'list',
    method: false,
  },
  { called: /^(?:array|asarray)$/, into: 'list', method: false },
  { called: /^dict$/, into: 'zip', method: false },
  { called: /^(?:append|add|appendleft|put|put_nowait|index|count|remove|insert_one)$/, into: 'tuple', method: true },
  { called: /^(?:extend|extendleft|update|join|writelines|writerow|writerows|insert_many|fsum)$/, into: 'list', method: true },
  { called: /^(?:bind|connect|connect_ex)$/, into: 'tuple', method: true },
  { called: /^execute$/, into: 'tuple', after: 1, method: true },
];

export const valuesInBrackets: Fixer = {
  id: 'python/values-in-brackets',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [TOO_MANY, NOT_ITERABLE] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (NOT_ITERABLE.test(message)) return oneInList(file);
    const [, one, , , array] = TOO_MANY.exec(message) ?? [];
    const said = one ?? array ?? '';
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      const member = callee ? memberOf(callee) : undefined;
      const name = callee ? textOf(file, member ? member.property : callee) : '';
      if (!callee || (name !== said && said !== '__init__') || definitionOf(file, call)) continue;
      // `-> dict(str, int)`: a type in the wrong brackets (type-in-brackets).
      if (enclosing(call, 'TypeDef')) continue;
      const isOfModule = member !== undefined && file.scopes.imports.some((it) => it.name === textOf(file, member.object));
      const rule = TAKEN.find((it) => it.called.test(name) && (it.method ?? true) === (member !== undefined && !isOfModule));
      const given = argumentsOf(call);
      const gathered = given.slice(rule?.after ?? 0);
      if (!rule || gathered.length < 2 || given.some((it) => it.name || it.stars !== '') || (rule.into === 'zip' && gathered.length > 2))
        continue;
      return [
        {
          title: `Give them as one: '${brief(shown(file, rule, gathered))}'`,
          explanation: `'${name}' takes ${rule.into === 'zip' ? 'pairs of a key and a value' : 'one thing that holds them all'}, not one argument for each.`,
          edits: around(rule, gathered),
          variant: rule.into === 'zip' ? 'pairs-of-two-lists' : rule.into === 'list' ? 'gathered-in-list' : 'gathered-in-tuple',
        },
      ];
    }
    return [];
  },
};

const OPEN = { list: '[', tuple: '(', zip: 'zip(' } as const;

function around({ into }: Taken, given: readonly Argument[]): OffsetEdit[] {
  const [first, last] = [given[0], given.at(-1)];
  return first && last ? [insert(first.from, OPEN[into]), insert(last.to, into === 'list' ? ']' : ')')] : [];
}

const shown = (file: PythonFile, { into }: Taken, given: readonly Argument[]): string =>
  `${OPEN[into]}${file.text.slice(given[0]?.from ?? 0, given.at(-1)?.to ?? 0)}${into === 'list' ? ']' : ')'}`;

/** `writer.writerow(total)`: a row is a list, also of one. */
function oneInList(file: PythonFile): ReturnType<Fixer['propose']> {
  const rows = nodesAt(file, 'CallExpression').filter((call: SyntaxNode) => {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const given = argumentsOf(call);
    return (
      member !== undefined &&
      textOf(file, member.property) === 'writerow' &&
      given.length === 1 &&
      !given[0]?.name &&
      given[0]?.stars === ''
    );
  });
  const [only] = rows.flatMap((call) => argumentsOf(call));
  if (!only || rows.length > 1) return [];
  return [
    {
      title: `Give a row: '[${brief(textOf(file, only.value ?? rows[0] ?? file.scopes.tree.topNode))}]'`,
      explanation: 'A row is a list of its cells, also where it has but one.',
      edits: [insert(only.from, '['), insert(only.to, ']')],
      variant: 'row-of-one',
    },
  ];
}

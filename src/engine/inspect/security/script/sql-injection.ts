// SQL that is built with values and handed to a database: whoever supplies a value can change what the statement does.

import type { Node } from 'web-tree-sitter';
import type { OffsetEdit } from '../../../syntax/edits';
import { openHoles, textOf, type Built } from '../built-text';
import { spanOf, type Found, type SecurityFix, type SecurityRule } from '../finding';
import { descendants, enclosing } from '../scope';
import { isSql, isWorthTelling, onlyValues, parameterised, whatIsBuilt, type Style } from '../sql-text';
import { SCRIPT_FUNCTIONS, type ScriptCall, type ScriptProgram } from './program';
import { template } from './write-text';

const RUNS_SQL = /^(?:query|execute|raw|\$queryRawUnsafe|\$executeRawUnsafe|unsafe|prepare)$/;
/** Only of a file that imports SQLite: these names mean many things. */
const RUNS_SQLITE = /^(?:run|get|all|each|exec)$/;
const SQLITE = /^(?:sqlite3|sqlite|better-sqlite3|sqlite)$/;

interface Driver {
  readonly modules: RegExp;
  readonly name: string;
  readonly style: Style;
  readonly doubleQuotes?: boolean;
  readonly given: 'array' | 'replacements' | 'prepared';
  readonly methods: RegExp;
}

const DRIVERS: readonly Driver[] = [
  {
    modules: /^(?:pg|pg-pool|pg-promise|@neondatabase\/serverless|@vercel\/postgres)$/,
    name: 'pg',
    style: { kind: 'dollar' },
    given: 'array',
    methods: /^query$/,
  },
  {
    modules: /^(?:mysql|mysql2|mysql2\/promise|mariadb|promise-mysql)$/,
    name: 'MySQL',
    style: { kind: 'question' },
    given: 'array',
    methods: /^(?:query|execute)$/,
    doubleQuotes: true,
  },
  {
    modules: /^(?:sqlite3|sqlite)$/,
    name: 'SQLite',
    style: { kind: 'question' },
    given: 'array',
    methods: /^(?:run|get|all|each)$/,
    doubleQuotes: true,
  },
  {
    modules: /^(?:better-sqlite3|sqlite:node)$/,
    name: 'better-sqlite3',
    style: { kind: 'question' },
    given: 'prepared',
    methods: /^prepare$/,
    doubleQuotes: true,
  },
  { modules: /^knex$/, name: 'Knex', style: { kind: 'question' }, given: 'array', methods: /^raw$/ },
  { modules: /^sequelize$/, name: 'Sequelize', style: { kind: 'question' }, given: 'replacements', methods: /^query$/ },
];

export const scriptSqlInjection: SecurityRule<ScriptProgram> = {
  id: 'sql-injection',
  words: /\b(?:query|execute|raw|RawUnsafe|unsafe|prepare|run|get|all|each|exec)\b|RawUnsafe/,
  find: (program) => program.calls.flatMap((call) => found(program, call) ?? []),
};

function found(program: ScriptProgram, call: ScriptCall): Found | undefined {
  const [given] = call.given;
  if (!given || !(RUNS_SQL.test(call.name) || (RUNS_SQLITE.test(call.name) && [...program.modules].some((name) => SQLITE.test(name)))))
    return undefined;
  // `query({ text: `…`, values })`
  const text = given.type === 'object' ? propertyOf(given, /^(?:text|sql)$/) : given;
  if (!text) return undefined;
  const expression = program.resolved(text);
  const whole = program.built(expression);
  const built = whole ?? grown(program, text);
  if (!built || openHoles(built).length === 0 || !isSql(textOf(built))) return undefined;
  const hasParameters = call.given[1] !== undefined && !isFunction(program, call.given[1]);
  if (!isWorthTelling(built, { hasParameters, grown: !whole })) return undefined;
  const drivers = DRIVERS.filter(
    ({ modules, methods }) => methods.test(call.name) && [...program.modules].some((name) => modules.test(name)),
  );
  const doubleQuotes = drivers.length > 0 && drivers.every((driver) => driver.doubleQuotes);
  const values = onlyValues(built, doubleQuotes);
  const fix = values && text.id === given.id ? fixOf(program, call, given, expression, built, drivers) : undefined;
  return {
    ...spanOf(text.id === expression.id ? expression : text),
    message: `'${whatIsBuilt(built)}' becomes part of this SQL statement. Whoever supplies it can change what the statement does: read or delete data that is none of theirs.`,
    needed: values
      ? 'Put a placeholder of your database driver in its place, without quotes round it, and hand the value to the call beside the statement.'
      : 'A placeholder can stand for one value only. For a list write one placeholder for each element; compare the name of a table or column with those that you allow.',
    ...(fix ? { fix } : {}),
  };
}

function propertyOf(object: Node, name: RegExp): Node | undefined {
  for (const pair of descendants(object, 'pair'))
    if (pair.parent?.id === object.id && name.test(pair.childForFieldName('key')?.text ?? ''))
      return pair.childForFieldName('value') ?? undefined;
  return undefined;
}

/** `sql += …`: told of, but what would mend it is not certain. */
function grown(program: ScriptProgram, given: Node): Built | undefined {
  if (given.type !== 'identifier') return undefined;
  const bindings = program.bindingsOf(given.text, given);
  if (bindings.length < 2) return undefined;
  const parts = bindings.flatMap(({ of, by }) =>
    of && by.startIndex < given.startIndex && by.type !== 'for_in_statement' ? (program.built(of) ?? []) : [],
  );
  if (parts.length === 0) return undefined;
  return { items: parts.flatMap(({ items }) => items), literals: [], filling: undefined, certain: false };
}

function fixOf(
  program: ScriptProgram,
  call: ScriptCall,
  given: Node,
  expression: Node,
  built: Built,
  drivers: readonly Driver[],
): SecurityFix | undefined {
  const [driver, ...others] = drivers;
  if (!driver || others.some((other) => other.style.kind !== driver.style.kind || other.given !== driver.given)) return undefined;
  const [, second, ...rest] = call.given;
  // A callback may follow; what else follows would be the values already.
  if (rest.length > 0 || (second && !isFunction(program, second)) || (second && driver.given !== 'array')) return undefined;
  if (given.id !== expression.id && !usedOnceAfter(program, given, built)) return undefined;
  const made = parameterised(built, { style: driver.style, doubleQuotesAreValues: driver.doubleQuotes ?? false, writeText: template });
  if (!made) return undefined;
  const values = made.parameters.map(({ source }) => source.replace(/\s*\n\s*/g, ' ')).join(', ');
  const edits: OffsetEdit[] = [...made.edits];
  if (driver.given === 'prepared') {
    const at = runOf(program, call);
    if (at === undefined) return undefined;
    edits.push({ start: at, end: at, text: values });
  } else {
    edits.push({
      start: given.endIndex,
      end: given.endIndex,
      text: driver.given === 'array' ? `, [${values}]` : `, { replacements: [${values}] }`,
    });
  }
  return {
    title: 'Use a parameterised query',
    explanation: `The statement gets a placeholder where the value was, and ${made.parameters.length === 1 ? 'the value is' : 'the values are'} handed over beside it, as ${driver.name} takes them: the database never reads a value as SQL.`,
    edits: merged(edits),
  };
}

function isFunction(program: ScriptProgram, node: Node): boolean {
  if (SCRIPT_FUNCTIONS.has(node.type)) return true;
  return node.type === 'identifier' && (/^(?:cb|callback|done|next)$/.test(node.text) || SCRIPT_FUNCTIONS.has(program.resolved(node).type));
}

/** Where the values of `db.prepare(…).get()` go: between its brackets, where these are empty. */
function runOf(program: ScriptProgram, call: ScriptCall): number | undefined {
  const member = call.node.parent;
  const around = member?.type === 'member_expression' ? member.parent : undefined;
  if (around?.type !== 'call_expression') return undefined;
  const run = program.callOf(around);
  return /^(?:get|all|run|iterate)$/.test(run.name) && run.given.length === 0 && run.brackets ? run.brackets.startIndex + 1 : undefined;
}

function merged(edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  const out: OffsetEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1);
    if (last?.end === edit.start) out[out.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    else out.push(edit);
  }
  return out;
}

/** A constant of the same block that is used only here, and whose values are what they were. */
function usedOnceAfter(program: ScriptProgram, given: Node, built: Built): boolean {
  if (given.type !== 'identifier') return true;
  const [binding, ...others] = program.bindingsOf(given.text, given);
  const block = binding?.by.parent?.parent;
  const scope = enclosing(given, new Set([...SCRIPT_FUNCTIONS, 'program']));
  if (!binding || others.length > 0 || binding.by.type !== 'variable_declarator' || !block || !scope) return false;
  if (given.startIndex < block.startIndex || given.endIndex > block.endIndex) return false;
  for (let around = given.parent; around && around.id !== block.id; around = around.parent)
    if (SCRIPT_FUNCTIONS.has(around.type) || /^(?:for|while|do|for_in)_statement$/.test(around.type)) return false;
  if (descendants(scope, ['identifier', 'shorthand_property_identifier']).filter(({ text }) => text === given.text).length !== 2)
    return false;
  const names = new Set(
    openHoles(built)
      .flatMap(({ value }) => (value ? [value, ...descendants(value, 'identifier')] : []))
      .map(({ text }) => text),
  );
  return !descendants(scope, ['assignment_expression', 'augmented_assignment_expression', 'update_expression']).some(
    (node) =>
      node.startIndex > binding.by.endIndex &&
      node.startIndex < given.startIndex &&
      names.has((node.childForFieldName('left') ?? node.childForFieldName('argument') ?? node).text),
  );
}

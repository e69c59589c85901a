// SQL that is built with values and handed to a database: whoever supplies a value can change what the statement does.

import type { Node } from 'web-tree-sitter';
import type { OffsetEdit } from '../../../syntax/edits';
import { openHoles, textOf, type Built } from '../built-text';
import { spanOf, type Found, type SecurityFix, type SecurityRule } from '../finding';
import { isSql, isWorthTelling, onlyValues, parameterised, whatIsBuilt, type Parameter, type Style } from '../sql-text';
import { enclosing, descendants } from '../scope';
import type { Call, PythonProgram } from './program';
import { formatted } from './write-text';

const RUNS_SQL =
  /^(?:execute|executemany|executescript|raw|query|read_sql|read_sql_query|fetch|fetchrow|fetchval|exec_driver_sql|RawSQL|text)$/;

interface Driver {
  readonly modules: RegExp;
  readonly name: string;
  readonly style: Style;
  /** Text in double quotes is a value. */
  readonly doubleQuotes?: boolean;
  /** How the values follow the statement. */
  readonly given: 'tuple' | 'list' | 'arguments' | 'names';
}

const DRIVERS: readonly Driver[] = [
  {
    modules: /^(?:sqlite3|aiosqlite|pysqlite3|apsw|duckdb)$/,
    name: 'sqlite3',
    style: { kind: 'question' },
    given: 'tuple',
    doubleQuotes: true,
  },
  { modules: /^pyodbc$/, name: 'pyodbc', style: { kind: 'question' }, given: 'tuple' },
  { modules: /^mariadb$/, name: 'mariadb', style: { kind: 'question' }, given: 'tuple', doubleQuotes: true },
  {
    modules: /^(?:MySQLdb|pymysql|mysql|mysql\.connector|aiomysql|asyncmy)$/,
    name: 'MySQL',
    style: { kind: 'percent' },
    given: 'tuple',
    doubleQuotes: true,
  },
  { modules: /^(?:psycopg|psycopg2|psycopg_pool|aiopg|pymssql)$/, name: 'psycopg', style: { kind: 'percent' }, given: 'tuple' },
  { modules: /^django\.db$/, name: 'Django', style: { kind: 'percent' }, given: 'list' },
  { modules: /^asyncpg$/, name: 'asyncpg', style: { kind: 'dollar' }, given: 'arguments' },
  { modules: /^(?:oracledb|cx_Oracle)$/, name: 'Oracle', style: { kind: 'colon-number' }, given: 'list' },
];
const SQLALCHEMY: Driver = {
  modules: /^(?:sqlalchemy|flask_sqlalchemy|sqlmodel)$/,
  name: 'SQLAlchemy',
  style: { kind: 'colon-name' },
  given: 'names',
};

export const pythonSqlInjection: SecurityRule<PythonProgram> = {
  id: 'sql-injection',
  words:
    /\b(?:execute|executemany|executescript|raw|query|read_sql|read_sql_query|fetch|fetchrow|fetchval|exec_driver_sql|RawSQL|text)\s*\(/,
  find: (program) => program.calls.flatMap((call) => found(program, call) ?? []),
};

function found(program: PythonProgram, call: Call): Found | undefined {
  if (!RUNS_SQL.test(call.name)) return undefined;
  const inText = isSqlAlchemyText(call);
  if (/^(?:text|RawSQL)$/.test(call.name) && !inText && call.qualified === undefined) return undefined;
  if (call.name === 'text' && !inText) return undefined;
  const given = call.positional[0] ?? call.keywords.get('sql') ?? call.keywords.get('query') ?? call.keywords.get('statement');
  if (!given) return undefined;
  const expression = program.resolved(given);
  const whole = program.built(expression);
  const built = whole ?? grown(program, given);
  if (!built || openHoles(built).length === 0 || !isSql(textOf(built))) return undefined;
  if (!isWorthTelling(built, { hasParameters: call.positional.length > 1, grown: !whole })) return undefined;
  const value = whatIsBuilt(built);
  const drivers = driversOf(program, inText);
  const doubleQuotes = drivers.length > 0 && drivers.every((driver) => driver.doubleQuotes);
  const values = onlyValues(built, doubleQuotes);
  const fix = values ? fixOf(program, call, given, expression, built, inText) : undefined;
  return {
    ...spanOf(given.id === expression.id ? expression : given),
    message: `'${value}' becomes part of this SQL statement. Whoever supplies it can change what the statement does: read or delete data that is none of theirs.`,
    needed: values
      ? 'Put a placeholder of your database driver in its place, without quotes round it, and hand the value to the call beside the statement.'
      : 'A placeholder can stand for one value only. For a list write one placeholder for each element; compare the name of a table or column with those that you allow.',
    ...(fix ? { fix } : {}),
  };
}

function driversOf(program: PythonProgram, inText: boolean): readonly Driver[] {
  const imports = (driver: Driver): boolean => [...program.modules].some((name) => driver.modules.test(name));
  if (inText) return [SQLALCHEMY];
  const plain = DRIVERS.filter(imports);
  return plain.length === 0 && imports(SQLALCHEMY) ? [SQLALCHEMY] : plain;
}

function isSqlAlchemyText(call: Call): boolean {
  if (call.name !== 'text') return false;
  return /^(?:sqlalchemy|sqlmodel)\b.*\.text$/.test(call.qualified ?? '') || /^(?:db|sa|sqlalchemy)\.text$/.test(call.written);
}

/** A text that grows statement by statement: `sql += …`. It is told of, but what would mend it is not certain. */
function grown(program: PythonProgram, given: Node): Built | undefined {
  if (given.type !== 'identifier') return undefined;
  const bindings = program.bindingsOf(given.text, given);
  if (bindings.length < 2) return undefined;
  const parts = bindings.flatMap(({ of, by }) =>
    of && /assignment$/.test(by.type) && by.startIndex < given.startIndex ? (program.built(of) ?? []) : [],
  );
  const [first, ...more] = parts;
  if (!first) return undefined;
  return {
    items: [...first.items, ...more.flatMap(({ items }) => items)],
    literals: [],
    filling: undefined,
    certain: false,
  };
}

function fixOf(program: PythonProgram, call: Call, given: Node, expression: Node, built: Built, inText: boolean): SecurityFix | undefined {
  if (call.positional.length !== 1 || call.keywords.size > 0 || call.spread || /many|script|read_sql|RawSQL/.test(call.name))
    return undefined;
  const drivers = driversOf(program, inText);
  const [driver, ...others] = drivers;
  if (!driver || others.some((other) => other.style.kind !== driver.style.kind || other.given !== driver.given)) return undefined;
  const around = inText ? callAround(program, call) : undefined;
  const runs =
    around &&
    around.positional.length === 1 &&
    around.keywords.size === 0 &&
    !around.spread &&
    /^(?:execute|exec|scalar|scalars)$/.test(around.name);
  // `stmt = text(…)`: its values are bound to it at once.
  const isBound = inText && !runs;
  // SQLAlchemy takes no plain text any more; it has to be wrapped by a name that is there.
  const wrap = driver === SQLALCHEMY && !inText ? textName(program) : undefined;
  if (driver === SQLALCHEMY && !inText && !wrap) return undefined;
  if (/^fetch/.test(call.name) && driver.given !== 'arguments') return undefined;
  if (given.id !== expression.id && !usedOnceAfter(program, given, expression, built)) return undefined;
  const made = parameterised(built, {
    style: driver.style,
    doubleQuotesAreValues: driver.doubleQuotes ?? false,
    writeText: formatted,
  });
  if (!made) return undefined;
  const at = inText ? call.node.endIndex : given.endIndex;
  const { parameters } = made;
  const insertion = isBound
    ? `.bindparams(${parameters.map(({ name, source }) => `${name}=${source}`).join(', ')})`
    : givenAs(driver, parameters, call.name === 'raw');
  const edits: OffsetEdit[] = [...made.edits, ...(wrap ? [{ start: given.startIndex, end: given.startIndex, text: `${wrap}(` }] : [])];
  edits.push({ start: at, end: at, text: `${wrap ? ')' : ''}${insertion}` });
  return {
    title: 'Use a parameterised query',
    explanation: `The statement gets a placeholder where the value was, and ${parameters.length === 1 ? 'the value is' : 'the values are'} handed over beside it, as ${driver.name} takes them: the database never reads a value as SQL.`,
    edits: merged(edits),
  };
}

function givenAs(driver: Driver, parameters: readonly Parameter[], raw: boolean): string {
  const values = parameters.map(({ source }) => source.replace(/\s*\n\s*/g, ' '));
  switch (driver.given) {
    case 'tuple':
      return raw ? `, [${values.join(', ')}]` : `, (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
    case 'list':
      return `, [${values.join(', ')}]`;
    case 'arguments':
      return `, ${values.join(', ')}`;
    case 'names':
      return `, {${parameters.map(({ name }, i) => `"${name}": ${values[i] ?? ''}`).join(', ')}}`;
  }
}

/** Edits at one place as one. */
function merged(edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  const out: OffsetEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = out.at(-1);
    if (last?.end === edit.start && (last.start !== last.end || edit.start !== edit.end))
      out[out.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text };
    else out.push(edit);
  }
  return out;
}

function callAround(program: PythonProgram, call: Call): Call | undefined {
  const around = call.node.parent?.type === 'argument_list' ? call.node.parent.parent : undefined;
  return around?.type === 'call' ? program.callOf(around) : undefined;
}

function textName(program: PythonProgram): string | undefined {
  for (const [local, full] of program.imports) {
    if (/^(?:sqlalchemy|sqlmodel)\b.*\.text$/.test(full)) return local;
    if (full === 'sqlalchemy') return `${local}.text`;
  }
  return undefined;
}

/** A name that gets the statement in the same block, is used only here, and whose values are what they were. */
function usedOnceAfter(program: PythonProgram, given: Node, expression: Node, built: Built): boolean {
  if (given.type !== 'identifier') return given.type === 'parenthesized_expression';
  const [binding, ...others] = program.bindingsOf(given.text, given);
  if (!binding || others.length > 0 || binding.by.type !== 'assignment') return false;
  const scope = enclosing(given, new Set(['function_definition', 'module']));
  const block = binding.by.parent?.parent;
  if (!scope || !block || !isWithin(given, block)) return false;
  // Not in a loop or a function that the assignment stands outside of.
  for (let around = given.parent; around && around.id !== block.id; around = around.parent)
    if (/^(?:for_statement|while_statement|function_definition|lambda)$/.test(around.type)) return false;
  if (descendants(scope, 'identifier').filter(({ text }) => text === given.text).length !== 2) return false;
  const names = new Set(
    openHoles(built)
      .flatMap(({ value }) => (value ? [value, ...descendants(value, 'identifier')] : []))
      .map(({ text }) => text),
  );
  return !descendants(scope, ['assignment', 'augmented_assignment', 'for_statement', 'named_expression', 'delete_statement']).some(
    (node) =>
      node.startIndex >= expression.endIndex &&
      node.startIndex < given.startIndex &&
      [...names].some((name) =>
        new RegExp(`\\b${name.replace(/\W/g, '\\$&')}\\b`).test(
          (node.childForFieldName('left') ?? node.childForFieldName('name') ?? node).text,
        ),
      ),
  );
}

const isWithin = (node: Node, around: Node): boolean => node.startIndex >= around.startIndex && node.endIndex <= around.endIndex;

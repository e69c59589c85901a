// Families of like mistakes with their fix, as templates: API migrations, a project's own idioms, its logger, its guard clause, import aliases,
// what checkers and linters want. An instance draws names, values and surroundings anew. All of it made up here.
//
// In a template `{v}` is a variable, `{o}` an object, `{f}` a function, `{C}` a class, `{e}` a value (name, member, call or item), `{s}` a string,
// `{n}` a number, `{a}` a list of arguments, `{k}` a keyword argument's name; the same mark is the same text, `{v2}` is another variable.

const NAMES =
  'total user order item index price entry record payload cursor batch width offset token limit query score label node path'.split(' ');
const OBJECTS = 'client session config parser cache store engine request response model queue reader account service page'.split(' ');
const FUNCTIONS = 'load save fetch build render parse update create resolve compute collect handle prepare submit refresh'.split(' ');
const CLASSES = 'Invoice Customer Shipment Ledger Widget Reporter Scheduler Gateway Profile Canvas'.split(' ');
const WORDS = 'ready done missing invalid started loaded empty blue north alpha delta open closed pending'.split(' ');
const KEYS = 'timeout retries verbose depth strict mode size color'.split(' ');

/** name, type, message, before, after; the problem is on line `at` of the template. */
const python = [
  ['np-alias', 'AttributeError', "module 'numpy' has no attribute 'float'", '{v} = np.float({e})', '{v} = float({e})'],
  ['np-astype', 'AttributeError', "module 'numpy' has no attribute 'int'", '{v} = {e}.astype(np.int)', '{v} = {e}.astype(int)'],
  [
    'df-append',
    'AttributeError',
    "'DataFrame' object has no attribute 'append'",
    '{v} = {o}.append({e}, ignore_index=True)',
    '{v} = pd.concat([{o}, {e}], ignore_index=True)',
  ],
  [
    'iteritems',
    'AttributeError',
    "'dict' object has no attribute 'iteritems'",
    'for {v}, {v2} in {e}.iteritems():',
    'for {v}, {v2} in {e}.items():',
  ],
  ['has-key', 'AttributeError', "'dict' object has no attribute 'has_key'", 'if {o}.has_key({e}):', 'if {e} in {o}:'],
  [
    'assert-equals',
    'AttributeError',
    "'{C}Test' object has no attribute 'assertEquals'",
    'self.assertEquals({e}, {e2})',
    'self.assertEqual({e}, {e2})',
  ],
  [
    'collections-abc',
    'ImportError',
    "cannot import name 'Mapping' from 'collections'",
    'from collections import Mapping',
    'from collections.abc import Mapping',
  ],
  [
    'pydantic-dict',
    'PydanticDeprecatedSince20',
    'The `dict` method is deprecated; use `model_dump` instead',
    'return {o}.dict()',
    'return {o}.model_dump()',
  ],
  [
    'yaml-load',
    'TypeError',
    "load() missing 1 required positional argument: 'Loader'",
    '{v} = yaml.load({e})',
    '{v} = yaml.safe_load({e})',
  ],
  ['own-logger', 'T201', '`print` found', 'print({s})', 'logger.info({s})'],
  ['own-logger-value', 'T202', '`print` of a value found', 'print({s}, {v})', 'log.debug({s}, extra={"value": {v}})'],
  [
    'guard-none',
    'AttributeError',
    "'NoneType' object has no attribute '{k}'",
    'return {o}.{k}',
    'if {o} is None:\n    return None\nreturn {o}.{k}',
  ],
  ['guard-get', 'KeyError', "'{s1}'", '{v} = {o}["{s1}"]', '{v} = {o}.get("{s1}")'],
  [
    'optional-default',
    'reportArgumentType',
    'Expression of type "None" cannot be assigned to parameter of type "{C}"',
    'def {f}({v}: {C} = None):',
    'def {f}({v}: Optional[{C}] = None):',
  ],
  ['union-pipe', 'UP007', 'Use `X | Y` for type annotations', '{v}: Union[{C}, {C2}] = {e}', '{v}: {C} | {C2} = {e}'],
  [
    'open-encoding',
    'PLW1514',
    '`open` in text mode without explicit `encoding` argument',
    'with open({v}) as {o}:',
    'with open({v}, encoding="utf-8") as {o}:',
  ],
  ['is-literal', 'SyntaxWarning', '"is" with a literal. Did you mean "=="?', 'if {e} is {n}:', 'if {e} == {n}:'],
  ['none-compare', 'E711', 'Comparison to `None` should be `cond is None`', 'if {e} == None:', 'if {e} is None:'],
  ['not-in', 'E713', 'Test for membership should be `not in`', 'if not {v} in {e}:', 'if {v} not in {e}:'],
  ['bare-type', 'E721', 'Do not compare types, use `isinstance()`', 'if type({v}) == {C}:', 'if isinstance({v}, {C}):'],
  [
    'utcnow',
    'DeprecationWarning',
    'datetime.datetime.utcnow() is deprecated',
    '{v} = datetime.utcnow()',
    '{v} = datetime.now(timezone.utc)',
  ],
  [
    'session-get',
    'LegacyAPIWarning',
    'The Query.get() method is considered legacy',
    '{v} = {C}.query.get({e})',
    '{v} = db.session.get({C}, {e})',
  ],
  [
    'money-int',
    'TypeError',
    "unsupported operand type(s) for +: 'Money' and 'int'",
    '{v} = {o}.total + {n}',
    '{v} = {o}.total + Money({n})',
  ],
  ['async-await', 'RuntimeWarning', "coroutine '{f}' was never awaited", '{v} = {f}_async({a})', '{v} = await {f}_async({a})'],
  ['old-super', 'UP008', 'Use `super()` instead of `super(__class__, self)`', 'super({C}, self).__init__({a})', 'super().__init__({a})'],
  ['class-object', 'UP004', 'Class `{C}` inherits from `object`', 'class {C}(object):', 'class {C}:'],
  ['percent-log', 'G004', 'Logging statement uses f-string', 'logger.warning(f"{w}: {{v}}")', 'logger.warning("{w}: %s", {v})'],
  ['settings-call', 'TypeError', "'Settings' object is not callable", '{v} = settings().{k}', '{v} = settings.{k}'],
  [
    'repo-rename',
    'AttributeError',
    "'Repository' object has no attribute 'find'",
    '{v} = repository.find({a})',
    '{v} = repository.find_all({a})',
  ],
  [
    'kw-rename',
    'TypeError',
    "{f}() got an unexpected keyword argument 'nb_epoch'",
    'model.{f}({e}, nb_epoch={n})',
    'model.{f}({e}, epochs={n})',
  ],
  ['reduce-import', 'NameError', "name 'reduce' is not defined", '{v} = reduce({f}, {e})', '{v} = functools.reduce({f}, {e})'],
  ['raw-input', 'NameError', "name 'raw_input' is not defined", '{v} = raw_input({s})', '{v} = input({s})'],
  ['unicode-name', 'NameError', "name 'unicode' is not defined", '{v} = unicode({e})', '{v} = str({e})'],
  [
    'timedelta-total',
    'TypeError',
    "'<' not supported between instances of 'timedelta' and 'int'",
    'if {o}.elapsed < {n}:',
    'if {o}.elapsed.total_seconds() < {n}:',
  ],
];

const typescript = [
  ['possibly-undefined', 'TS18048', "'{o}.{k}' is possibly 'undefined'.", 'const {v} = {o}.{k}.length;', 'const {v} = {o}.{k}?.length;'],
  [
    'default-number',
    'TS2322',
    "Type 'number | undefined' is not assignable to type 'number'.",
    'const {v}: number = {e};',
    'const {v}: number = {e} ?? 0;',
  ],
  ['no-console', 'no-console', 'Unexpected console statement.', 'console.log({s}, {v});', 'logger.debug({s}, { {v} });'],
  ['no-console-error', 'no-console-error', 'Unexpected console statement: error.', 'console.error({v});', 'logger.error(String({v}));'],
  ['eqeqeq', 'eqeqeq', "Expected '===' and instead saw '=='.", 'if ({e} == {n}) {', 'if ({e} === {n}) {'],
  ['prefer-const', 'prefer-const', "'{v}' is never reassigned. Use 'const' instead.", 'let {v} = {e};', 'const {v} = {e};'],
  ['no-var', 'no-var', 'Unexpected var, use let or const instead.', 'var {v} = {e};', 'let {v} = {e};'],
  [
    'floating-promise',
    '@typescript-eslint/no-floating-promises',
    'Promises must be awaited, end with a call to .catch, or be explicitly marked as ignored.',
    '{o}.{f}Async({a});',
    'void {o}.{f}Async({a});',
  ],
  [
    'await-missing',
    'TS2339',
    "Property 'json' does not exist on type 'Promise<Response>'.",
    'const {v} = fetchUrl({e}).json();',
    'const {v} = (await fetchUrl({e})).json();',
  ],
  ['guard-return', 'TS18047', "'{o}' is possibly 'null'.", 'return {o}.{k};', 'if (!{o}) return undefined;\nreturn {o}.{k};'],
  ['moment-date', 'TS2304', "Cannot find name 'moment'.", 'const {v} = moment({e}).format({s});', 'const {v} = format({e}, {s});'],
  [
    'route-params',
    'TS2345',
    "Argument of type 'string | string[]' is not assignable to parameter of type 'string'.",
    '{f}(req.query.{k});',
    '{f}(String(req.query.{k}));',
  ],
  ['catch-unknown', 'TS18046', "'{v}' is of type 'unknown'.", '{o}.{f}({v}.message);', '{o}.{f}(({v} as Error).message);'],
  [
    'import-alias',
    'TS2307',
    "Cannot find module '../../lib/{w}' or its corresponding type declarations.",
    "import { {f} } from '../../lib/{w}';",
    "import { {f} } from '@lib/{w}';",
  ],
  ['default-import', 'TS1192', 'Module \'"{w}"\' has no default export.', "import {C} from './{w}';", "import { {C} } from './{w}';"],
  [
    'type-import',
    'TS1484',
    "'{C}' is a type and must be imported using a type-only import when 'verbatimModuleSyntax' is enabled.",
    "import { {C} } from './{w}';",
    "import type { {C} } from './{w}';",
  ],
  [
    'array-type',
    '@typescript-eslint/array-type',
    "Array type using 'Array<T>' is forbidden. Use 'T[]' instead.",
    'const {v}: Array<{C}> = {e};',
    'const {v}: {C}[] = {e};',
  ],
  [
    'as-angle',
    '@typescript-eslint/consistent-type-assertions',
    "Use 'as {C}' instead of '<{C}>'.",
    'const {v} = <{C}>{e};',
    'const {v} = {e} as {C};',
  ],
  [
    'render-root',
    'TS2551',
    "Property 'render' does not exist on type 'typeof ReactDOM'.",
    'ReactDOM.render({e}, {v});',
    'createRoot({v}).render({e});',
  ],
  ['use-history', 'TS2305', "Module '\"react-router-dom\"' has no exported member 'useHistory'.", '{o}.push({s});', 'navigate({s});'],
  [
    'money-wrap',
    'TS2365',
    "Operator '+' cannot be applied to types 'Money' and 'number'.",
    'const {v} = {o}.amount + {n};',
    'const {v} = {o}.amount.plus({n});',
  ],
  [
    'result-unwrap',
    'TS2740',
    "Type 'Result<{C}, Failure>' is missing the following properties from type '{C}': id, name.",
    'const {v}: {C} = {f}({a});',
    'const {v}: {C} = unwrap({f}({a}));',
  ],
  [
    'config-env',
    'no-restricted-properties',
    "'legacySettings.env' is restricted from being used.",
    'const {v} = legacySettings.env.{K};',
    "const {v} = config.get('{K}');",
  ],
  [
    'class-private',
    'TS2341',
    "Property '{k}' is private and only accessible within class '{C}'.",
    'const {v} = {o}._{k};',
    'const {v} = {o}.get_{k}();',
  ],
  [
    'index-at',
    'unicorn/prefer-at',
    'Prefer `.at(…)` over `[….length - index]`.',
    'const {v} = {o}[{o}.length - 1];',
    'const {v} = {o}.at(-1);',
  ],
  [
    'includes',
    'unicorn/prefer-includes',
    'Use `.includes()`, rather than `.indexOf()`, when checking for existence.',
    'if ({o}.indexOf({e}) !== -1) {',
    'if ({o}.includes({e})) {',
  ],
  ['template-literal', 'prefer-template', 'Unexpected string concatenation.', 'const {v} = "{w} " + {v2};', 'const {v} = `{w} ${{v2}}`;'],
  [
    'return-type',
    '@typescript-eslint/explicit-module-boundary-types',
    'Missing return type on function.',
    'export function {f}({v}: string) {',
    'export function {f}({v}: string): void {',
  ],
  [
    'substr',
    'deprecation/substr',
    "The signature of 'substr' is deprecated.",
    'const {v} = {e}.substr({n}, {n2});',
    'const {v} = {e}.slice({n}, {n} + {n2});',
  ],
  [
    'event-target',
    'TS2339',
    "Property 'value' does not exist on type 'EventTarget'.",
    'set{C}({o}.target.value);',
    'set{C}(({o}.target as HTMLInputElement).value);',
  ],
];

const spelled = (language, rows) =>
  rows.map(([name, type, message, before, after]) => ({ name: `${language}/${name}`, language, type, message, before, after }));

/** All families; every second of a language is set apart and was not looked at while the miner was made. */
export const families = [...spelled('python', python), ...spelled('typescript', typescript)].map((family, i) => ({
  ...family,
  apart: i % 2 === 1,
}));

/** One mistake of a family in a text of its own: `{ before, after, message, line }`, `line` zero-based. */
export function instance(family, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const script = family.language === 'typescript';
  const values = new Map();
  const name = () => (random() < 0.3 ? `${pick(NAMES)}${script ? pick(CLASSES) : `_${pick(NAMES)}`}` : pick(NAMES));
  const value = () => {
    const kind = random();
    if (kind < 0.35) return name();
    if (kind < 0.6) return `${pick(OBJECTS)}.${pick(NAMES)}`;
    if (kind < 0.85) return `${pick(FUNCTIONS)}(${name()})`;
    return `${name()}[${Math.floor(random() * 9)}]`;
  };
  const quote = script || random() < 0.5 ? "'" : '"';
  const make = {
    v: name,
    o: () => pick(OBJECTS),
    f: () => pick(FUNCTIONS),
    C: () => pick(CLASSES),
    e: value,
    s: () => `${quote}${pick(WORDS)} ${pick(WORDS)}${quote}`,
    w: () => pick(WORDS),
    n: () => String(Math.floor(random() * 90) + 2),
    a: () => Array.from({ length: 1 + Math.floor(random() * 3) }, value).join(', '),
    k: () => pick(KEYS),
    K: () => pick(KEYS).toUpperCase(),
  };
  const fill = (text) =>
    text.replace(/\{([A-Za-z])(\d?)\}/g, (mark, kind, number) => {
      if (!make[kind]) return mark;
      const key = kind + number;
      if (kind === 's' && number === '1') return values.get(key) ?? (values.set(key, pick(WORDS)), values.get(key));
      if (!values.has(key)) {
        let made = make[kind]();
        for (let tries = 0; tries < 20 && [...values.values()].includes(made); tries++) made = make[kind]();
        values.set(key, made);
      }
      return values.get(key);
    });
  const indent = '    '.repeat(Math.floor(random() * 3));
  const lines = (text) =>
    fill(text)
      .split('\n')
      .map((line) => indent + line)
      .join('\n');
  const other = () => `${indent}${script ? 'const ' : ''}${pick(NAMES)}_${pick(WORDS)} = ${value()}${script ? ';' : ''}`;
  const head = Array.from({ length: Math.floor(random() * 3) }, other);
  const body = lines(family.before);
  const opens = /[:{]$/.test(body);
  const tail = [
    ...(opens ? [`${indent}    ${pick(FUNCTIONS)}(${name()})${script ? ';' : ''}`, ...(script ? [`${indent}}`] : [])] : []),
    ...Array.from({ length: Math.floor(random() * 2) }, other),
  ];
  const whole = (text) => [...head, text, ...tail].join('\n') + '\n';
  return { before: whole(body), after: whole(lines(family.after)), message: fill(family.message), line: head.length };
}

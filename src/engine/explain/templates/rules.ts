// Explanations by the rule of a linter or a type checker, where its message only says what to do.

import type { PlainWords } from './template';

const words = (what: string, needed: string): PlainWords => ({ what, needed });

const LAZY = words(
  'The text of a log message is put together although perhaps nobody reads it.',
  'The values behind the text, with %s in it: log.info("saved %s", path).',
);
const SHARED = words(
  'The value of a parameter is made once, when the function is defined: what one call puts in, the next one finds.',
  'None as its value, and a new list or dict inside the function.',
);
const FROM = words(
  'An error is raised while another one is handled, without a word that it comes from that one.',
  "'from error' behind it, with 'as error' at the except; 'from None' where the first one is of no use.",
);
const ENCODING = words(
  'The file is opened in the encoding of the machine, which is another one elsewhere.',
  'encoding="utf-8", or the one the file really has.',
);
const BARE = words('This except also catches what nobody thought of, even Ctrl+C.', 'The errors that can really happen here, by name.');
const TYPE = words('Two types are compared by ==.', 'isinstance(value, type), which also knows the classes made of it.');
const NONE = words(
  'Something is compared with None by ==, which the object itself may answer.',
  "'is None' or 'is not None'; a column of a database is asked by its own method.",
);
const END = words(
  'On one way through it the function ends without a return, and then gives None.',
  'A return on every way; return None where that is meant.',
);
const END_OF_SCRIPT = words(
  'On one way through it the function ends without a return, and then gives undefined, which its type does not say.',
  'A return on every way: in a switch, a case for each kind that the type allows, or a default. Where nothing can come back, undefined in the type.',
);
const OVERRIDE = words(
  'A method does not take what the method it overrides takes.',
  'The same names and order of parameters as in the class above; further ones with a default.',
);
const OPTIONAL = words(
  "The parameter's value is None where nothing is given, and its type does not say so.",
  'A type with None: str | None, or Optional[str].',
);
const PLAIN = words('The text has an f in front, and no value in it.', 'No f; or the value that was meant, in braces.');
const CONST = words('The variable gets its value once and keeps it.', "'const' instead of 'let'.");

const RULES: Readonly<Record<string, PlainWords>> = {
  ...Object.fromEntries(
    ['W1203', 'W1201', 'W1202', 'G001', 'G002', 'G004', 'logging-fstring-interpolation', 'logging-not-lazy'].map((rule) => [rule, LAZY]),
  ),
  ...Object.fromEntries(['B006', 'W0102', 'dangerous-default-value'].map((rule) => [rule, SHARED])),
  ...Object.fromEntries(['B904', 'W0707', 'raise-missing-from', 'TRY200'].map((rule) => [rule, FROM])),
  ...Object.fromEntries(['W1514', 'PLW1514', 'unspecified-encoding'].map((rule) => [rule, ENCODING])),
  ...Object.fromEntries(['E722', 'W0702', 'bare-except', 'BLE001', 'W0718', 'broad-exception-caught'].map((rule) => [rule, BARE])),
  ...Object.fromEntries(['E721', 'C0123', 'unidiomatic-typecheck'].map((rule) => [rule, TYPE])),
  ...Object.fromEntries(['E711', 'C0121', 'singleton-comparison'].map((rule) => [rule, NONE])),
  ...Object.fromEntries(['RET503', 'R1710', 'inconsistent-return-statements', 'return', 'reportReturnType'].map((rule) => [rule, END])),
  ...Object.fromEntries(['TS2366', 'TS7030', 'TS2355'].map((rule) => [rule, END_OF_SCRIPT])),
  ...Object.fromEntries(
    ['reportIncompatibleMethodOverride', 'override', 'W0221', 'W0237', 'arguments-differ', 'arguments-renamed'].map((rule) => [
      rule,
      OVERRIDE,
    ]),
  ),
  ...Object.fromEntries(['RUF013'].map((rule) => [rule, OPTIONAL])),
  ...Object.fromEntries(['F541', 'W1309', 'f-string-without-interpolation'].map((rule) => [rule, PLAIN])),
  'prefer-const': CONST,
  'no-var': words("'var' is seen in the whole function, also before its line.", "'let' or 'const'."),
  'no-empty': words('A block is empty: an error that is caught here is lost.', 'What should happen there.'),
  'no-debugger': words('A stop for the debugger was left in.', 'The line can go.'),
  'no-console': words('Something is printed that was perhaps only for trying out.', 'Your own log, or nothing.'),
  'no-unsafe-negation': words('The ! belongs to the left side alone here.', 'Brackets round what is meant: !(a in b).'),
  'no-fallthrough': words('A case goes on into the next one.', "'break' or 'return' at its end, or a comment that it is meant."),
  'no-prototype-builtins': words('The object is asked for a method that it may not have.', 'Object.hasOwn(object, key).'),
  'no-async-promise-executor': words(
    'An async function makes a promise: what goes wrong in it is lost.',
    'A plain function, or no new Promise at all.',
  ),
  'no-cond-assign': words('A value is stored where one is compared.', "'===' if a comparison was meant."),
  '@typescript-eslint/no-explicit-any': words(
    "'any' switches the check of types off.",
    "The type that it has; 'unknown' where it may be anything, with a test before its use.",
  ),
  E741: words('A name looks like a digit: l, O or I.', 'Another name.'),
  E731: words('A function is made by lambda only to give it a name.', "'def', which gives it one by itself."),
  S101: words('assert is left out when Python runs with -O.', 'A raise where it must hold always.'),
};

/** Rules whose family has the wrong words for them. */
const BEFORE_FAMILY = new Set(['return', 'reportReturnType', 'TS2366', 'TS7030', 'TS2355', 'RUF013', 'E711', 'E721', 'RET503']);

/** `family`: the problem's family has words of its own, which are mostly nearer. */
export function ruleWords(rule: string, message: string, hasFamily: boolean): PlainWords | undefined {
  if (!Object.hasOwn(RULES, rule)) return undefined;
  if (hasFamily && !BEFORE_FAMILY.has(rule)) return undefined;
  // A value of another type is no missing one.
  if (/^(?:return|reportReturnType)$/.test(rule) && !/must return value|Missing return/.test(message)) return undefined;
  return RULES[rule];
}

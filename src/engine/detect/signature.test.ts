import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { didYouMean, forgottenImport, signatureOf } from './signature';
import { WORDINGS } from './wordings';

/** Every group: one mistake in several mouths, with the holes they must agree on. */
const SAME: readonly (readonly [holes: Readonly<Record<string, string>>, ...messages: string[]])[] = [
  [
    { name: 'np' },
    "name 'np' is not defined",
    "NameError: name 'np' is not defined. Did you mean: 'up'?",
    "name 'np' is not defined. Did you forget to import 'np'?",
    '"np" is not defined',
    'Name "np" is not defined',
    "undefined name 'np'",
    'Undefined name `np`',
    "Undefined variable 'np'",
    "Cannot find name 'np'.",
    "Cannot find name 'np'. Did you mean 'up'?",
    "Cannot find name 'np'. Did you mean the instance member 'this.np'?",
    'np is not defined',
    "'np' is not defined.",
    "F821 undefined name 'np'",
    'Name `np` used when not defined',
    'Name `np` is used but not defined in the current scope.',
  ],
  [
    { name: 'total' },
    "local variable 'total' referenced before assignment",
    "cannot access local variable 'total' where it is not associated with a value",
    '"total" is unbound',
    "Using variable 'total' before assignment",
    "Cannot access 'total' before initialization",
    "Block-scoped variable 'total' used before its declaration.",
  ],
  [
    { module: 'requets' },
    "No module named 'requets'",
    'Import "requets" could not be resolved',
    'Cannot find implementation or library stub for module named "requets"',
    "Unable to import 'requets'",
    "Cannot find module 'requets'",
    "Cannot find module 'requets' or its corresponding type declarations.",
    "Cannot find package 'requets' imported from /home/ada/a.mjs",
    'Cannot resolve imported module `requets`',
    "Cannot find module 'requets'\nRequire stack:\n- /home/ada/a.js",
  ],
  [
    { name: 'Lisst', module: 'typing' },
    "cannot import name 'Lisst' from 'typing' (/usr/lib/python3.11/typing.py)",
    "cannot import name 'Lisst' from 'typing' (/usr/lib/python3.12/typing.py). Did you mean: 'List'?",
    "No name 'Lisst' in module 'typing'",
    "Module '\"typing\"' has no exported member 'Lisst'.",
    "'\"typing\"' has no exported member named 'Lisst'. Did you mean 'List'?",
    "The requested module 'typing' does not provide an export named 'Lisst'",
  ],
  [
    { type: 'Cart', attribute: 'totl' },
    "'Cart' object has no attribute 'totl'",
    "'Cart' object has no attribute 'totl'. Did you mean: 'total'?",
    'Cannot access attribute "totl" for class "Cart"\n\u00a0\u00a0Attribute "totl" is unknown',
    'Cannot access attribute "totl" for class "Cart*"',
    '"Cart" has no attribute "totl"; maybe "total"?',
    "Instance of 'Cart' has no 'totl' member; maybe 'total'?",
    "Property 'totl' does not exist on type 'Cart'.",
    "Property 'totl' does not exist on type 'Cart'. Did you mean 'total'?",
  ],
  [
    { module: 'math', attribute: 'sqr' },
    "module 'math' has no attribute 'sqr'",
    "module 'math' has no attribute 'sqr'. Did you mean: 'sqrt'?",
    '"sqr" is not a known attribute of module "math"',
    'Module "math" has no attribute "sqr"',
    "Module 'math' has no 'sqr' member",
  ],
  [
    { value: 'None', attribute: 'strip' },
    "'NoneType' object has no attribute 'strip'",
    '"strip" is not a known attribute of "None"',
    'Item "None" of "Optional[str]" has no attribute "strip"',
    '"None" has no attribute "strip"',
  ],
  [{ value: 'undefined', attribute: 'x' }, "Cannot read properties of undefined (reading 'x')", "Cannot read property 'x' of undefined"],
  [
    { function: 'add', argument: 'b', count: '1' },
    "add() missing 1 required positional argument: 'b'",
    "Sum.add() missing 1 required positional argument: 'b'",
    "make.<locals>.add() missing 1 required keyword-only argument: 'b'",
  ],
  [{ function: 'add', argument: 'a, b, c' }, "add() missing 3 required positional arguments: 'a', 'b', and 'c'"],
  [
    { function: 'add', expected: '2', given: '3' },
    'add() takes 2 positional arguments but 3 were given',
    'Sum.add() takes 2 positional arguments but 3 were given',
    'add() takes 2 positional arguments but 3 positional arguments (and 1 keyword-only argument) were given',
  ],
  [
    { function: 'add', argument: 'colour' },
    "add() got an unexpected keyword argument 'colour'",
    "Sum.add() got an unexpected keyword argument 'colour'",
    "add() got an unexpected keyword argument 'colour'. Did you mean 'color'?",
    'Unexpected keyword argument "colour" for "add"',
    "'colour' is an invalid keyword argument for add()",
  ],
  [
    { operator: '+', left: 'int', right: 'str' },
    "unsupported operand type(s) for +: 'int' and 'str'",
    'Operator "+" not supported for types "int" and "str"',
    'Unsupported operand types for + ("int" and "str")',
    "Operator '+' cannot be applied to types 'int' and 'str'.",
  ],
  [
    { type: 'int' },
    "'int' object is not subscriptable",
    '"__getitem__" method not defined on type "int"',
    'Value of type "int" is not indexable',
  ],
  [{ type: 'list' }, "unhashable type: 'list'", "cannot use 'list' as a dict key (unhashable type: 'list')"],
  [{ type: 'list' }, 'list index out of range', 'list assignment index out of range'],
  [{ bracket: '(' }, "'(' was never closed", '"(" was not closed'],
  [
    {},
    'unterminated string literal (detected at line 5)',
    'EOL while scanning string literal',
    'String literal is unterminated',
    'unterminated string literal (detected at line 1) (app.py, line 1)',
  ],
  [{}, "expected an indented block after 'if' statement on line 3", "expected an indented block after 'if' statement on line 99"],
  [{ token: ':' }, "expected ':'", 'Expected ":"', "':' expected."],
];

/** One tool alone says so: its holes. */
const ALONE: readonly (readonly [message: string, holes: Readonly<Record<string, string>>])[] = [
  ['price is declared to have type `int` but is used as type `None`.', { name: 'price', expected: 'int', type: 'None' }],
  [
    'Attribute `price` declared in class `Pen` has type `int` but is used as type `None`.',
    { attribute: 'price', owner: 'Pen', expected: 'int', type: 'None' },
  ],
  ['Expected `int` but got `Optional[int]`.', { expected: 'int', type: 'Optional[int]' }],
  ['Expected `int` but got implicit return value of `None`.', { expected: 'int', type: 'None' }],
  [
    'Expected `int` for 2nd positional only parameter to call `Pen.cut` but got `str`.',
    { expected: 'int', function: 'Pen.cut', type: 'str' },
  ],
  [
    'Expected `int` for 1st parameter `at` to call `Pen.cut` but got `str`.',
    { expected: 'int', argument: 'at', function: 'Pen.cut', type: 'str' },
  ],
  ['Expected `int` for 1st positional only parameter to anonymous call but got `str`.', { expected: 'int', type: 'str' }],
  ['`/` is not supported for operand types `Union[Path, str]` and `str`.', { operator: '/', left: 'Union[Path, str]', right: 'str' }],
  ['`Pen` has no attribute `colour`.', { type: 'Pen', attribute: 'colour' }],
];

test('a call’s argument is one mistake, by its place or by its name', () => {
  const [place, name] = ['positional only parameter', 'parameter `at`'].map(
    (words) => signatureOf('any', `Expected \`int\` for 1st ${words} to call \`Pen.cut\` but got \`str\`.`).shape,
  );
  expect(name).toBe(place);
});

test.each(ALONE)('%s', (message, holes) => {
  expect(signatureOf('any', message).holes).toEqual(holes);
  expect(signatureOf('any', message).shape).not.toContain('‹1›');
});

describe('one mistake, one signature', () => {
  for (const [holes, ...messages] of SAME) {
    test(messages[0] ?? '', () => {
      const shape = signatureOf('', messages[0] ?? '').shape;
      expect(shape).not.toContain('‹1›');
      for (const message of messages) {
        const signature = signatureOf('', message);
        expect({ message, shape: signature.shape }).toEqual({ message, shape });
        expect(signature.holes).toMatchObject(holes);
      }
    });
  }

  test('different mistakes stay different', () => {
    const different = [
      'unexpected EOF while parsing',
      "'(' was never closed",
      'invalid syntax',
      "cannot import name 'x' from 'y' (y.py)",
      "No module named 'y'",
      "No module named 'y.x'; 'y' is not a package",
      '"x" is possibly unbound',
      '"x" is unbound',
      '"x" is not defined',
      "'NoneType' object is not iterable",
      "'int' object is not iterable",
    ];
    expect(new Set(different.map((message) => signatureOf('', message).shape)).size).toBe(different.length);
  });

  test('a key is a hole, whatever it is', () => {
    expect(signatureOf('KeyError', "'name'")).toEqual({ shape: "key '‹key›' is missing", holes: { key: 'name' } });
    expect(signatureOf('KeyError', '42').holes).toEqual({ key: '42' });
  });

  test('unknown words: quoted parts, numbers, paths and addresses are holes, the same value the same hole', () => {
    expect(signatureOf('ShopError', "item 'pen' of order 17 is not in '/var/shop/stock.db', <Pen at 0x7f3a>, 'pen'")).toEqual({
      shape: "ShopError: item '‹1›' of order ‹2› is not in '‹3›', <Pen at ‹4›>, '‹1›'",
      holes: { 1: 'pen', 2: '17', 3: '/var/shop/stock.db', 4: '0x7f3a' },
    });
  });
});

test('every hole of a shape is filled by every pattern', () => {
  const unfilled: string[] = [];
  for (const { shape, patterns, also } of WORDINGS) {
    for (const pattern of patterns) {
      const groups = [...pattern.source.matchAll(/\(\?<(\w+)>/g)].map((match) => match[1]);
      for (const [, hole] of shape.matchAll(/‹(\w+)›/g)) {
        if (!groups.includes(hole) && also?.[hole ?? ''] === undefined) unfilled.push(`${hole ?? ''}: ${pattern.source}`);
      }
    }
  }
  expect(unfilled).toEqual([]);
});

test('suggestions as they would be typed', () => {
  expect(didYouMean("name 'lenght' is not defined. Did you mean: 'length'?")).toEqual(['length']);
  expect(didYouMean("name 'x' is not defined. Did you mean: 'self.x'?")).toEqual(['self.x']);
  expect(didYouMean("name 'sy' is not defined. Did you mean: 'my'? Or did you forget to import 'sys'?")).toEqual(['my']);
  expect(didYouMean("Property 'x' does not exist on type 'Y'. Did you mean 'z'?")).toEqual(['z']);
  expect(didYouMean('"str" has no attribute "spilt"; maybe "split", "rsplit", or "splitlines"?')).toEqual([
    'split',
    'rsplit',
    'splitlines',
  ]);
  expect(didYouMean("'A' object has no attribute 'x'. Did you mean '.y.x' instead of '.x'?")).toEqual(['.y.x']);
  expect(didYouMean("invalid syntax. Did you mean 'for'?")).toEqual(['for']);
  expect(didYouMean("Cannot find module 'x'. Did you mean to set the 'moduleResolution' option to 'nodenext'?")).toEqual([]);
  expect(didYouMean("name 'x' is not defined")).toEqual([]);
  expect(forgottenImport("name 'sys' is not defined. Did you forget to import 'sys'?")).toBe('sys');
});

test('any text has a bounded signature', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ maxLength: 3000 }), (type, message) => {
      const signature = signatureOf(type, message);
      expect(signature.shape.length).toBeLessThanOrEqual(300);
      for (const value of Object.values(signature.holes)) expect(value.length).toBeLessThanOrEqual(200);
      didYouMean(message);
    }),
  );
  for (const part of [
    "'",
    '"',
    'Property ',
    "is missing in type '",
    ' expected ',
    '. Did you mean ',
    '/a',
    '(',
    "Type 'a' is not assignable to type '",
  ]) {
    expect(signatureOf('E', part.repeat(100_000)).shape.length).toBeLessThanOrEqual(300);
  }
});

test('a message of many spaces takes no longer than it is long', () => {
  const from = process.cpuUsage();
  for (let i = 0; i < 20; i++)
    signatureOf('TS2551', `Property 'labl' does${' '.repeat(700 + i)}not exist on type '{ label: string; }'. Did you mean 'label'?`);
  expect(process.cpuUsage(from).user).toBeLessThan(500_000);
});

import { heals } from '../../../../../test/unit/fixer-cases';

const swap = (before: string, from: string, to: string, code?: number): [string, string, { code?: number }] => [
  before,
  before.replace(from, to),
  code === undefined ? {} : { code },
];

heals(
  'typescript/syntax-repair',
  [
    swap('for (const x fo [1, 2]) console.log(x);\n', ' fo ', ' of ', 1005),
    swap('export const xs = [1, 2].map(x = > x + 1);\n', '= >', '=>', 1109),
    swap('let sum = 0;\nfor (const x of [1]) sum + = x;\n', '+ =', '+=', 1109),
    swap('let n = 3;\nwhile (n.valueOf() => 0) n--;\n', '=>', '>=', 1005),
    swap('const n: number = 3;\nif (n =< 4) console.log(n);\n', '=<', '<=', 1005),
  ],
  [],
);

heals(
  'typescript/undefined-name',
  [
    swap('for (const x of [1, 2]) {\n  if (x > 1) breaK;\n  console.log(x);\n}\n', 'breaK', 'break'),
    swap('for (const x of [1, 2]) {\n  if (x > 1) contniue;\n  console.log(x);\n}\n', 'contniue', 'continue'),
  ],
  [],
);

// A comma in place of the brace that is missing mends nothing.
heals('typescript/syntax-repair', [swap('export const a = { b: 1, c: 2 ;\n', '2 ;', '2 };')], []);

// Quotes of a word processor, all of a file at once; an apostrophe in a word closes nothing, and what stands in plain quotes is text.
heals(
  'typescript/syntax-repair',
  [
    ['export const a = “one”;\nexport const b = [‘two’, “it’s”];\n', "export const a = 'one';\nexport const b = ['two', 'it’s'];\n"],
    ['export const a = "x";\nexport const b = „y“;\n', 'export const a = "x";\nexport const b = "y";\n'],
    ['export const a = ‹z›;\n', "export const a = 'z';\n"],
    ["export const a = 'He said “yes”', b = 'no’;\n", "export const a = 'He said “yes”', b = 'no';\n"],
  ],
  [],
);

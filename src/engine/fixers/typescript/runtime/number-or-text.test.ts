import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/number-or-text',
  [
    [
      'TypeError: n.toFixed is not a function',
      'const n = process.argv[2];\nconsole.log(n.«toFixed»(2));\n',
      'const n = Number(process.argv[2]);\nconsole.log(n.toFixed(2));\n',
    ],
    [
      'TypeError: one.id.padStart is not a function',
      'console.log([{ id: 1 }].map((one) => one.id.«padStart»(3)));\n',
      'console.log([{ id: 1 }].map((one) => String(one.id).padStart(3)));\n',
    ],
    [
      'TypeError: Cannot mix BigInt and other types, use explicit conversions',
      'const size = 10n;\nconsole.log(«size» * 2);\n',
      'const size = 10n;\nconsole.log(size * 2n);\n',
    ],
  ],
  [
    // Added up as text: the sum is wrong already.
    ['TypeError: sum.toFixed is not a function', "let sum = '0';\nfor (const x of ['1']) sum += x;\nconsole.log(sum.«toFixed»(1));\n"],
    ['TypeError: x.padStart is not a function', 'export const f = (x) => x.«padStart»(2);\n'],
  ],
);

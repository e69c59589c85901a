import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const map = (name: string): string => `TypeError: ${name}.map is not a function`;

healsCrashes(
  'typescript/object-for-array',
  [
    [
      map('prices'),
      'const prices = { pen: { net: 1 }, ink: { net: 2 } };\nconsole.log(prices.«map»((one) => one.net));\n',
      'const prices = { pen: { net: 1 }, ink: { net: 2 } };\nconsole.log(Object.values(prices).map((one) => one.net));\n',
    ],
    [
      map('rates'),
      'const rates = { eur: 1, usd: 2 };\nconsole.log(rates.«map»(([code, rate]) => code + rate));\n',
      'const rates = { eur: 1, usd: 2 };\nconsole.log(Object.entries(rates).map(([code, rate]) => code + rate));\n',
    ],
    [
      map('rates'),
      'const rates = { eur: 1, usd: 2 };\nconsole.log(rates.«map»((code) => rates[code]));\n',
      'const rates = { eur: 1, usd: 2 };\nconsole.log(Object.keys(rates).map((code) => rates[code]));\n',
    ],
    [
      map('page'),
      'const page = { items: [1], total: 1 };\nconsole.log(page.«map»((one) => one));\n',
      'const page = { items: [1], total: 1 };\nconsole.log(page.items.map((one) => one));\n',
    ],
    [
      map('tags'),
      'const tags = new Set([1]);\nconsole.log(tags.«map»((one) => one));\n',
      'const tags = new Set([1]);\nconsole.log([...tags].map((one) => one));\n',
    ],
    [
      'TypeError: Spread syntax requires ...iterable[Symbol.iterator] to be a function',
      'const scores = { a: 1, b: 2 };\nconsole.log(Math.«max»(...scores));\n',
      'const scores = { a: 1, b: 2 };\nconsole.log(Math.max(...Object.values(scores)));\n',
    ],
  ],
  [
    // Keys or values: nothing tells.
    [map('rates'), "const rates = { eur: 'a', usd: 'b' };\nconsole.log(rates.«map»((one) => one));\n"],
    [map('data'), 'export function go(data) {\n  return data.«map»((one) => one.id);\n}\n'],
  ],
);

import { healsCrashes, heals } from '../../../../../test/unit/fixer-cases';

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

const noDate = (called: string): string => `TypeError: ${called} is not a function`;

healsCrashes(
  'typescript/number-or-text',
  [
    [
      noDate('bill.due.getMonth'),
      "const bill = { due: '2024-05-01' };\nconsole.log(bill.due.«getMonth»());\n",
      "const bill = { due: '2024-05-01' };\nconsole.log(new Date(bill.due).getMonth());\n",
    ],
    [
      noDate('now.toISOString'),
      'const now = Date.now();\nconsole.log(now.«toISOString»());\n',
      'const now = Date.now();\nconsole.log(new Date(now).toISOString());\n',
    ],
    // Used as a date only: one from the start.
    [
      noDate('day.getFullYear'),
      "const day = '2024-05-01';\nconst year = day.«getFullYear»();\nconsole.log(year, day.getMonth());\n",
      "const day = new Date('2024-05-01');\nconst year = day.getFullYear();\nconsole.log(year, day.getMonth());\n",
    ],
    [
      noDate('row.at.getHours'),
      "const rows = JSON.parse('[]');\nconst times = rows.map((row) => row.at.«getHours»() + ':' + row.at.getMinutes());\nconsole.log(times);\n",
      "const rows = JSON.parse('[]');\nconst times = rows.map((row) => new Date(row.at).getHours() + ':' + new Date(row.at).getMinutes());\nconsole.log(times);\n",
    ],
    [
      noDate('day.toLocaleDateString'),
      "function label(day) {\n  return day.«toLocaleDateString»();\n}\nconsole.log(label('2024-05-01'));\n",
      "function label(day) {\n  return new Date(day).toLocaleDateString();\n}\nconsole.log(label('2024-05-01'));\n",
    ],
  ],
  [
    [noDate('plan.day.getTime'), "const plan = { day: 'soon' };\nconsole.log(plan.day.«getTime»());\n"],
    [noDate('day.getTime'), "const plan = { day: 'soon' };\nconst { day } = plan;\nconsole.log(day.«getTime»());\n"],
    [noDate('clock.getTime'), 'const clock = { now: () => 3 };\nconsole.log(clock.«getTime»());\n'],
    [noDate('day.getTime'), 'export const late = (day) => day.«getTime»();\n'],
  ],
);

heals(
  'typescript/number-or-text',
  [
    [
      'export const year = (order: { placed: string }): number => order.placed.getFullYear();\n',
      'export const year = (order: { placed: string }): number => new Date(order.placed).getFullYear();\n',
    ],
  ],
  [],
);

healsCrashes('typescript/number-or-text', [
  [
    'TypeError: Cannot mix BigInt and other types, use explicit conversions',
    'const cents = 1999n;\nconst pieces = [1, 2].length;\nconst sum = «cents * pieces»;\n',
    'const cents = 1999n;\nconst pieces = [1, 2].length;\nconst sum = cents * BigInt(pieces);\n',
  ],
]);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const reading = (name: string): string => `TypeError: Cannot read properties of undefined (reading '${name}')`;

healsCrashes(
  'typescript/missing-return',
  [
    [
      reading('title'),
      'const all = [{ a: 1 }].map((one) => {\n  ({ title: one.a });\n});\nconsole.log(all[0].«title»);\n',
      'const all = [{ a: 1 }].map((one) => {\n  return { title: one.a };\n});\nconsole.log(all[0].title);\n',
    ],
    [
      reading('key'),
      "const rows = ['a'].map((key) => { key: key });\nconsole.log(rows[0].«key»);\n",
      "const rows = ['a'].map((key) => ({ key: key }));\nconsole.log(rows[0].key);\n",
    ],
    [
      reading('name'),
      'function byId(list, id) {\n  list.find((one) => one.id === id);\n}\nconsole.log(byId([{ id: 1 }], 1).«name»);\n',
      'function byId(list, id) {\n  return list.find((one) => one.id === id);\n}\nconsole.log(byId([{ id: 1 }], 1).name);\n',
    ],
    [
      reading('length'),
      'function evens(list) {\n  const found = [];\n  for (const n of list) if (n % 2 === 0) found.push(n);\n}\nconsole.log(evens([1]).«length»);\n',
      'function evens(list) {\n  const found = [];\n  for (const n of list) if (n % 2 === 0) found.push(n);\n  return found;\n}\nconsole.log(evens([1]).length);\n',
    ],
    [
      reading('join'),
      'const twice = [1].forEach((x) => x * 2);\nconsole.log(twice.«join»());\n',
      'const twice = [1].map((x) => x * 2);\nconsole.log(twice.join());\n',
    ],
    [
      reading('mo'),
      'const days = [{ day: 1 }].reduce((acc, row) => {\n  acc«[»row.day] = row;\n}, {});\nconsole.log(days);\n',
      'const days = [{ day: 1 }].reduce((acc, row) => {\n  acc[row.day] = row;\n  return acc;\n}, {});\nconsole.log(days);\n',
    ],
  ],
  [
    // It works for its own sake, or gives something back on another way.
    [reading('x'), 'function log(v) {\n  console.log(v);\n}\nlog(1).«x»;\n'],
    [reading('x'), 'function pick(v) {\n  if (v) return { x: 1 };\n  v + 1;\n}\npick(0).«x»;\n'],
    [reading('x'), 'const all = [1].map((v) => {\n  if (v > 2) return { x: v };\n});\nall[0].«x»;\n'],
    [reading('x'), 'const all = [].map((v) => ({ x: v }));\nall[0].«x»;\n'],
  ],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/iterate-object',
  [
    [
      "TS2488: Type '{ a: number; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'const counts = { a: 1 };\nfor (const [k, v] of «counts») console.log(k, v);\n',
      'const counts = { a: 1 };\nfor (const [k, v] of Object.entries(counts)) console.log(k, v);\n',
      { name: 'main.ts' },
    ],
    [
      "TS2488: Type 'Record<string, number>' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'export function sum(counts: Record<string, number>) {\n  let n = 0;\n  for (const k of «counts») n += counts[k] ?? 0;\n  return n;\n}\n',
      'export function sum(counts: Record<string, number>) {\n  let n = 0;\n  for (const k of Object.keys(counts)) n += counts[k] ?? 0;\n  return n;\n}\n',
      { name: 'main.ts' },
    ],
    [
      "TS2488: Type '{ home: string; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'export class Env {\n  known = { home: "h" };\n  show() {\n    for (const [name, value] of «this.known») console.log(name, value);\n  }\n}\n',
      'export class Env {\n  known = { home: "h" };\n  show() {\n    for (const [name, value] of Object.entries(this.known)) console.log(name, value);\n  }\n}\n',
      { name: 'main.ts' },
    ],
  ],
  [
    [
      "TS2488: Type '{ a: number; }' must have a '[Symbol.iterator]()' method that returns an iterator.",
      'const counts = { a: 1 };\nfor (const one of «counts») console.log(one);\n',
      { name: 'main.ts' },
    ],
  ],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/loop-bound',
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list) {\n  for (let i = 0; i <= list.length; i++) {\n    list[i].«run»();\n  }\n}\n',
      'export function all(list) {\n  for (let i = 0; i < list.length; i++) {\n    list[i].run();\n  }\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'toFixed')",
      'const data = { a: [1, 2] };\nfor (let i = 0; i <= data.a.length; i++) {\n  const n = data.a[i];\n  console.log(n.«toFixed»(1));\n}\n',
      'const data = { a: [1, 2] };\nfor (let i = 0; i < data.a.length; i++) {\n  const n = data.a[i];\n  console.log(n.toFixed(1));\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'id')",
      'export function back(list) {\n  for (let i = list.length; i >= 0; i--) console.log(list[i].«id»);\n}\n',
      'export function back(list) {\n  for (let i = list.length - 1; i >= 0; i--) console.log(list[i].id);\n}\n',
    ],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list, other) {\n  for (let i = 0; i <= other.length; i++) list[i].«run»();\n}\n',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'run')",
      'export function all(list) {\n  for (let i = 0; i < list.length; i++) list[i].«run»();\n}\n',
    ],
  ],
);

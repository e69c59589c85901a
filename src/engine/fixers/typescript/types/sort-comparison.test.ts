import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/sort-comparison',
  [
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.name < b.name);\n',
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => b.name.localeCompare(a.name));\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.born > b.born);\n',
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.born.getTime() - b.born.getTime());\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort(function (x, y) { return x.name.length >= y.name.length; });\n',
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort(function (x, y) { return x.name.length - y.name.length; });\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nexport const byCount = Object.entries({ a: 1 }).sort((a, b) => a[1] > b[1]);\n',
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nexport const byCount = Object.entries({ a: 1 }).sort((a, b) => a[1] - b[1]);\n',
    ],
  ],
  [
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.name === b.name);\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.name > b.name || a.born > b.born);\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.rank > b.rank);\n',
    ],
    [
      'interface User { name: string; born: Date; age?: number; rank: bigint }\ndeclare const users: User[];\nusers.sort((a, b) => a.name.length > b.rank);\n',
    ],
  ],
);

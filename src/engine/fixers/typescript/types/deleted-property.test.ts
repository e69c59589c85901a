import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/deleted-property',
  [
    [
      'interface Visitor { id: number; token: string }\nexport function f(one: Visitor) {\n  delete one.token;\n}\n',
      'interface Visitor { id: number; token?: string }\nexport function f(one: Visitor) {\n  delete one.token;\n}\n',
    ],
  ],
  [
    [
      'interface Visitor { id: number; token: string }\nexport function f(one: Visitor) {\n  delete one.token;\n}\nexport const size = (one: Visitor) => one.token.length;\n',
      { code: 2790 },
    ],
    ['const table = { a: 1, b: 2 };\ndelete table.a;\n'],
  ],
);

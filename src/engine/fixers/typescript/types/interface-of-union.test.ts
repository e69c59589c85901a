import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/interface-of-union',
  [
    [
      "type User = { kind: 'guest' } | { kind: 'member'; id: number };\nexport interface Admin extends User {\n  level: number;\n}\n",
      "type User = { kind: 'guest' } | { kind: 'member'; id: number };\nexport type Admin = User & {\n  level: number;\n};\n",
    ],
  ],
  [["type User = { kind: 'guest' } | { kind: 'member' };\nexport interface Admin<T> extends User {\n  level: T;\n}\n"]],
);

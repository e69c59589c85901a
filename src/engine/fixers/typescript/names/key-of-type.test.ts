import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/key-of-type',
  [
    [
      "interface User { id: number; email: string; name: string }\nexport const f = (one: Pick<User, 'id' | 'nmae'>) => one.id;\n",
      "interface User { id: number; email: string; name: string }\nexport const f = (one: Pick<User, 'id' | 'name'>) => one.id;\n",
    ],
    [
      "interface User { id: number; email: string; name: string }\nexport type Mail = Pick<User, 'emial'>;\n",
      "interface User { id: number; email: string; name: string }\nexport type Mail = Pick<User, 'email'>;\n",
    ],
  ],
  [["interface User { id: number; email: string; name: string }\nexport type Phone = Pick<User, 'phone'>;\n"]],
);

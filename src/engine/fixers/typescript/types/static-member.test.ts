import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/static-member',
  [
    [
      'export class Ids {\n  static next = 1;\n  make(): number {\n    return this.next++;\n  }\n}\n',
      'export class Ids {\n  static next = 1;\n  make(): number {\n    return Ids.next++;\n  }\n}\n',
    ],
    [
      "class Temp {\n  static unit = 'C';\n}\nconst t = new Temp();\nexport const u = t.unit;\n",
      "class Temp {\n  static unit = 'C';\n}\nconst t = new Temp();\nexport const u = Temp.unit;\n",
    ],
  ],
  [],
);

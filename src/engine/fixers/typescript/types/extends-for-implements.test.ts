import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/extends-for-implements',
  [
    [
      "class Animal {\n  name = 'x';\n}\nexport class Dog implements Animal {\n  bark(): string {\n    return this.name;\n  }\n}\n",
      "class Animal {\n  name = 'x';\n}\nexport class Dog extends Animal {\n  bark(): string {\n    return this.name;\n  }\n}\n",
    ],
  ],
  [["class Base {}\nclass Animal {\n  name = 'x';\n}\nexport class Dog extends Base implements Animal {}\n"]],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/function-without-new',
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'name')",
      "function Person(name) {\n  this.name = name;\n}\nconst ada = Person('Ada');\nconsole.log(ada.«name»);\n",
      "function Person(name) {\n  this.name = name;\n}\nconst ada = new Person('Ada');\nconsole.log(ada.name);\n",
    ],
    [
      "TypeError: Cannot set properties of undefined (setting 'name')",
      "function Person(name) {\n  this.«name» = name;\n}\nconst ada = Person('Ada');\nconsole.log(ada);\n",
      "function Person(name) {\n  this.name = name;\n}\nconst ada = new Person('Ada');\nconsole.log(ada);\n",
      { name: 'main.mjs' },
    ],
    ["TypeError: Constructor Map requires 'new'", 'const m = «Map»();\nconsole.log(m);\n', 'const m = new Map();\nconsole.log(m);\n'],
  ],
  [
    [
      "TypeError: Cannot read properties of undefined (reading 'name')",
      'function person() {\n  console.log(1);\n}\nconst ada = person();\nconsole.log(ada.«name»);\n',
    ],
  ],
);

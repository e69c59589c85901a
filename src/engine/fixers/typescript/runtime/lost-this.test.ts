import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const reading = (name: string): string => `TypeError: Cannot read properties of undefined (reading '${name}')`;

healsCrashes(
  'typescript/lost-this',
  [
    [
      reading('log'),
      'class A {\n  log = [];\n  add(x) {\n    this.«log».push(x);\n  }\n  all(xs) {\n    xs.forEach(this.add);\n  }\n}\nnew A().all([1]);\n',
      'class A {\n  log = [];\n  add(x) {\n    this.log.push(x);\n  }\n  all(xs) {\n    xs.forEach((x) => this.add(x));\n  }\n}\nnew A().all([1]);\n',
    ],
    [
      reading('push'),
      'class A {\n  constructor() {\n    this.log = [];\n  }\n  go() {\n    setTimeout(function () {\n      this.log.«push»(1);\n    }, 1);\n  }\n}\nnew A().go();\n',
      'class A {\n  constructor() {\n    this.log = [];\n  }\n  go() {\n    setTimeout(() => {\n      this.log.push(1);\n    }, 1);\n  }\n}\nnew A().go();\n',
    ],
    [
      reading('name'),
      "const user = {\n  name: 'ada',\n  shout: () => this.«name».trim(),\n};\nuser.shout();\n",
      "const user = {\n  name: 'ada',\n  shout() { return this.name.trim(); },\n};\nuser.shout();\n",
      { name: 'main.mjs' },
    ],
    [
      reading('trim'),
      "const tools = {\n  unit: 'kg',\n  label(n) {\n    return n + this.unit.«trim»();\n  },\n};\n[1].map(tools.label);\n",
      "const tools = {\n  unit: 'kg',\n  label(n) {\n    return n + this.unit.trim();\n  },\n};\n[1].map((n) => tools.label(n));\n",
    ],
    [
      reading('push'),
      'function Stack() {\n  this.items = [];\n}\nStack.prototype.push = (x) => {\n  this.items.«push»(x);\n};\nnew Stack().push(1);\n',
      'function Stack() {\n  this.items = [];\n}\nStack.prototype.push = function (x) {\n  this.items.push(x);\n};\nnew Stack().push(1);\n',
    ],
  ],
  [
    // Nothing hands the method over; the class has no such member.
    [reading('log'), 'class A {\n  add(x) {\n    this.«log».push(x);\n  }\n}\nnew A().add(1);\n'],
    [reading('push'), 'class A {\n  go() {\n    setTimeout(function () {\n      this.log.«push»(1);\n    }, 1);\n  }\n}\nnew A().go();\n'],
    [reading('push'), 'class A {\n  log = [];\n  go() {\n    later(function () {\n      this.log.«push»(arguments[0]);\n    });\n  }\n}\n'],
  ],
);

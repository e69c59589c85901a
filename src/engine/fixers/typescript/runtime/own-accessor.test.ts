import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const AGAIN = 'RangeError: Maximum call stack size exceeded';
const dog = (body: string): string => `class Dog {\n${body}}\nnew Dog().name = 'Rex';\n`;
const GET = (name: string): string => `  get name() {\n    return this.${name};\n  }\n`;
const SET = (name: string): string => `  set name(value) {\n    this.${name} = value;\n  }\n`;
const MARKED = SET('name').replace('this.name', 'this.«name»');

healsCrashes(
  'typescript/own-accessor',
  [
    [AGAIN, dog(MARKED + GET('_name')), dog(SET('_name') + GET('_name'))],
    [AGAIN, dog(MARKED + GET('name')), dog(SET('_name') + GET('_name'))],
    [AGAIN, dog(`  #name = '';\n${MARKED}${GET('#name')}`), dog(`  #name = '';\n${SET('#name')}${GET('#name')}`)],
    [AGAIN, dog(`  #age = 3;\n${MARKED}${GET('name')}`), dog(`  #name;\n  #age = 3;\n${SET('#name')}${GET('#name')}`)],
    [
      AGAIN,
      'const box = {\n  _size: 2,\n  get size() {\n    return this.«size»;\n  },\n};\nconsole.log(box.size);\n',
      'const box = {\n  _size: 2,\n  get size() {\n    return this._size;\n  },\n};\nconsole.log(box.size);\n',
    ],
    // Without a setter the constructor keeps the value.
    [
      'TypeError: Cannot set property size of #<Box> which has only a getter',
      'class Box {\n  constructor(size) {\n    this.«size» = size;\n  }\n  get size() {\n    return this.size;\n  }\n}\nnew Box(2);\n',
      'class Box {\n  constructor(size) {\n    this._size = size;\n  }\n  get size() {\n    return this._size;\n  }\n}\nnew Box(2);\n',
    ],
  ],
  [
    [AGAIN, 'const down = (n) => «down»(n - 1);\ndown(3);\n'],
    [AGAIN, dog(`${MARKED}  get name() {\n    return this.tags.join();\n  }\n`)],
    // Nothing keeps a value.
    [
      AGAIN,
      'class Row {\n  get size() {\n    return this.all.length;\n  }\n  get all() {\n    return this.«all»;\n  }\n}\nnew Row().size;\n',
    ],
    [AGAIN, 'class Tree {\n  get depth() {\n    return this.left ? 1 : this.«depth»;\n  }\n}\nnew Tree().depth;\n'],
    [
      AGAIN,
      'class Tree {\n  get depth() {\n    return this.left.«depth» + 1;\n  }\n  get left() {\n    return new Tree();\n  }\n}\nnew Tree().depth;\n',
    ],
  ],
);

healsCrashes('typescript/own-accessor', [
  [
    'TypeError: Cannot set property name of #<City> which has only a getter',
    "class City {\n  constructor(name) {\n    this.«name» = name;\n  }\n  get name() {\n    return this._name;\n  }\n}\nnew City('Oslo');\n",
    "class City {\n  constructor(name) {\n    this._name = name;\n  }\n  get name() {\n    return this._name;\n  }\n}\nnew City('Oslo');\n",
  ],
]);

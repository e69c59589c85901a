import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/missing-base',
  [
    [
      'TypeError: door.on is not a function',
      "const Emitter = require('events');\nclass Door {\n  constructor(n) {\n    this.n = n;\n  }\n}\nconst door = new Door(1);\ndoor.«on»('x', () => {});\n",
      "const Emitter = require('events');\nclass Door extends Emitter {\n  constructor(n) {\n    super();\n    this.n = n;\n  }\n}\nconst door = new Door(1);\ndoor.on('x', () => {});\n",
    ],
    [
      'TypeError: this.emit is not a function',
      "import { EventEmitter } from 'node:events';\nclass Door {\n  open() {\n    this.«emit»('x');\n  }\n}\nnew Door().open();\n",
      "import { EventEmitter } from 'node:events';\nclass Door extends EventEmitter {\n  open() {\n    this.emit('x');\n  }\n}\nnew Door().open();\n",
      { name: 'main.mjs' },
    ],
  ],
  [
    ['TypeError: door.on is not a function', "class Door {}\nconst door = new Door();\ndoor.«on»('x', () => {});\n"],
    [
      'TypeError: door.onn is not a function',
      "const Emitter = require('events');\nclass Door {}\nconst door = new Door();\ndoor.«onn»('x', () => {});\n",
    ],
  ],
);

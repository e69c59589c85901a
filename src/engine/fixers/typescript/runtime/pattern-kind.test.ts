import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/pattern-kind',
  [
    [
      'TypeError: make is not a function or its return value is not iterable',
      'const make = () => ({ on: 1, flip: 2 });\nconst [on, flip] = «make»();\nconsole.log(on, flip);\n',
      'const make = () => ({ on: 1, flip: 2 });\nconst { on, flip } = make();\nconsole.log(on, flip);\n',
    ],
    [
      'TypeError: add is not a function',
      'const use = () => [1, () => 2];\nconst { n, add } = use();\n«add»(n);\n',
      'const use = () => [1, () => 2];\nconst [n, add] = use();\nadd(n);\n',
    ],
  ],
  [
    [
      'TypeError: make is not a function or its return value is not iterable',
      'const make = () => ({ on: 1 });\nconst [on, flip] = «make»();\nconsole.log(on, flip);\n',
    ],
    ['TypeError: add is not a function', 'const use = () => [1, 2, 3];\nconst { n, add } = use();\n«add»(n);\n'],
  ],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const WANTED = 'TypeError: The "callback" argument must be of type function. Received undefined';

healsCrashes(
  'typescript/called-callback',
  [
    [
      WANTED,
      'function go() {\n  console.log(1);\n}\n«setTimeout»(go(), 10);\n',
      'function go() {\n  console.log(1);\n}\nsetTimeout(go, 10);\n',
    ],
    [
      WANTED,
      'const go = (n) => {\n  console.log(n);\n};\n«setTimeout»(go(1), 10);\n',
      'const go = (n) => {\n  console.log(n);\n};\nsetTimeout(() => go(1), 10);\n',
    ],
    [
      'TypeError: undefined is not a function',
      "function shout(t) {\n  console.log(t);\n}\n['a'].«forEach»(shout());\n",
      "function shout(t) {\n  console.log(t);\n}\n['a'].forEach(shout);\n",
    ],
  ],
  [
    // It gives back a function: that is not the mistake. Two that may be meant.
    [WANTED, 'const make = () => () => 1;\nlet other;\n«setTimeout»(make(), 10, other);\n'],
    [WANTED, 'function a() {}\nfunction b() {}\n«setTimeout»(a(), b());\n'],
  ],
);

import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/keyword-argument',
  [
    ['print("a", «edn»="")\n', 'reportCallIssue: No parameter named "edn"', 'print("a", end="")\n'],
    [
      'def move(speed, angle): ...\n«move(speed=1, angel=2)»\n',
      "TypeError: move() got an unexpected keyword argument 'angel'",
      'def move(speed, angle): ...\nmove(speed=1, angle=2)\n',
    ],
  ],
  [['def move(speed): ...\n«move(speed=1, colour=2)»\n', "TypeError: move() got an unexpected keyword argument 'colour'"]],
);

proposes([
  ["open(p, 'wb', «cloosefd»=False)\n", 'reportCallIssue: No parameter named "cloosefd"', "open(p, 'wb', closefd=False)\n"],
  [
    "with «open(p, 'wb', cloosefd=False)» as f: ...\n",
    'reportCallIssue: No overloads for "open" match the provided arguments',
    "with open(p, 'wb', closefd=False) as f: ...\n",
  ],
  ['def f(babar): ...\n«f(a=1)»\n', "TypeError: f() got an unexpected keyword argument 'a'", 'def f(babar): ...\nf(babar=1)\n'],
  [
    'def f(code, name): ...\n«f(cod=1, name=2)»\n',
    'reportCallIssue: Argument missing for parameter "code"',
    'def f(code, name): ...\nf(code=1, name=2)\n',
  ],
]);

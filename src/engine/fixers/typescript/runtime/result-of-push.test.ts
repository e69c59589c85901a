import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const NO_MAP = 'TypeError: all.map is not a function';
healsCrashes(
  'typescript/result-of-push',
  [
    [
      NO_MAP,
      'const scores = [3];\nconst all = scores.push(4, 5);\n«all.map»((n) => n);\n',
      'const scores = [3];\nconst all = [...scores, 4, 5];\nall.map((n) => n);\n',
    ],
    [
      NO_MAP,
      'const scores = [3];\nconst all = scores.unshift(4);\n«all.map»((n) => n);\n',
      'const scores = [3];\nconst all = [4, ...scores];\nall.map((n) => n);\n',
    ],
  ],
  [
    [NO_MAP, 'const scores = [3];\nconst all = scores.push(4);\n«all.map»((n) => n + scores.length);\n'],
    [NO_MAP, 'const scores = [3];\nconst all = scores.length;\n«all.map»((n) => n);\n'],
  ],
);

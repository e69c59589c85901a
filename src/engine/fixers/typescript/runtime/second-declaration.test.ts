import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const TWICE = "SyntaxError: Identifier 'count' has already been declared";
healsCrashes(
  'typescript/second-declaration',
  [
    [TWICE, 'let count = 0;\n«let» count = count + 1;\nconsole.log(count);\n', 'let count = 0;\ncount = count + 1;\nconsole.log(count);\n'],
    [
      TWICE,
      'function f() {\n  let count = 1;\n  «let» count = 2;\n  return count;\n}\nf();\n',
      'function f() {\n  let count = 1;\n  count = 2;\n  return count;\n}\nf();\n',
    ],
  ],
  [
    [TWICE, 'const count = 0;\n«let» count = 1;\nconsole.log(count);\n'],
    [TWICE, 'let count = 0;\n«let» count;\nconsole.log(count);\n'],
    [TWICE, 'function count() {}\n«let» count = 1;\nconsole.log(count);\n'],
  ],
);

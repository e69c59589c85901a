import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const UNKNOWN = "SyntaxError: Private field '#elasped' must be declared in an enclosing class";
const rest = '() {\n    return this.#elapsed;\n  }\n}\n';
healsCrashes(
  'typescript/private-name',
  [
    [
      UNKNOWN,
      `class Timer {\n  #elapsed = 0;\n  tick() {\n    this.«#elasped» += 1;\n  }\n  read${rest}`,
      `class Timer {\n  #elapsed = 0;\n  tick() {\n    this.#elapsed += 1;\n  }\n  read${rest}`,
    ],
  ],
  [
    [UNKNOWN, 'class Timer {\n  #ticks = 0;\n  tick() {\n    this.«#elasped» += 1;\n  }\n}\n'],
    [UNKNOWN, 'class Timer {\n  #elapsed = 0;\n}\nnew Timer().«#elasped»;\n'],
  ],
);

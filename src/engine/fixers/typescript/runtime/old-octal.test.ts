import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const OCTAL = 'SyntaxError: Octal literals are not allowed in strict mode.';
healsCrashes(
  'typescript/old-octal',
  [
    [OCTAL, 'const mode = «0755»;\nconsole.log(mode);\n', 'const mode = 0o755;\nconsole.log(mode);\n'],
    [OCTAL, "chmod('a0.txt', «0644», 10);\n", "chmod('a0.txt', 0o644, 10);\n"],
  ],
  [[OCTAL, 'const modes = [«0755», 0644];\n']],
);

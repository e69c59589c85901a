import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/line-goes-on',
  [
    [
      "ReferenceError: Cannot access 'size' before initialization",
      'const size = 3\n[1, 2, «size»].forEach((n) => n)\n',
      'const size = 3;\n[1, 2, size].forEach((n) => n)\n',
    ],
  ],
  [["TypeError: Cannot read properties of undefined (reading 'trim')", "const names = ['a']\nconst first = names[4].«trim»()\n"]],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/missing-inner-table',
  [
    [
      "TypeError: Cannot set properties of undefined (setting '1')",
      "const seats = {};\nfor (const row of ['a', 'b']) {\n  «seats[row][1]» = true;\n}\n",
      "const seats = {};\nfor (const row of ['a', 'b']) {\n  seats[row] ??= {};\n  seats[row][1] = true;\n}\n",
    ],
    [
      "TypeError: Cannot read properties of undefined (reading 'push')",
      "const groups = {};\nfor (const w of ['a', 'bb']) {\n  groups[w.length].«push»(w);\n}\n",
      "const groups = {};\nfor (const w of ['a', 'bb']) {\n  (groups[w.length] ??= []).push(w);\n}\n",
    ],
  ],
  [
    [
      "TypeError: Cannot set properties of undefined (setting '1')",
      "const seats = {};\nseats[0] = {};\nconst row = 'b';\n«seats[row][1]» = true;\n",
    ],
  ],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const READ = "TypeError: Cannot read properties of undefined (reading 'name')";
healsCrashes(
  'typescript/pattern-without-value',
  [
    [
      READ,
      "function greet({ «name» = 'you', loud = false }) {\n  return loud ? name.toUpperCase() : name;\n}\ngreet();\n",
      "function greet({ name = 'you', loud = false } = {}) {\n  return loud ? name.toUpperCase() : name;\n}\ngreet();\n",
    ],
    [READ, "const greet = ({ «name» = 'you' }) => name;\ngreet();\n", "const greet = ({ name = 'you' } = {}) => name;\ngreet();\n"],
  ],
  [[READ, 'const greet = ({ «name», loud = false }) => loud || name;\ngreet();\n']],
);

import { healsCrashes } from '../../../../../test/unit/fixer-cases';

const early = (name: string): string => `ReferenceError: Cannot access '${name}' before initialization`;

healsCrashes(
  'typescript/use-before-definition',
  [
    [
      early('HI'),
      "function greet() {\n  return «HI»;\n}\n\nconsole.log(greet());\n\nconst HI = 'hi';\n",
      "function greet() {\n  return HI;\n}\n\nconst HI = 'hi';\n\nconsole.log(greet());\n",
    ],
    [
      early('joined'),
      "const label = make();\nconst words = ['a'];\nconst joined = words.join();\n\nfunction make() {\n  return «joined»;\n}\nconsole.log(label);\n",
      "const words = ['a'];\nconst joined = words.join();\n\nconst label = make();\n\nfunction make() {\n  return joined;\n}\nconsole.log(label);\n",
    ],
  ],
  [
    // Another of the same name stands further out; the declaration needs itself.
    [early('name'), "const name = 'a';\nfunction f() {\n  console.log(«name»);\n  const name = 'b';\n  return name;\n}\nf();\n"],
    [early('name'), 'const name = «name»;\nconsole.log(name);\n'],
  ],
);

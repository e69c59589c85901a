import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/parameter-as-called',
  [
    [
      "document.addEventListener('keydown', (event: Event) => console.log(event.key));\n",
      "document.addEventListener('keydown', (event: KeyboardEvent) => console.log(event.key));\n",
      { options: { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] } },
    ],
    [
      "function onKey(event: Event) {\n  console.log(event.key);\n}\nwindow.addEventListener('keyup', onKey);\n",
      "function onKey(event: KeyboardEvent) {\n  console.log(event.key);\n}\nwindow.addEventListener('keyup', onKey);\n",
      { options: { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] } },
    ],
    ["['a'].forEach((one: object) => one.trim());\n", "['a'].forEach((one: string) => one.trim());\n", { code: 2339 }],
  ],
  [
    ['export function lonely(event: Event) {\n  return event.key;\n}\n', { options: { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] } }],
    [
      "function both(event: Event) {\n  console.log(event.key);\n}\ndocument.addEventListener('keyup', both);\ndocument.addEventListener('click', both);\n",
      { options: { lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'] } },
    ],
  ],
);

import { heals } from '../../../../../test/unit/fixer-cases';

heals(
  'typescript/pair-given-back',
  [
    [
      'function toggle(start: boolean) {\n  let on = start;\n  const flip = () => {\n    on = !on;\n  };\n  return [on, flip];\n}\nconst [isOpen, flip] = toggle(false);\nflip();\nexport const open = isOpen;\n',
      'function toggle(start: boolean) {\n  let on = start;\n  const flip = () => {\n    on = !on;\n  };\n  return [on, flip] as const;\n}\nconst [isOpen, flip] = toggle(false);\nflip();\nexport const open = isOpen;\n',
    ],
  ],
  [
    [
      'function toggle(start: boolean): (boolean | (() => void))[] {\n  return [start, () => {}];\n}\nconst [, flip] = toggle(false);\nflip();\n',
    ],
  ],
);

import { heals } from '../../../../../test/support/fixer-cases';

const color = 'from enum import Enum\nclass Color(Enum):\n    RED = 1\n    BLUE = 2\n\n';

heals(
  'python/enum-member',
  [
    [`${color}«print(Color("RED"))»\n`, "ValueError: 'RED' is not a valid Color", `${color}print(Color["RED"])\n`],
    [
      `${color}def parse(text):\n    «return Color(text)»\n`,
      "ValueError: 'blue' is not a valid Color",
      `${color}def parse(text):\n    return Color[text.upper()]\n`,
    ],
    [`${color}«print(Color(entry))»\n`, "ValueError: '2' is not a valid Color", `${color}print(Color(int(entry)))\n`],
    [`${color}«print(Color[2])»\n`, 'KeyError: 2', `${color}print(Color(2))\n`],
  ],
  [
    [`${color}«print(Color("GREEN"))»\n`, "ValueError: 'GREEN' is not a valid Color"],
    [`${color}«print(Color[7])»\n`, 'KeyError: 7'],
  ],
);

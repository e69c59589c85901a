import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a text file in the encoding of the machine', () => {
  const W1514 = 'W1514: Using open without explicitly specifying an encoding';
  mends([
    ['with «open(path)» as f:\n    pass\n', W1514, 'with open(path, encoding="utf-8") as f:\n    pass\n'],
    ["with «open(path, 'w')» as f:\n    f.write('a')\n", W1514, "with open(path, 'w', encoding='utf-8') as f:\n    f.write('a')\n"],
    ['text = «path.read_text()»\n', W1514, 'text = path.read_text(encoding="utf-8")\n'],
    ['f = «open(\n    path,\n    "r",\n)»\n', W1514, 'f = open(\n    path,\n    "r", encoding="utf-8",\n)\n'],
  ]);
  keepsStill([
    ['f = «open(path, "rb")»\n', W1514],
    ['f = «open(path, **how)»\n', W1514],
  ]);
});

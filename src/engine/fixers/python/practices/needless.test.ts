import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('what does nothing', () => {
  mends([
    ['import os\nimport «json»\n\nprint(os.name)\n', 'W0611: Unused import json', 'import os\n\nprint(os.name)\n'],
    ['from a import b, «c», d\n\nprint(b, d)\n', 'F401: `a.c` imported but unused', 'from a import b, d\n\nprint(b, d)\n'],
    ['from a import b, «c»\n\nprint(b)\n', 'W0611: Unused c imported from a', 'from a import b\n\nprint(b)\n'],
    [
      'from a import (\n    b,\n    «c»,\n)\n\nprint(b)\n',
      'reportUnusedImport: Import "c" is not accessed',
      'from a import (\n    b,\n)\n\nprint(b)\n',
    ],
    ['print(«f"ready"»)\n', 'F541: f-string without any placeholders', 'print("ready")\n'],
    ["print(«rF'a\\d'»)\n", 'W1309: Using an f-string that does not have any interpolated variables', "print(r'a\\d')\n"],
  ]);
  keepsStill([
    ['try:\n    import «json»\nexcept ImportError:\n    pass\n', 'W0611: Unused import json'],
    ['import «json»\n\n__all__ = ["json"]\n', 'W0611: Unused import json'],
    ['from a import «c as c»\n', 'F401: `a.c` imported but unused'],
    ['import «json»; print(1)\n', 'W0611: Unused import json'],
    ['print(«f"{{a}}"»)\n', 'F541: f-string without any placeholders'],
  ]);
});

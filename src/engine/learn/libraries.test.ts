import { describe, expect, it } from 'vitest';
import { librariesOf } from './libraries';

const HEAD = 'import os\nimport pandas as pd\nfrom numpy.linalg import norm, det\nfrom . import own\n';

describe('the libraries that a fix names', () => {
  it.each([
    ['python', `${HEAD}a = pd.append(x)\n`, `${HEAD}a = pd.concat([x])\n`, ['pandas']],
    ['python', `${HEAD}a = 1\n`, `${HEAD}a = det(x) + os.sep\n`, ['os', 'numpy']],
    ['python', 'a = np.pi\n', 'import numpy as np\na = np.pi\n', ['numpy']],
    ['python', `${HEAD}a = own.x\n`, `${HEAD}a = own.y\n`, []],
    ['typescript', 'import _ from "lodash/fp";\nf(_.a);\n', 'import _ from "lodash/fp";\nf(_.b);\n', ['lodash']],
    ['typescript', 'import { z } from "@a/b";\nf(z.a);\n', 'import { z } from "@a/b";\nf(z.b);\n', ['@a/b']],
    ['javascript', 'const fs = require("node:fs");\nfs.a();\n', 'const fs = require("node:fs");\nfs.b();\n', []],
    ['javascript', 'const { a } = require("./own");\na();\n', 'const { a } = require("./own");\na(1);\n', []],
  ] as const)('%s: %j → %j', (language, before, after, libraries) => {
    expect(librariesOf(language, before, after)).toEqual(libraries);
  });
});

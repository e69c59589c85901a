import { describe, expect, test } from 'vitest';
import { bestScript } from '../../../../../test/unit/mend-script';
import { defaultOrNamed } from './default-or-named';

describe('typescript/default-or-named', () => {
  test.each([
    ['import Client from "./client";', 'import { Client } from "./client";', 'export class Client {}\nexport const port = 1;\n'],
    [
      'import Client, { port } from "./client";',
      'import { Client, port } from "./client";',
      'export class Client {}\nexport const port = 1;\n',
    ],
    ['import { Client } from "./client";', 'import Client from "./client";', 'export default class Client {}\nexport const port = 1;\n'],
    [
      'import { Client, port } from "./client";',
      'import Client, { port } from "./client";',
      'export default class Client {}\nexport const port = 1;\n',
    ],
  ])('%s → %s', (before, after, client) => {
    expect(bestScript(defaultOrNamed, `${before}\nnew Client();\n`, { files: { '/w/client.ts': client } })).toBe(
      `${after}\nnew Client();\n`,
    );
  });
});

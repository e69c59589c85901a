// `self-heal serve --stdio`, the language server for any editor, and `self-heal mcp`: their bundle is beside this one.

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { UsageError, type ExitCode } from '../io/exit-codes';

/** Ends when the client leaves. The server reads from the command line what it is to be: `--stdio` or `mcp` stands there already. */
export function serve(): Promise<ExitCode> {
  const server = path.join(__dirname, 'server.js');
  if (!fs.existsSync(server)) throw new UsageError('its server is missing beside this program; build or install it again.');
  createRequire(__filename)(server);
  return new Promise(() => undefined);
}

// `self-heal serve --stdio`: the language server for any editor. It is its own bundle beside this one.

import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { UsageError, type ExitCode } from '../io/exit-codes';

/** Ends when the client leaves. The server reads its transport from the command line, where `--stdio` stands already. */
export function serve(): Promise<ExitCode> {
  const server = path.join(__dirname, 'server.js');
  if (!fs.existsSync(server)) throw new UsageError('the language server is missing beside this program; build or install it again.');
  createRequire(__filename)(server);
  return new Promise(() => undefined);
}

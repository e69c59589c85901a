// `mcp` as first argument of the server's program: what the words behind it mean. The terminal's face has checked and explained them before.

import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { serveMcp } from './serve-mcp';

/** Ends the process when the client is gone. @param args what stands behind `mcp`. */
export function mcp(args: readonly string[]): void {
  const end = (code: number) => (): never => process.exit(code);
  const fail = (why: unknown): void => {
    process.stderr.write(`self-heal: ${why instanceof Error ? why.message : String(why)}\n`);
    process.exit(2);
  };
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        'allow-write': { type: 'boolean' },
        'no-workspace-programs': { type: 'boolean' },
      },
    });
    const root = path.resolve(values.workspace ?? '.');
    if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`there is no folder '${root}'.`);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end(0));
    serveMcp({
      root,
      mayWrite: values['allow-write'] ?? false,
      workspacePrograms: !values['no-workspace-programs'],
      version,
    }).then(end(0), fail);
  } catch (error) {
    fail(error);
  }
}

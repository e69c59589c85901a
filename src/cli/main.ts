// The terminal's face. This file only checks the Node it runs on, so that an old one gets a sentence, not a stack.

import { expectReadersToGo } from './io/output-reader';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`self-heal needs Node 22.13 or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  expectReadersToGo();
  void import('./cli').then(
    async ({ cli }) => {
      process.exitCode = await cli(process.argv.slice(2));
    },
    (error: unknown) => {
      process.stderr.write(`self-heal could not start: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 3;
    },
  );
}

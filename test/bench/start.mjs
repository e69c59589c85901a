// `npm run bench -- start`: what the built product weighs and how soon the server is there.
//
// Keys
//   client_kb, server_kb, cli_kb   the bundles
//   vsix_kb                        the package, where `npm run package` has built one
//   server_ready_ms, _p95          from starting the server's process to its answer to `initialize`, median and 95th percentile of 30 starts
//   bare_node_ms                   the same machine's node that starts and ends with nothing to do, median of 30: what no server can beat
//   idle_mb                        memory of the server and what it started, 2 s after the start, one folder open, no document
// activate_ms (inside a real VS Code) is not measured here: it needs the editor.
import fs from 'node:fs';
import path from 'node:path';
import { built, inFolder, LEAST_SAMPLES, median, memoryOf, percentile, program, root, round, table } from './figures.mjs';
import { LspServer } from './lsp.mjs';

const IDLE_AFTER_MS = 2_000;

export async function run(options) {
  const kb = (file) => (fs.existsSync(file) ? round(fs.statSync(file).size / 1024) : undefined);
  const server = built(options, 'server.js');
  const vsix = kb(path.join(root, 'out', 'self-heal.vsix'));
  if (vsix === undefined) console.log('out/self-heal.vsix: not built, so vsix_kb is left out');
  return inFolder(async (folder) => {
    const ready = [];
    const bare = [];
    let idle;
    for (let i = 0; i < LEAST_SAMPLES; i++) {
      const from = performance.now();
      await program(process.execPath, ['-e', '']);
      bare.push(performance.now() - from);
      const lsp = await LspServer.start(process.execPath, [server, '--stdio'], {
        folder,
        options: { trusted: true, forwardsDiagnostics: true, version: 'bench' },
      });
      ready.push(lsp.readyMs);
      if (i === LEAST_SAMPLES - 1) {
        await new Promise((resolve) => setTimeout(resolve, IDLE_AFTER_MS));
        idle = memoryOf(lsp.child.pid);
      }
      await lsp.stop();
    }
    const figures = {
      client_kb: kb(built(options, 'client.js')),
      server_kb: kb(server),
      cli_kb: kb(built(options, 'cli.js')),
      vsix_kb: vsix,
      server_ready_ms: round(median(ready)),
      server_ready_ms_p95: round(percentile(ready, 95)),
      bare_node_ms: round(median(bare)),
      idle_mb: idle > 0 ? round(idle) : undefined,
    };
    table('Size and start', [figures]);
    return figures;
  });
}

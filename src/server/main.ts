// The server process: one client over IPC or stdio; or, with `mcp` as its first argument, the server of the Model Context Protocol, which shares the
// engine and its one bundle.

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { FrameWatch } from './framing';
import { serve } from './server';

/** What is under way has this long to end well where the client can't be understood any more. In ms. */
const MAX_GOODBYE = 2_000;

function serveEditor(): void {
  // Before the connection listens, so that it sees the bytes first.
  if (process.argv.includes('--stdio')) {
    const watch = new FrameWatch((why) => {
      // Nothing that comes after can be told from anything else.
      process.stdin.removeAllListeners('data').pause();
      process.stderr.write(`self-heal: the client sent a message that can't be read (${why}), so the server ends.\n`);
      setTimeout(() => process.exit(1), MAX_GOODBYE);
      void end().finally(() => process.exit(1));
    });
    process.stdin.on('data', (chunk: Buffer) => watch.take(chunk));
  }
  const end = serve(createConnection(ProposedFeatures.all));
}

if (process.argv[2] === 'mcp') void import('../mcp/main').then(({ mcp }) => mcp(process.argv.slice(3)));
else serveEditor();

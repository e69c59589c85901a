// How the client takes back what it asked for.

import type { CancellationToken } from 'vscode-languageserver';

/** An abort signal that follows an LSP cancellation token. */
export function cancelled(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

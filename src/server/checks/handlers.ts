// Where nobody else looks at a language, its open documents are checked here.

import type { Session } from '../session/session';
import type { OwnChecks } from './own-checks';

export function handleChecks({ client, documents, known, log }: Session, checks: OwnChecks): void {
  documents.onDidOpen(log.listener('checking an opened document', ({ document }) => checks.opened(document.uri)));
  documents.onDidEdit(log.listener('checking an edited document', ({ document }) => checks.edited(document.uri)));
  documents.onDidClose(log.listener('a document that is no longer checked', ({ document }) => checks.closed(document.uri)));
  known.onDidChange(
    log.listener('who checks documents', ({ uri, cause }) => {
      if (cause === 'diagnostics') checks.seen(uri);
    }),
  );
  client.onDidChangeSettings(() => checks.checkAgain());
  client.onDidGrantTrust(() => checks.checkAgain());
}

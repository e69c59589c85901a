// Open documents are checked where nobody else looks at their language, and looked through for what an attacker could use where that is asked for.

import type { Session } from '../session/session';
import type { OwnChecks } from './own-checks';
import type { SecurityScan } from './security-scan';

export function handleChecks({ client, documents, findings, known, log }: Session, checks: OwnChecks, security: SecurityScan): void {
  documents.onDidOpen(log.listener('checking an opened document', ({ document }) => checks.opened(document.uri)));
  documents.onDidEdit(log.listener('checking an edited document', ({ document }) => checks.edited(document.uri)));
  documents.onDidClose(log.listener('a document that is no longer checked', ({ document }) => checks.closed(document.uri)));
  known.onDidChange(
    log.listener('who checks documents', ({ uri, cause }) => {
      if (cause === 'diagnostics') checks.seen(uri);
    }),
  );
  client.onDidChangeSettings(() => checks.checkAgain());
  documents.onDidOpen(log.listener('looking through an opened document', ({ document }) => security.scanSoon(document.uri)));
  documents.onDidEdit(
    log.listener('looking through an edited document', ({ document, changes }) => {
      findings.edited(document.uri, changes);
      security.scanSoon(document.uri);
    }),
  );
  documents.onDidClose(log.listener('a document that is no longer looked through', ({ document }) => security.closed(document.uri)));
  client.onDidChangeSettings(() => security.scanAll());
  client.onDidGrantTrust(() => checks.checkAgain());
}

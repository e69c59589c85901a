// Open documents are checked where nobody else looks at their language, and looked through for what an attacker could use, and for what rules say,
// where that is asked for.

import type { Session } from '../session/session';
import type { OwnChecks } from './own-checks';
import type { RuleHints } from './rule-hints';
import type { SecurityScan } from './security-scan';

export function handleChecks(session: Session, checks: OwnChecks, security: SecurityScan, rules: RuleHints): void {
  const { client, documents, findings, hints, known, log } = session;
  documents.onDidOpen(log.listener('checking an opened document', ({ document }) => checks.opened(document.uri)));
  documents.onDidEdit(log.listener('checking an edited document', ({ document }) => checks.edited(document.uri)));
  documents.onDidClose(log.listener('a document that is no longer checked', ({ document }) => checks.closed(document.uri)));
  known.onDidChange(
    log.listener('who checks documents', ({ uri, cause }) => {
      if (cause === 'diagnostics' || cause === 'some-diagnostics') checks.seen(uri);
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
  documents.onDidOpen(log.listener('hints of rules in an opened document', ({ document }) => rules.lookSoon(document.uri)));
  documents.onDidEdit(
    log.listener('hints of rules in an edited document', ({ document, changes }) => {
      hints.edited(document.uri, changes);
      rules.lookSoon(document.uri);
    }),
  );
  documents.onDidClose(log.listener('a document without hints of rules', ({ document }) => rules.closed(document.uri)));
  client.onDidChangeSettings(() => rules.lookAgain());
  client.onDidGrantTrust(() => rules.lookAgain());
  session.rules.onDidChange(() => rules.lookAgain());
}

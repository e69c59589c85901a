// The server's own diagnostics: failures of programs at the line where the user's code failed, what its own check of a text and the security
// scan found, and heals whose problem has come back.

import { isReportedTwice } from '../../engine';
import type { Session } from '../session/session';
import type { RegressionWatch } from './regression-watch';

export class OwnDiagnostics {
  /** What is shown now, by document. */
  private readonly published = new Map<string, string>();

  constructor(
    private readonly session: Pick<Session, 'client' | 'connection' | 'known' | 'findings' | 'hints'>,
    private readonly watch: RegressionWatch,
  ) {}

  /** Something of the document changed that decides what is shown for it. */
  update(uri: string): void {
    const { client, connection, known, findings, hints } = this.session;
    const others = known.shownByOthers(uri);
    const checked = known.ownChecksOf(uri).filter(({ problem }) => !others.some((other) => isReportedTwice(other.problem, problem)));
    const diagnostics = [...checked, ...known.failuresShownIn(uri)].map(({ diagnostic }) => diagnostic);
    if (client.settings.enabled) diagnostics.push(...this.watch.takeable(uri).map(({ diagnostic }) => diagnostic));
    diagnostics.push(...[...findings.of(uri), ...hints.of(uri)].map(({ diagnostic }) => diagnostic));
    // Publishing what is shown already would come back as an event of its own.
    const said = JSON.stringify(diagnostics);
    if (said === (this.published.get(uri) ?? '[]')) return;
    if (diagnostics.length === 0) this.published.delete(uri);
    else this.published.set(uri, said);
    void connection.sendDiagnostics({ uri, diagnostics });
  }
}

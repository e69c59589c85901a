// The security scan of open documents, where a person has asked for it: a while after each edit, of the text alone.

import { isHealed, scanSecurity, SourceText } from '../../engine';
import { SOURCE } from '../../protocol';
import { isHealableText } from '../session/healable-text';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';
import { isSourceExcluded } from '../session/settings';

/** After an edit, wait for this long, in ms. */
const QUIET = 700;

export class SecurityScan {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, AbortController>();

  constructor(private readonly session: Pick<Session, 'client' | 'documents' | 'findings' | 'folders' | 'log'>) {}

  /** A document was opened or edited. */
  scanSoon(uri: string): void {
    this.stop(uri);
    const document = this.session.documents.get(uri);
    if (!this.isWanted || !document || !isHealed(document.languageId)) return;
    this.timers.set(
      uri,
      setTimeout(() => {
        this.timers.delete(uri);
        void this.scan(uri);
      }, QUIET),
    );
  }

  /** Settings changed. */
  scanAll(): void {
    for (const { uri, version } of this.session.documents.all()) {
      if (!this.isWanted) this.session.findings.set(uri, version, []);
      this.scanSoon(uri);
    }
  }

  closed(uri: string): void {
    this.stop(uri);
    this.session.findings.set(uri, 0, []);
  }

  dispose(): void {
    for (const uri of [...this.timers.keys(), ...this.running.keys()]) this.stop(uri);
  }

  private get isWanted(): boolean {
    const { enabled, security } = this.session.client.settings;
    return enabled && security;
  }

  private stop(uri: string): void {
    clearTimeout(this.timers.get(uri));
    this.timers.delete(uri);
    this.running.get(uri)?.abort();
    this.running.delete(uri);
  }

  private async scan(uri: string): Promise<void> {
    const { client, documents, findings, folders, log } = this.session;
    const document = documents.get(uri);
    if (!document || !isHealed(document.languageId)) return;
    const { version } = document;
    const file = toPath(uri);
    const running = new AbortController();
    this.running.set(uri, running);
    try {
      const text = document.getText();
      const isScanned = !folders.isExcluded(file) && isHealableText(text);
      const found = isScanned ? await scanSecurity(file, document.languageId, new SourceText(text), running.signal) : [];
      if (running.signal.aborted || documents.get(uri)?.version !== version) return;
      findings.set(
        uri,
        version,
        found.filter(({ code }) => !isSourceExcluded(client.settings, SOURCE, code)),
      );
    } catch (error) {
      log.fault('looking through a document', error);
    } finally {
      if (this.running.get(uri) === running) this.running.delete(uri);
    }
  }
}

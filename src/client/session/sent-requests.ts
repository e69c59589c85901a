// What was sent to a model in this window, as it was sent. Kept in memory only: closing the window clears it, a restart of the server does not.

import type { Disposable } from 'vscode';
import { ModelAsked } from '../../protocol';
import type { ServerSession } from './server-session';

/** A heal asks a few times; more than some heals back nobody looks. */
const MAX_REQUESTS = 10;

export class SentRequests implements Disposable {
  private sent: readonly ModelAsked.Params[] = [];

  constructor(session: ServerSession) {
    session.on(ModelAsked.type, (asked) => (this.sent = [asked, ...this.sent].slice(0, MAX_REQUESTS)));
  }

  /** The last first. */
  get all(): readonly ModelAsked.Params[] {
    return this.sent;
  }

  dispose(): void {
    this.sent = [];
  }
}

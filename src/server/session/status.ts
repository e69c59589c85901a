// What the client's status item shows: what is ready, whether a command is under way, and what is broken for as long as it is.

import type { Connection } from 'vscode-languageserver';
import { visibleLine } from '../../engine';
import { StatusChanged, Tell } from '../../protocol';
import type { Log } from './log';

export interface Trouble {
  /** A cause that fails in another way is told anew. */
  readonly reason: string;
  /** One clear sentence. */
  readonly message: string;
  /** URI of the folder whose pair store is damaged, if that is it. */
  readonly damagedStore?: string;
  /** It is shown elsewhere, too: no message needs to come up for it. */
  readonly quiet?: boolean;
}

/** Changes are gathered for this long. In ms. */
const PAUSE = 100;

export class Status {
  private busy = 0;
  private timer: NodeJS.Timeout | undefined;
  /** By what causes them, oldest first. */
  private readonly troubles = new Map<string, Trouble>();
  private readonly told = new Set<string>();

  constructor(
    private readonly connection: Pick<Connection, 'sendNotification'>,
    private readonly log: Log,
    private readonly counts: () => Pick<StatusChanged.Params, 'fixes' | 'failures' | 'pairs' | 'handMade'>,
  ) {}

  /** Something that the status shows may have changed. */
  changed(): void {
    this.timer ??= setTimeout(
      this.log.listener('status', () => {
        this.timer = undefined;
        this.send();
      }),
      PAUSE,
    );
  }

  /** Busy until the work has ended, one way or the other. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.busy++;
    this.changed();
    try {
      return await work();
    } finally {
      this.busy--;
      this.changed();
    }
  }

  /** Something is broken. It is told once, and shown until `recovered` is called for the same cause. */
  broken(cause: string, trouble: Trouble): void {
    this.troubles.delete(cause);
    this.troubles.set(cause, trouble);
    this.changed();
    this.tell(cause, trouble);
  }

  /** Something did not work just now. It is told once for each cause and reason. */
  tell(cause: string, trouble: Trouble): void {
    const key = `${cause}:${trouble.reason}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.log.warn(trouble.message);
    const { damagedStore, quiet } = trouble;
    const message = visibleLine(trouble.message);
    void this.connection.sendNotification(Tell.type, {
      key,
      severity: 'warning',
      message,
      ...(damagedStore && { damagedStore }),
      ...(quiet && { quiet }),
    });
  }

  /** The cause works again, or is no longer needed. */
  recovered(cause: string): void {
    if (this.troubles.delete(cause)) this.changed();
  }

  trouble(cause: string): Trouble | undefined {
    return this.troubles.get(cause);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private send(): void {
    const latest = [...this.troubles.values()].at(-1);
    void this.connection.sendNotification(StatusChanged.type, {
      ...this.counts(),
      busy: this.busy > 0,
      ...(latest && { trouble: visibleLine(latest.message), ...(latest.damagedStore && { damagedStore: latest.damagedStore }) }),
    });
  }
}

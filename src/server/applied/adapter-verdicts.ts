// What people make of fixes that adapters made goes into the adapters' records: after each verdict, one look at a time for each folder. A look counts
// what no earlier one did, so that one which is missed is made good by the next.

import { adaptersFolder, AdapterRegistry, countVerdicts } from '../../engine';
import type { Session } from '../session/session';

export class AdapterVerdicts {
  private readonly looking = new Map<string, { again: boolean }>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly session: Pick<Session, 'client' | 'folders' | 'log' | 'stores'>) {}

  /** A verdict was written, in whichever folder. */
  heard(): void {
    if (!this.session.client.trusted) return;
    for (const root of this.session.folders.all) {
      const known = this.looking.get(root);
      if (known) known.again = true;
      else this.last = Promise.all([this.last, this.look(root)]);
    }
  }

  /** What was heard so far is counted. */
  async settled(): Promise<void> {
    await this.last;
  }

  /** Never rejects. */
  private async look(root: string): Promise<void> {
    const { log, stores } = this.session;
    const state = { again: false };
    this.looking.set(root, state);
    try {
      do {
        state.again = false;
        const registry = new AdapterRegistry(adaptersFolder(root));
        const store = registry.list().length === 0 ? undefined : stores.quietly(root);
        const counted = store && (await countVerdicts(registry, store));
        if (counted?.ok === false) log.info(`Verdicts on what adapters made were not counted: ${counted.message}`);
      } while (state.again);
    } catch (error) {
      log.fault('verdicts on what adapters made', error);
    } finally {
      this.looking.delete(root);
    }
  }
}

// The pair stores of the open folders: opened when first needed, one a folder. What is wrong with one is in the status until it is right again.

import { failure, openPairStore, setAsideStore, success, type PairStore, type Result } from '../../engine';
import type { FolderSettings, Refusal } from '../../protocol';
import type { ClientState } from './client-state';
import { toUri } from './paths';
import type { Status } from './status';

/** What a store answers to what it was asked to do. */
type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly message: string };

interface Asked {
  /** undefined where it could not be opened. */
  readonly store: PairStore | undefined;
  /** Why it could not, in a sentence. */
  readonly why: string | undefined;
  /** The folder's when it was opened. */
  readonly settings: FolderSettings;
}

export class Stores {
  /** The folders whose store was asked for. */
  private readonly known = new Map<string, Asked>();
  private shared: { readonly folder: string; readonly store: PairStore | undefined } | undefined;

  constructor(
    private readonly client: ClientState,
    private readonly status: Status,
  ) {}

  /** undefined, with the reason in the status, where the folder's store can't be used. */
  of(root: string): PairStore | undefined {
    return this.opened(root, (outcome) => this.heard(root, outcome));
  }

  /** As `of`, without a word where it can't be used: nobody has asked for anything yet. */
  quietly(root: string): PairStore | undefined {
    return this.opened(root, (outcome) => outcome.ok && this.heard(root, outcome));
  }

  /** The pairs that are kept for all workspaces of this machine; undefined where the person keeps none, or they can't be used. */
  get everywhere(): PairStore | undefined {
    const { globalFolder, settings, trusted } = this.client;
    if (!settings.everywhere || !trusted || globalFolder === undefined) return undefined;
    if (this.shared?.folder !== globalFolder) {
      this.shared?.store?.close();
      const opened = openPairStore({ folder: globalFolder, maxPairs: settings.defaults.maxPairs });
      this.shared = { folder: globalFolder, store: opened.ok ? opened.value : undefined };
      // It holds no more than a second way to what the folders' own stores hold: work goes on without it.
      if (!opened.ok) this.status.tell('store:everywhere', opened);
    }
    return this.shared.store;
  }

  /** What a store said when it was used: a failure is shown until something works again. */
  heard(root: string, outcome: Outcome): void {
    if (outcome.ok) return this.status.recovered(causeOf(root));
    const { reason, message } = outcome;
    const trouble = { reason, message, ...(reason === DAMAGED && { damagedStore: toUri(root) }) };
    // Another window's lock ends by itself, and nothing would say so.
    if (reason === 'locked') this.status.tell(causeOf(root), trouble);
    else this.status.broken(causeOf(root), trouble);
  }

  /** Why a folder has no store to use, for who has asked for something of it. */
  refusal(root: string): Refusal {
    const trouble = this.status.trouble(causeOf(root));
    return {
      reason: 'no-store',
      message: !this.client.trusted
        ? 'This folder is not trusted, so its pair store is not opened.'
        : !this.client.settingsOf(root).store
          ? 'The pair store is switched off (“selfHeal.store.enabled”).'
          : (this.known.get(root)?.why ?? 'This folder has no pair store that can be opened.'),
      ...(trouble?.damagedStore && { damagedStore: trouble.damagedStore }),
    };
  }

  /** Moves a damaged store out of the way, on the person's word; one that can be opened stays. @returns where it is now. */
  setAside(root: string, now: Date): Result<string, 'not-damaged' | 'no-store'> {
    if (!this.client.trusted || !this.client.settingsOf(root).store) return failure('no-store', this.refusal(root).message);
    // The damage of a large store shows only where it is read, not when it is opened.
    const isKnownDamaged = this.status.trouble(causeOf(root))?.reason === DAMAGED;
    this.close(root);
    const aside = moveAside(root, isKnownDamaged, now);
    // The new store, or the old one, is in use again, and what is still wrong is said.
    this.of(root);
    return aside;
  }

  /** Pairs in the stores opened so far. */
  get count(): number | undefined {
    const open = [...this.known.values()].flatMap(({ store }) => store ?? []);
    return open.length === 0 ? undefined : open.reduce((pairs, store) => pairs + (store.count() ?? 0), 0);
  }

  /** Stores whose folder has other settings now are opened anew when next needed. */
  settingsChanged(): void {
    for (const [root, { settings }] of this.known) {
      const { store, maxPairs } = this.client.settingsOf(root);
      if (settings.store !== store || settings.maxPairs !== maxPairs) this.close(root);
    }
    this.closeShared();
  }

  /** A store that is not used has no trouble. */
  close(root: string): void {
    this.known.get(root)?.store?.close();
    this.known.delete(root);
    this.status.recovered(causeOf(root));
  }

  private closeShared(): void {
    this.shared?.store?.close();
    this.shared = undefined;
  }

  dispose(): void {
    this.closeShared();
    for (const { store } of this.known.values()) store?.close();
    this.known.clear();
  }

  private opened(root: string, onOutcome: (outcome: Outcome) => void): PairStore | undefined {
    const settings = this.client.settingsOf(root);
    if (!settings.store || !this.client.trusted) return undefined;
    const known = this.known.get(root)?.store;
    if (known) return known;
    const opened = openPairStore({ folder: root, maxPairs: settings.maxPairs });
    const store = opened.ok ? opened.value : undefined;
    this.known.set(root, { store, settings, why: opened.ok ? undefined : opened.message });
    onOutcome(opened);
    return store;
  }
}

function moveAside(root: string, isKnownDamaged: boolean, now: Date): Result<string, 'not-damaged' | 'no-store'> {
  const opened = openPairStore({ folder: root });
  if (opened.ok) opened.value.close();
  if (opened.ok && !isKnownDamaged) return failure('not-damaged', 'The pair store of this folder is not damaged.');
  if (!opened.ok && opened.reason !== DAMAGED) return failure('not-damaged', opened.message);
  const moved = setAsideStore(root, now);
  return moved.ok ? success(moved.value) : failure('no-store', moved.message);
}

/** The store's reason for what `setAside` helps against. */
const DAMAGED = 'corrupt';

const causeOf = (root: string): string => `store:${root}`;

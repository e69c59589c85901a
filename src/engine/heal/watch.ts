// Watches over a project for as long as it is asked to: a round at once, then one after each change and each interval, and a look at everything once a night.
// What a round does is the caller's; whatever fails in one, the watch goes on.

import type { Schedule } from '../adapt/schedule/cron';
import { dueAt } from '../adapt/schedule/due';

/** `no errors`: the command ends well. `healed`: it does again, with fixes that were kept. `needs you`: there is an error, and nothing sure was to be done. */
export type WatchState = 'no errors' | 'healed' | 'needs you';

export interface WatchedState {
  readonly state: WatchState;
  /** One sentence; empty where the state says it all. */
  readonly why: string;
}

export interface WatchRequest {
  /** Runs and heals once. */
  readonly round: () => Promise<WatchedState>;
  /** Equal where no source has changed. */
  readonly stamp: () => Promise<string>;
  /** A round also without a change, so many ms after the last one. */
  readonly intervalMs?: number;
  /** When everything is looked at, and how. */
  readonly nightly?: { readonly schedule: Schedule; readonly scan: () => Promise<WatchedState> };
  readonly onState: (told: WatchedState, of: 'round' | 'night') => void;
  readonly onFault: (where: string, error: unknown) => void;
  readonly signal: AbortSignal;
  readonly now?: () => Date;
  /** Between two looks at the sources; ends early where the watch is stopped. */
  readonly pause: () => Promise<void>;
}

/** Rounds that a command may start by changing sources itself, one after the other. */
const MAX_OWN_ROUNDS = 2;

/** Ends where it is stopped, never by itself. Throws only for a bug. */
export async function watch(request: WatchRequest): Promise<void> {
  const { signal, nightly, onFault } = request;
  const now = request.now ?? ((): Date => new Date());
  // A night that was over before the watch began is not made up for.
  let night = { since: now().toISOString() } as { readonly since: string; readonly lastScheduled?: string };
  let seen: string | undefined;
  let ended = 0;
  let own = 0;
  while (!signal.aborted) {
    const stamp = await stampOf(request);
    const isChanged = stamp !== seen;
    const isDue = request.intervalMs !== undefined && now().getTime() - ended >= request.intervalMs;
    if (seen === undefined || isChanged || isDue) {
      const told = await safely('round', request.round, onFault);
      if (signal.aborted) return;
      const after = await stampOf(request);
      // Somebody changed a source meanwhile, and the next round is about that; or the command changes one each time, and would be run for ever.
      const mayBeOwn = after !== stamp && told.state !== 'healed' && own < MAX_OWN_ROUNDS;
      own = mayBeOwn ? own + 1 : 0;
      seen = mayBeOwn ? stamp : after;
      ended = now().getTime();
      request.onState(told, 'round');
    }
    if (nightly) {
      const due = dueAt(nightly.schedule, night, now());
      if (due.due) {
        // Before it, so that one that fails is not tried again all night.
        night = { ...night, lastScheduled: due.scheduled.toISOString() };
        const told = await safely('nightly scan', nightly.scan, onFault);
        if (signal.aborted) return;
        request.onState(told, 'night');
      }
    }
    await request.pause();
  }
}

async function stampOf({ stamp, onFault }: WatchRequest): Promise<string> {
  try {
    return await stamp();
  } catch (error) {
    onFault('look at the sources', error);
    return '';
  }
}

async function safely(
  where: string,
  work: () => Promise<WatchedState>,
  onFault: (where: string, error: unknown) => void,
): Promise<WatchedState> {
  try {
    return await work();
  } catch (error) {
    onFault(where, error);
    return { state: 'needs you', why: error instanceof Error ? error.message : String(error) };
  }
}

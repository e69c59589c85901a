// Looks later at what became of accepted fixes: still there, made into something else, or put back. The state is the store's, so it goes on over
// closing, reloading and switching branches; a file that is gone or is another one now says nothing.

import { setImmediate } from 'node:timers/promises';
import { makeNegative, recordNegative, redact, survivalOf, type PairStore, type SuccessPair } from '../../engine';
import type { Session } from '../session/session';
import { toHeal } from './earlier-heals';

export interface Judging {
  readonly store: PairStore;
  /** Absolute path of the folder. */
  readonly root: string;
  /** The text of a file as the user sees it; undefined where there is none. Absolute path. */
  readonly textOf: (path: string) => string | undefined;
  readonly now: Date;
}

/** A fix counts as kept once it has stood for this long. In ms. */
export const STANDS_AFTER = 30 * 60 * 1000;
/** In ms. */
const LOOK_AGAIN = STANDS_AFTER;
/** Pairs that are looked at, the newest. */
const MAX_LOOKED_AT = 200;
const PAGE = 1_000;

/** Looks at a folder's accepted fixes when it is opened, and every half hour from then on. */
export class SurvivalWatch {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  /** @param onJudged fixes got a verdict. */
  constructor(
    private readonly session: Pick<Session, 'documents' | 'log' | 'status' | 'stores'>,
    private readonly onJudged?: () => void,
  ) {}

  /** `root`: absolute path of a workspace folder. */
  watch(root: string): void {
    if (this.timers.has(root)) return;
    const look = this.session.log.listener('what became of fixes', () => void this.look(root));
    this.timers.set(root, setInterval(look, LOOK_AGAIN));
    look();
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearInterval(timer);
    this.timers.clear();
  }

  private async look(root: string): Promise<void> {
    const { documents, log, status, stores } = this.session;
    try {
      const store = stores.quietly(root);
      if (!store || (await judgeSurvival({ store, root, textOf: (path) => documents.textOf(path), now: new Date() })) === 0) return;
      status.changed();
      this.onJudged?.();
    } catch (error) {
      log.fault('what became of fixes', error);
    }
  }
}

/** Gives accepted pairs that have stood for a while their verdict. @returns how many got one. Requests are answered in between. */
export async function judgeSurvival({ store, root, textOf, now }: Judging): Promise<number> {
  const page = store.page({ verdicts: ['accepted'] }, 0, PAGE);
  if (!page.ok) return 0;
  const until = new Date(now.getTime() - STANDS_AFTER).toISOString();
  const due = page.value.pairs.filter(
    ({ extent, withheld, redactions, otherFiles, verdict }) =>
      // With secrets taken out, or cut, a text can't be compared.
      extent === 'whole' && !withheld && redactions === 0 && otherFiles.length === 0 && verdict.at <= until,
  );
  let judged = 0;
  for (const pair of due.slice(-MAX_LOOKED_AT)) {
    await setImmediate();
    if (await judge(pair, { store, root, textOf, now })) judged++;
  }
  return judged;
}

async function judge(pair: SuccessPair, { store, root, textOf, now }: Judging): Promise<boolean> {
  const heal = toHeal(pair, root);
  const present = textOf(heal.path);
  if (present === undefined) return false;
  const kept = pair.final ?? pair.proposed;
  const survival = survivalOf({ before: pair.before, proposed: kept, now: present });
  if (!survival) return false;
  const at = now.toISOString();
  const how = HOW[survival.kind];
  // The user's own text is the better target, where nothing else of the file changed with it.
  const final = survival.kind === 'edited' && isOnlyChange(kept, present) ? await redact(present) : undefined;
  const done = store.setVerdict(
    pair.id,
    { kind: survival.kind, how, at },
    final?.ok && final.value.count === 0 ? final.value.text : undefined,
  );
  if (survival.kind === 'reverted' && heal.patches[0])
    await recordNegative(store, makeNegative(heal.patches[0], pair.before, 'reverted', { now, root, how }));
  return done.ok && done.value.found;
}

const HOW = {
  survived: 'its text still stands in the file',
  edited: 'its text was made into something else',
  reverted: 'its text was put back',
} as const;

/** Lines that differ at both ends are one run of no more than this. */
const MAX_RUN = 12;

function isOnlyChange(kept: string, present: string): boolean {
  const [a, b] = [kept.split('\n'), present.split('\n')];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return Math.max(a.length, b.length) - head - tail <= MAX_RUN;
}

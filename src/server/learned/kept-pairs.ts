// The rows of the view Pairs: accepted fixes of the open folders, newest first, with what a person does with one: look at it, set it aside, delete it.

import {
  evidenceLine,
  isSetAside,
  SET_ASIDE,
  VERDICT_WORDS,
  visibleLine,
  visibleText,
  type PairStore,
  type SuccessPair,
} from '../../engine';
import type { ChangePairs, PairName, PairRows, PairTexts, Refusal, ShownPair } from '../../protocol';
import { toPath, toUri } from '../session/paths';
import type { Session } from '../session/session';

const UNTRUSTED: Refusal = { reason: 'untrusted', message: 'This folder is not trusted, so its pair store is not opened.' };
const NO_PAIR: Refusal = { reason: 'no-pair', message: 'This pair is no longer there.' };
const MAX_SHOWN = 5_000;

export class KeptPairs {
  constructor(private readonly session: Pick<Session, 'client' | 'folders' | 'status' | 'stores'>) {}

  rows({ limit }: PairRows.Params): PairRows.Answer | Refusal {
    const { client, folders, stores } = this.session;
    if (!client.trusted) return UNTRUSTED;
    let total = 0;
    const pairs: ShownPair[] = [];
    for (const root of folders.all) {
      const store = stores.quietly(root);
      if (!store) continue;
      const newest = store.newest(Math.max(1, Math.min(MAX_SHOWN, limit)));
      stores.heard(root, newest);
      if (!newest.ok) continue;
      total += store.count() ?? 0;
      const folder = toUri(root);
      pairs.push(...newest.value.map((pair) => shown(folder, pair)));
    }
    return { pairs: pairs.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit), total };
  }

  texts(name: PairName): PairTexts.Answer | Refusal {
    const found = this.find(name);
    if ('reason' in found) return found;
    const { pair } = found;
    if (pair.extent === 'none' || pair.withheld)
      return { reason: 'no-pair', message: 'The text of this fix was not kept: it was too long, or the search for secrets failed on it.' };
    return {
      title: visibleLine(pair.title),
      file: pair.file,
      before: pair.before,
      after: pair.final ?? pair.proposed,
      startLine: pair.startLine,
    };
  }

  change({ pairs, change }: ChangePairs.Params): ChangePairs.Answer | Refusal {
    let changed = 0;
    let refusal: Refusal | undefined;
    for (const name of pairs) {
      const found = this.find(name);
      if ('reason' in found) {
        refusal = found;
        continue;
      }
      const done = CHANGES[change](found.store, found.pair);
      this.session.stores.heard(found.root, done);
      if (!done.ok) return { ...this.session.stores.refusal(found.root), message: done.message };
      if (done.value.found) changed++;
    }
    this.session.status.changed();
    return changed === 0 && refusal ? refusal : { changed };
  }

  private find({ folder, id }: PairName): { readonly root: string; readonly store: PairStore; readonly pair: SuccessPair } | Refusal {
    const { client, folders, stores } = this.session;
    const root = toPath(folder);
    if (!client.trusted) return UNTRUSTED;
    const store = folders.all.includes(root) ? stores.of(root) : undefined;
    if (!store) return folders.all.includes(root) ? stores.refusal(root) : NO_PAIR;
    const pair = store.get(id);
    stores.heard(root, pair);
    if (!pair.ok) return { ...stores.refusal(root), message: pair.message };
    return pair.value ? { root, store, pair: pair.value } : NO_PAIR;
  }
}

const CHANGES: Readonly<
  Record<ChangePairs.Params['change'], (store: PairStore, pair: SuccessPair) => ReturnType<PairStore['setVerdict']>>
> = {
  setAside: (store, { id }) => store.setVerdict(id, { kind: 'reverted', how: SET_ASIDE, at: new Date().toISOString() }),
  /** As it was before it was set aside. */
  useAgain: (store, { id }) => {
    const verdicts = store.verdicts(id);
    if (!verdicts.ok) return verdicts;
    const before = verdicts.value.findLast((verdict) => !isSetAside({ verdict }));
    return store.setVerdict(id, { kind: before?.kind ?? 'accepted', how: before?.how ?? 'used again', at: new Date().toISOString() });
  },
  delete: (store, { id }) => store.remove(id),
};

function shown(folder: string, pair: SuccessPair): ShownPair {
  const { id, title, errorType, message, file, line, verdict, evidence, origin, recordedAt, extent, withheld, command } = pair;
  const aside = isSetAside(pair);
  return {
    folder,
    id,
    title: visibleLine(title),
    errorType: visibleLine(errorType),
    message: visibleText(message),
    file,
    line,
    state: aside ? 'aside' : verdict.kind === 'rejected' || verdict.kind === 'reverted' ? 'unwanted' : 'used',
    verdict: aside ? 'set aside by you' : (VERDICT_WORDS[verdict.kind] ?? verdict.kind),
    how: aside ? 'neither offered nor exported' : visibleLine(verdict.how),
    evidence: visibleText(evidenceLine(evidence)),
    source: SOURCES[origin.kind],
    at: recordedAt,
    hasTexts: extent !== 'none' && !withheld,
    ...(command === '' ? {} : { command: visibleLine(command) }),
  };
}

const SOURCES: Readonly<Record<SuccessPair['origin']['kind'], string>> = {
  remembered: 'from an earlier fix',
  learned: 'by a learned rule',
  rule: 'by a rule of Self-Heal',
  editor: 'by another extension',
  model: 'by a model',
  hand: 'by hand',
  imported: 'imported',
};

// The one way from what happened to a store: its secrets are taken out first. Nothing here throws.

import { failure } from '../../result';
import { clipHealRecord, mapModelTexts, type HealRecord } from '../heal-record';
import type { Negative } from '../negative';
import type { SuccessPair } from '../pair';
import { redactGroups } from '../redact/redact';
import { redactPair } from '../redact-pair';
import type { Sighting } from '../sighting';
import type { Inserted, PairStore } from './pair-store';
import type { StoreResult } from './store-failure';

/** Takes the secrets out and stores the pair. */
export async function recordPair(store: PairStore, pair: SuccessPair): Promise<StoreResult<Inserted>> {
  return store.insert(await redactPair(pair));
}

/** A fix that was not wanted; see `makeNegative`. */
export async function recordNegative(
  store: PairStore,
  negative: Omit<Negative, 'pair'> & { readonly pair: SuccessPair },
): Promise<StoreResult<void>> {
  return store.negatives.add({ ...negative, pair: await redactPair(negative.pair) });
}

/** Mistakes that were seen, one or many, in one transaction. One whose words can't be searched for secrets is left out. `now`: the clock's time. */
export async function recordSightings(store: PairStore, seen: readonly Sighting[], now: Date): Promise<StoreResult<void>> {
  const groups = await redactGroups(seen.map(({ shape, errorType }) => [shape, errorType]));
  const clean = seen.flatMap(({ language }, i): Sighting[] => {
    const group = groups[i];
    if (!group?.ok) return [];
    const [shape = '', errorType = ''] = group.value.texts;
    return [{ shape, errorType, language }];
  });
  return store.sightings.add(clean, now.toISOString());
}

/** What a heal came to. */
export async function recordHeal(store: PairStore, heal: HealRecord): Promise<StoreResult<void>> {
  const clipped = clipHealRecord(heal);
  const [group] = await redactGroups([textsOf(clipped)]);
  if (!group?.ok) return failure('invalid', 'The record of the heal was not stored: the search for secrets failed on it.');
  let next = 0;
  return store.heals.add(mapTexts(clipped, () => group.value.texts[next++] ?? ''));
}

function textsOf(heal: HealRecord): string[] {
  const texts: string[] = [];
  mapTexts(heal, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

/** The record with every text replaced that words of the user's may have got into. */
function mapTexts(heal: HealRecord, replace: (text: string) => string): HealRecord {
  const { patch, model } = heal;
  return {
    ...heal,
    ...(model === undefined ? {} : { model: mapModelTexts(model, replace) }),
    errorType: replace(heal.errorType),
    shape: replace(heal.shape),
    source: replace(heal.source),
    why: replace(heal.why),
    patch: patch && {
      ...patch,
      origin: { ...patch.origin, id: replace(patch.origin.id) },
      evidence: patch.evidence.map((rung) => ({
        ...rung,
        ...(rung.by === undefined ? {} : { by: replace(rung.by) }),
        ...(rung.why === undefined ? {} : { why: replace(rung.why) }),
      })),
    },
  };
}

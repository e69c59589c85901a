// What people made of the fixes of adapters: their verdicts, as the store of the workspace has them, go into the adapters' success rates, each once,
// whoever looks and however often.

import type { Verdict } from '../patch';
import { SET_ASIDE, type SuccessPair } from '../learn/pair';
import type { PairStore } from '../learn/store/pair-store';
import { failure, success, type Result } from '../result';
import { adapterOriginId } from './adapter-origin';
import type { AdapterRegistry, Judgement, RegistryFailure } from './adapter-registry';

/** One that was changed after it was taken says neither. */
const SCORES: Readonly<Partial<Record<Verdict['kind'], number>>> = { accepted: 1, survived: 1, rejected: 0, reverted: 0 };

/** Fixes of one adapter that are looked at, the newest refused ones among them. */
const MAX_NEGATIVES = 5_000;

/** @returns how many verdicts were new. Ends at the first adapter whose metadata can't be written; called again it goes on there. */
export async function countVerdicts(
  registry: AdapterRegistry,
  store: Pick<PairStore, 'page' | 'verdicts' | 'negatives'>,
): Promise<Result<number, RegistryFailure>> {
  let counted = 0;
  for (const { record } of registry.list()) {
    const judgements = judgementsOf(adapterOriginId(record.adapter_id), store);
    if (!judgements.ok) return judgements;
    if (judgements.value.length === 0) continue;
    const done = await registry.count(record.adapter_id, judgements.value);
    if (!done.ok) return done;
    counted += done.value;
  }
  return success(counted);
}

function judgementsOf(
  originId: string,
  store: Pick<PairStore, 'page' | 'verdicts' | 'negatives'>,
): Result<readonly Judgement[], 'missing'> {
  const judgements: Judgement[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page = store.page({ origins: ['model'], originId }, after);
    if (!page.ok) return failure('missing', page.message);
    for (const pair of page.value.pairs) {
      // What came from elsewhere says nothing of the adapter of here.
      if (pair.via === 'import') continue;
      const verdicts = store.verdicts(pair.id);
      if (!verdicts.ok) return failure('missing', verdicts.message);
      judgements.push(...verdicts.value.flatMap((verdict) => judgementOf(pair, verdict)));
    }
    after = page.value.next;
  }
  // Those that were taken back are pairs, too.
  const refused = store.negatives.list({ originId, kinds: ['rejected'] }, MAX_NEGATIVES);
  if (!refused.ok) return failure('missing', refused.message);
  return success([
    ...judgements,
    ...refused.value.flatMap(({ pair, at }) => judgementOf(pair, { kind: 'rejected', how: pair.verdict.how, at })),
  ]);
}

function judgementOf({ id, title, via }: SuccessPair, { kind, how, at }: Verdict): Judgement[] {
  const score = SCORES[kind];
  // A plan that is taken back as a whole says nothing of its single fixes, nor does a pair that is set aside.
  if (score === undefined || (kind === 'reverted' && (via === 'plan' || how === SET_ASIDE))) return [];
  return [{ key: `${id}:${kind}`, score, text: `${kind}: ${title}${how === '' ? '' : ` (${how})`}`.slice(0, 300), at }];
}

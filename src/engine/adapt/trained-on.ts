// Which pairs an adapter was made of, as its metadata keeps it: by hash, so that what it is tested on can be told from what it has seen.

import { createHash } from 'node:crypto';
import { hash, type SuccessPair } from '../learn/pair';
import { MAX_TRAINED_IDS, type TrainedOn } from './adapter-metadata';

type Trained = Pick<SuccessPair, 'id' | 'language' | 'signature' | 'recordedAt'>;

/** The same for all pairs of one mistake. */
export const mistakeHash = ({ language, signature }: Pick<Trained, 'language' | 'signature'>): string =>
  hash(['mistake', language, signature.shape]);

/**
 * Of the pairs that were learned. `stoppedBy`: those whose loss said when to stop; `generic`: how many of no workspace were learned besides, which are in
 * neither list.
 */
export function trainedOn(
  learned: readonly Trained[],
  { stoppedBy = [], generic = 0 }: { readonly stoppedBy?: readonly Trained[]; readonly generic?: number } = {},
): TrainedOn {
  const pairs = [...learned, ...stoppedBy];
  const ids = [...new Set(pairs.map(({ id }) => id))].sort();
  const mistakes = [...new Set(pairs.map(mistakeHash))].sort();
  const until = learned.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');
  return {
    hash: createHash('sha256')
      .update(ids.map((id) => `${id}\n`).join(''))
      .digest('hex'),
    count: ids.length,
    ...(ids.length <= MAX_TRAINED_IDS ? { ids } : {}),
    ...(mistakes.length <= MAX_TRAINED_IDS ? { mistakes } : {}),
    until,
    ...(generic > 0 ? { generic } : {}),
  };
}

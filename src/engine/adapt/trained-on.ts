// Which pairs an adapter was made of, as its metadata keeps it: by hash, so that what it is tested on can be told from what it has seen.

import { createHash } from 'node:crypto';
import { hash, type SuccessPair } from '../learn/pair';
import { MAX_TRAINED_IDS, type TrainedOn } from './adapter-metadata';

type Trained = Pick<SuccessPair, 'id' | 'language' | 'signature' | 'recordedAt'>;

/** The same for all pairs of one mistake. */
export const mistakeHash = ({ language, signature }: Pick<Trained, 'language' | 'signature'>): string =>
  hash(['mistake', language, signature.shape]);

/** Of the pairs that were learned, and those whose loss said when to stop; `generic`: pairs of no workspace among what was learned, which are not in `pairs`. */
export function trainedOn(pairs: readonly Trained[], generic = 0): TrainedOn {
  const ids = [...new Set(pairs.map(({ id }) => id))].sort();
  const mistakes = [...new Set(pairs.map(mistakeHash))].sort();
  const until = pairs.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');
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

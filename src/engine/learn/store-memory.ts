// The memory of a workspace: the pair stores of its folders, asked by signature.

import { isScript } from '../language';
import type { Problem } from '../problem';
import type { Memory } from './memory';
import type { SuccessPair } from './pair';
import type { PairStore } from './store/pair-store';

/** Newest pairs of one signature that are looked at. */
const MAX_PAIRS = 30;

/** `storeOf`: the store of the folder that a file is in; undefined where it can't be used now, which may be otherwise the next time. */
export function storeMemory(storeOf: (path: string) => PairStore | undefined): Memory {
  return {
    pairsLike: ({ signature, language, location }: Problem): readonly SuccessPair[] => {
      // Words that only say that something failed are no sign of the same mistake.
      if (signature.shape === '') return [];
      const page = storeOf(location.path)?.page({ shape: signature.shape, verdicts: ['accepted', 'edited', 'survived'] }, 0, 1_000);
      if (!page?.ok) return [];
      return page.value.pairs
        .filter((pair) => isScript(pair.language) === isScript(language))
        .reverse()
        .slice(0, MAX_PAIRS);
    },
  };
}

// The memory of a workspace: the pair stores of its folders, asked by signature.

import { isScript, PYTHON, SCRIPT } from '../language';
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
      const store = storeOf(location.path);
      // The dialects of one language make the same mistakes.
      const kin = isScript(language) ? SCRIPT : PYTHON;
      const found = kin.flatMap((each) => {
        const pairs = store?.matching({ language: each, shape: signature.shape }, MAX_PAIRS);
        return pairs?.ok ? pairs.value : [];
      });
      return found.sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0)).slice(0, MAX_PAIRS);
    },
  };
}

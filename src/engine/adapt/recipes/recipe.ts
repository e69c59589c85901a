// What a recipe is: files that have another program do the work, here or on many machines, and the commands that come next. A recipe is one file and one
// line in `recipes.ts`.

import type { PairStore } from '../../learn/store/pair-store';
import type { Result } from '../../result';
import type { LoraOptions } from '../lora-config';

export interface RecipeRequest {
  /** Absolute path: of the file, or of the folder, which may be there already. */
  readonly output: string;
  /** For those that train; the others need neither. */
  readonly training?: {
    /** A name on the Hugging Face hub, or a folder on the machine that trains. */
    readonly base: string;
    readonly options: LoraOptions;
    readonly store: PairStore;
  };
}

export interface WrittenRecipe {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Fixes that are learned from; absent for a recipe without any. */
  readonly pairs?: number;
  /** What is typed next, one command a line. */
  readonly next: readonly string[];
}

export type RecipeFailure = 'invalid' | 'no-pairs' | 'not-written';

export interface Recipe {
  readonly id: string;
  /** What it is for, in one line without a full stop. */
  readonly use: string;
  /** It needs a base and pairs, and is a folder. */
  readonly isTraining: boolean;
  readonly write: (request: RecipeRequest) => Promise<Result<WrittenRecipe, RecipeFailure>>;
}

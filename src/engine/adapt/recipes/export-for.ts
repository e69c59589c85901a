// The pairs of a recipe that trains, in the form of its trainer.

import fs from 'node:fs';
import { exportPairs, type Exported } from '../../learn/exchange/export-pairs';
import { failure, type Result } from '../../result';
import { lengthOf } from '../training/example-size';
import type { RecipeFailure, RecipeRequest } from './recipe';

/** What is longer than the trainer would take is left out: it would cut the answer off. */
export async function exportFor(format: string, { output, training }: RecipeRequest): Promise<Result<Exported, RecipeFailure>> {
  if (!training) return failure('invalid', 'A recipe that trains needs a model to train on top of, and pairs.');
  try {
    fs.mkdirSync(output, { recursive: true });
  } catch (error) {
    return failure('not-written', `The folder ${output} can’t be made: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const exported = await exportPairs(training.store, output, { format, maxLength: lengthOf(training.options.max_seq_length) });
  if (!exported.ok) return failure('not-written', exported.message);
  if ((exported.value.parts.train ?? 0) === 0) return failure('no-pairs', 'There are no accepted fixes to learn from yet.');
  return exported;
}

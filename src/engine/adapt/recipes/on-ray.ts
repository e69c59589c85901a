// Learning rules and healing recorded cases on a Ray cluster: the script alone, which needs nothing of this machine.

import path from 'node:path';
import script from '../../../../media/recipes/on_ray.py';
import { success } from '../../result';
import type { Recipe } from './recipe';
import { shellWord, writeRecipeFiles } from './write-recipe-file';

export const onRay: Recipe = {
  id: 'ray',
  use: 'a script for Ray: rules learn and batch on many machines',
  isTraining: false,
  async write({ output }) {
    const written = await writeRecipeFiles(path.dirname(output), { [path.basename(output)]: script });
    if (!written.ok) return written;
    const run = `uv run ${shellWord(output)}`;
    return success({
      files: written.value,
      next: [
        'self-heal pairs export --format parquet-by-signature --output PAIRS',
        `${run} rules PAIRS --output .self-heal/rules`,
        `${run} batch CASES.jsonl --output PREDICTIONS.jsonl`,
      ],
    });
  },
};

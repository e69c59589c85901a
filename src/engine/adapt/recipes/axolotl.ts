// A folder that Axolotl trains from as it is.

import { axolotlDatasets } from '../../learn/exchange/axolotl';
import { PARTS } from '../../learn/exchange/format';
import { success } from '../../result';
import { exportFor } from './export-for';
import type { Recipe } from './recipe';
import { shellWord, writeRecipeFiles, yamlText } from './write-recipe-file';

export const axolotlRecipe: Recipe = {
  id: 'axolotl',
  use: 'pairs and a whole configuration for Axolotl, on one GPU or several',
  isTraining: true,
  async write(request) {
    const exported = await exportFor('axolotl', request);
    if (!exported.ok) return exported;
    const { training, output } = request;
    if (!training) return success({ files: [], next: [] });
    const { base, options } = training;
    const parts = PARTS.filter((part) => (exported.value.parts[part] ?? 0) > 0);
    const stops = parts.includes('valid');
    const linear = options.target_modules.includes('all-linear');
    const text = `# axolotl train axolotl.yml, in this folder. The adapter is then in ./adapter.
base_model: ${yamlText(base)}
adapter: lora
lora_r: ${options.r}
lora_alpha: ${options.lora_alpha}
lora_dropout: ${options.lora_dropout}
${linear ? 'lora_target_linear: true' : `lora_target_modules: ${JSON.stringify(options.target_modules)}`}
${axolotlDatasets(parts)}
dataset_prepared_path: ./prepared
sequence_len: ${options.max_seq_length}
# What is longer is left out: cut off, it would lose its answer.
excess_length_strategy: drop
sample_packing: false
train_on_inputs: false
micro_batch_size: ${options.batch_size}
gradient_accumulation_steps: ${options.gradient_accumulation_steps}
num_epochs: ${options.num_train_epochs}
optimizer: adamw_torch
lr_scheduler: cosine
learning_rate: ${options.learning_rate}
warmup_steps: ${options.warmup_steps}
weight_decay: ${options.weight_decay}
max_grad_norm: ${options.max_grad_norm}
bf16: auto
gradient_checkpointing: true
logging_steps: 1
save_total_limit: 2
${stops ? 'eval_strategy: epoch\nsave_strategy: epoch\nload_best_model_at_end: true\nmetric_for_best_model: eval_loss\ngreater_is_better: false\n' : 'save_strategy: epoch\n'}seed: 1
output_dir: ./adapter
`;
    const written = await writeRecipeFiles(output, { 'axolotl.yml': text });
    if (!written.ok) return written;
    return success({
      files: [...new Set([...exported.value.files, ...written.value])],
      pairs: exported.value.pairs,
      next: [`cd ${shellWord(output)}`, 'axolotl train axolotl.yml', 'self-heal adapters register adapter --workspace WORKSPACE'],
    });
  },
};

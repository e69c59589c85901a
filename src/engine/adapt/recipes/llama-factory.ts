// A folder that LLaMA-Factory trains from as it is.

import { success } from '../../result';
import { exportFor } from './export-for';
import type { Recipe } from './recipe';
import { shellWord, writeRecipeFiles, yamlText } from './write-recipe-file';

export const llamaFactoryRecipe: Recipe = {
  id: 'llama-factory',
  use: 'pairs and a whole configuration for LLaMA-Factory',
  isTraining: true,
  async write(request) {
    const exported = await exportFor('llama-factory', request);
    if (!exported.ok) return exported;
    const { training, output } = request;
    if (!training) return success({ files: [], next: [] });
    const { base, options } = training;
    const stops = (exported.value.parts.valid ?? 0) > 0;
    const targets = options.target_modules.includes('all-linear') ? 'all' : options.target_modules.join(',');
    // Without a template of LLaMA-Factory's own the tokenizer's is taken: the one that servers use.
    const text = `# llamafactory-cli train train.yml, in this folder. The adapter is then in ./adapter.
model_name_or_path: ${yamlText(base)}
stage: sft
do_train: true
finetuning_type: lora
lora_rank: ${options.r}
lora_alpha: ${Math.round(options.lora_alpha)}
lora_dropout: ${options.lora_dropout}
lora_target: ${yamlText(targets)}
dataset_dir: .
dataset: self_heal_train
${stops ? 'eval_dataset: self_heal_valid\n' : ''}cutoff_len: ${options.max_seq_length}
per_device_train_batch_size: ${options.batch_size}
per_device_eval_batch_size: ${options.batch_size}
gradient_accumulation_steps: ${options.gradient_accumulation_steps}
num_train_epochs: ${options.num_train_epochs}
learning_rate: ${options.learning_rate}
lr_scheduler_type: cosine
warmup_steps: ${options.warmup_steps}
weight_decay: ${options.weight_decay}
max_grad_norm: ${options.max_grad_norm}
bf16: true
logging_steps: 1
save_total_limit: 2
${stops ? 'eval_strategy: epoch\nsave_strategy: epoch\nload_best_model_at_end: true\nmetric_for_best_model: eval_loss\ngreater_is_better: false\n' : 'save_strategy: epoch\n'}report_to: none
seed: 1
output_dir: ./adapter
`;
    const written = await writeRecipeFiles(output, { 'train.yml': text });
    if (!written.ok) return written;
    return success({
      files: [...exported.value.files, ...written.value],
      pairs: exported.value.pairs,
      next: [`cd ${shellWord(output)}`, 'llamafactory-cli train train.yml', 'self-heal adapters register adapter --workspace WORKSPACE'],
    });
  },
};

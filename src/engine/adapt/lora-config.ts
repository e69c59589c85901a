// How a low-rank adapter is to be trained: the options of PEFT and of the trainer, checked before anything is started.

import * as v from 'valibot';
import { failure, success, type Result } from '../result';
import { issueWords } from './issue-words';

const whole = (min: number) => v.pipe(v.number(), v.integer(), v.minValue(min));
const above = (min: number) => v.pipe(v.number(), v.finite(), v.gtValue(min));
const unit = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** The defaults are those of Saplings' documents. */
const LoraSchema = v.strictObject({
  r: v.optional(whole(1), 8),
  lora_alpha: v.optional(above(0), 16),
  lora_dropout: v.optional(unit, 0.05),
  bias: v.optional(v.picklist(['none', 'all', 'lora_only']), 'none'),
  task_type: v.optional(v.picklist(['CAUSAL_LM', 'SEQ_2_SEQ_LM']), 'CAUSAL_LM'),
  target_modules: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(200))), v.minLength(1), v.maxLength(100)), [
    'q_proj',
    'v_proj',
  ]),
  learning_rate: v.optional(v.pipe(above(0), v.maxValue(1)), 5e-5),
  num_train_epochs: v.optional(above(0), 3),
  batch_size: v.optional(whole(1), 4),
  gradient_accumulation_steps: v.optional(whole(1), 1),
  warmup_steps: v.optional(whole(0), 100),
  max_grad_norm: v.optional(above(0), 1),
  weight_decay: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)), 0.01),
  max_seq_length: v.optional(whole(1), 2048),
});

export type LoraOptions = Readonly<v.InferOutput<typeof LoraSchema>>;

/** The options with their defaults, or which one is wrong. */
export function readLoraOptions(value: unknown): Result<LoraOptions, 'invalid'> {
  const read = v.safeParse(LoraSchema, value, { abortEarly: true });
  if (read.success) return success(read.output);
  const [issue] = read.issues;
  const name = issue.path?.map(({ key }) => String(key)).join('.') ?? 'options';
  return failure('invalid', `The option ${name} of the adapter's training is wrong: ${issueWords(issue)}.`);
}

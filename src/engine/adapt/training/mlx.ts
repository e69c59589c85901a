// Training by Apple's MLX, where mlx-lm is installed: its data, its command, what it prints, and its adapter in PEFT's form. Nobody who wrote this has a
// Mac: the words are those of mlx-lm's documents.

import fs from 'node:fs';
import path from 'node:path';
import { tensorsIn, fileOfTensors, type Tensor } from './tensor-bytes';
import { readFileBytes, readFileText } from '../../files/read-file';
import type { Command, Launcher } from './launcher';
import { DATA_FILES, type TrainingData } from './training-data';
import type { TrainingMetrics, TrainingPlan } from './training';

const DATA = 'mlx-data';
const OUT = 'mlx';
const CONFIG = 'mlx.json';
/** In bytes: of examples, and of an adapter. */
const MAX_FILE = 2 ** 31 - 1;

/** mlx-lm takes whole conversations, and masks the question itself. @param folder of the run. */
export function writeMlxData(folder: string): void {
  const data = path.join(folder, DATA);
  fs.mkdirSync(data, { recursive: true });
  for (const name of [DATA_FILES.train, DATA_FILES.valid]) {
    const from = path.join(folder, name);
    if (!fs.existsSync(from)) continue;
    const lines = (readFileText(from, MAX_FILE) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const { prompt, completion } = JSON.parse(line) as { prompt: unknown[]; completion: unknown[] };
        return `${JSON.stringify({ messages: [...prompt, ...completion] })}\n`;
      });
    fs.writeFileSync(path.join(data, name), lines.join(''));
  }
}

/** What mlx-lm is told in its configuration file, which is YAML, of which JSON is a part. */
export function mlxConfig(
  { options, request }: Pick<TrainingPlan, 'options' | 'request'>,
  data: Pick<TrainingData, 'train' | 'generic' | 'valid'>,
): Readonly<Record<string, unknown>> {
  const steps = Math.max(1, Math.ceil((data.train + data.generic) / options.batch_size));
  const keys = options.target_modules.includes('all-linear')
    ? undefined
    : options.target_modules.map((name) => (/^[qkvo]_proj$/.test(name) ? `self_attn.${name}` : name));
  return {
    model: request.base,
    train: true,
    fine_tune_type: 'lora',
    data: DATA,
    mask_prompt: true,
    num_layers: -1,
    batch_size: options.batch_size,
    iters: Math.max(1, Math.round(steps * options.num_train_epochs)),
    learning_rate: options.learning_rate,
    max_seq_length: options.max_seq_length,
    steps_per_report: 5,
    steps_per_eval: Math.max(1, Math.floor(steps / 2)),
    save_every: Math.max(1, Math.floor(steps / 2)),
    adapter_path: OUT,
    seed: 1,
    lora_parameters: { rank: options.r, scale: options.lora_alpha / options.r, dropout: options.lora_dropout, ...(keys ? { keys } : {}) },
  };
}

export function mlxCommand(plan: TrainingPlan, { program }: Launcher, run: string, data: TrainingData): Command {
  fs.writeFileSync(path.join(run, CONFIG), `${JSON.stringify(mlxConfig(plan, data), null, 2)}\n`);
  return { program, args: ['-m', 'mlx_lm', 'lora', '--config', path.join(run, CONFIG)] };
}

export interface MlxLine {
  readonly step: number;
  readonly loss?: number;
  readonly evalLoss?: number;
}

/** `Iter 10: Train loss 1.234, …`, `Iter 1: Val loss 2.345, …`. */
export function readMlxLine(line: string): MlxLine | undefined {
  const [, step, kind, loss] = /^Iter (\d+): (Train|Val) loss ([\d.]+)/.exec(line.trim()) ?? [];
  if (step === undefined || loss === undefined) return undefined;
  return { step: Number(step), ...(kind === 'Train' ? { loss: Number(loss) } : { evalLoss: Number(loss) }) };
}

/** MLX's adapter as PEFT's, in the run's folder. @param lines all that mlx-lm told of losses. */
export function adoptMlxAdapter(
  { options, request }: Pick<TrainingPlan, 'options' | 'request'>,
  run: string,
  lines: readonly MlxLine[],
  seconds: number,
  examples: number,
): TrainingMetrics {
  const read = readFileBytes(path.join(run, OUT, 'adapters.safetensors'), MAX_FILE);
  if (!read.ok) throw new Error('MLX left no adapter');
  const tensors = tensorsIn(read.value);
  const target = path.join(run, 'adapter');
  fs.mkdirSync(target, { recursive: true });
  const converted = peftTensors(tensors);
  fs.writeFileSync(path.join(target, 'adapter_model.safetensors'), fileOfTensors(converted));
  const modules = [...new Set([...converted.keys()].map((name) => name.split('.').at(-3) ?? ''))].sort();
  const config = {
    peft_type: 'LORA',
    task_type: options.task_type,
    base_model_name_or_path: request.base,
    r: options.r,
    lora_alpha: options.lora_alpha,
    lora_dropout: options.lora_dropout,
    bias: 'none',
    fan_in_fan_out: false,
    inference_mode: true,
    target_modules: modules,
  };
  fs.writeFileSync(path.join(target, 'adapter_config.json'), `${JSON.stringify(config, null, 2)}\n`);
  const losses = lines.flatMap(({ loss }) => (loss === undefined ? [] : [loss]));
  const held = lines.flatMap(({ evalLoss }) => (evalLoss === undefined ? [] : [evalLoss]));
  const steps = Math.max(0, ...lines.map(({ step }) => step));
  return {
    train_loss: losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length),
    // The last weights are kept, not the best.
    eval_loss: held.at(-1) ?? null,
    eval_loss_before: held[0] ?? null,
    train_runtime: seconds,
    train_samples_per_second: (steps * options.batch_size) / Math.max(1, seconds),
    epoch: (steps * options.batch_size) / Math.max(1, examples),
    steps,
    tokens: 0,
    dropped: 0,
    device: 'mlx',
    packages: {},
    timestamp: new Date().toISOString(),
  };
}

/** `model.layers.0.self_attn.q_proj.lora_a`, in × rank, is `base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight`, rank × in. */
export function peftTensors(tensors: ReadonlyMap<string, Tensor>): ReadonlyMap<string, Tensor> {
  const out = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    const [, module, side] = /^(.+)\.lora_([ab])$/.exec(name) ?? [];
    if (module === undefined || side === undefined) continue;
    out.set(`base_model.model.${module}.lora_${side.toUpperCase()}.weight`, transposed(tensor));
  }
  return out;
}

function transposed({ dtype, shape, bytes }: Tensor): Tensor {
  const [rows = 0, columns = 0] = shape;
  const width = bytes.length / Math.max(1, rows * columns);
  const turned = Buffer.alloc(bytes.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      bytes.copy(turned, (column * rows + row) * width, (row * columns + column) * width, (row * columns + column + 1) * width);
  return { dtype, shape: [columns, rows], bytes: turned };
}

#!/usr/bin/env node
// Stands in for the Python of a training, for the editor's path through one: says that it has the packages, tells steps as the trainer does, and leaves PEFT's
// files. FAKE_TRAINER_MS is how long a step takes; with a file `fail` beside the job's workspace it fails in the middle.
import fs from 'node:fs';
import path from 'node:path';

const args = process.argv.slice(2);
if (args.includes('-c')) {
  console.log(JSON.stringify({ version: [3, 12], missing: [], mlx: false, venv: true }));
  process.exit(0);
}
const job = args.find((arg) => arg.endsWith('job.json'));
if (!job) {
  console.log('Python 3.12.0');
  process.exit(0);
}
const folder = path.dirname(job);
const { base, r } = JSON.parse(fs.readFileSync(job, 'utf8'));
const say = (event, values) => console.log(JSON.stringify({ event, ...values }));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const step = Number(process.env.FAKE_TRAINER_MS ?? 250);
process.stdin.on('end', () => process.exit(3)).resume();

say('stage', { stage: 'preparing', text: 'reading the libraries' });
await pause(step);
say('stage', { stage: 'loading', text: `reading the model ${base}` });
await pause(step);
say('stage', { stage: 'evaluating', text: 'measuring the base on held-out pairs' });
await pause(step);
say('stage', { stage: 'training', text: 'training' });
const STEPS = 40;
for (let at = 1; at <= STEPS; at++) {
  await pause(step);
  if (at === 12 && fs.existsSync(path.join(folder, '../../../fail'))) {
    say('failed', { reason: 'diverged', message: 'The loss is no number any more at step 12: lower the learning rate.' });
    process.exit(1);
  }
  say('progress', { method: 'sft', step: at, steps: STEPS, epoch: (3 * at) / STEPS, eta: ((STEPS - at) * step) / 1_000 + 40 });
  if (at % 4 === 0) {
    const loss = 0.4 + 1.6 * Math.exp(-at / 12);
    const held = at % 20 === 0 ? { eval_loss: loss + 0.11 } : {};
    say('point', { method: 'sft', step: at, epoch: (3 * at) / STEPS, at: new Date().toISOString(), loss, ...held });
  }
}
say('stage', { stage: 'saving', text: 'writing the adapter' });
const adapter = path.join(folder, 'adapter');
fs.mkdirSync(adapter, { recursive: true });
fs.writeFileSync(
  path.join(adapter, 'adapter_config.json'),
  JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: base, r, lora_alpha: 16, target_modules: 'all-linear' }),
);
const layer = 'base_model.model.model.layers.0.self_attn.q_proj';
const header = Buffer.from(
  JSON.stringify({
    [`${layer}.lora_A.weight`]: { dtype: 'F32', shape: [r, 4], data_offsets: [0, r * 16] },
    [`${layer}.lora_B.weight`]: { dtype: 'F32', shape: [4, r], data_offsets: [r * 16, r * 32] },
  }),
);
const length = Buffer.alloc(8);
length.writeBigUInt64LE(BigInt(header.length));
fs.writeFileSync(path.join(adapter, 'adapter_model.safetensors'), Buffer.concat([length, header, Buffer.alloc(r * 32)]));
say('done', {
  metrics: {
    train_loss: 0.61,
    eval_loss: 0.57,
    eval_loss_before: 2.04,
    train_runtime: 1_445,
    train_samples_per_second: 0.6,
    epoch: 3,
    steps: STEPS,
    tokens: 251_904,
    dropped: 2,
    device: 'cpu',
    packages: { torch: '2.9.0', transformers: '5.1.0', trl: '1.10.0', peft: '0.18.0' },
    timestamp: new Date().toISOString(),
  },
});
process.exit(0);

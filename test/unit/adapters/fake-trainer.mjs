// Stands in for the trainer in Python: reads its job, speaks its protocol, and does what FAKE_DOES says.
import fs from 'node:fs';
import path from 'node:path';

const args = process.argv.slice(2);
fs.appendFileSync(process.env.FAKE_LOG, `${JSON.stringify(args)}\n`);
if (args.includes('venv') || args.includes('pip')) process.exit(process.env.FAKE_DOES === 'no-index' ? 1 : 0);
if (process.env.FAKE_DOES === 'no-uv') {
  process.stderr.write(
    'error: No solution found when resolving script dependencies\n  cause: Because torch was not found in the cache …\nhint: Packages were unavailable\n',
  );
  process.exit(1);
}
const file = args.at(-1);
const job = JSON.parse(fs.readFileSync(file, 'utf8'));
const folder = path.dirname(file);
const say = (event, values) => process.stdout.write(`${JSON.stringify({ event, ...values })}\n`);
const does = process.env.FAKE_DOES ?? 'train';
const tensors = (cut) => {
  const head = Buffer.from(JSON.stringify({ a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(head.length));
  return Buffer.concat([length, head, Buffer.alloc(cut ? 3 : 16)]);
};
const checkpoint = (step) => {
  const at = path.join(folder, 'checkpoints', 'sft', `checkpoint-${step}`);
  fs.mkdirSync(at, { recursive: true });
  fs.writeFileSync(path.join(at, 'trainer_state.json'), '{}');
};
const save = (cut = false) => {
  fs.mkdirSync(path.join(folder, 'adapter'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'adapter', 'adapter_config.json'), '{"peft_type":"LORA"}');
  fs.writeFileSync(path.join(folder, 'adapter', 'adapter_model.safetensors'), tensors(cut));
  fs.writeFileSync(path.join(folder, 'adapter', 'README.md'), 'a page');
};
const metrics = {
  train_loss: 1.5,
  eval_loss: 1.2,
  eval_loss_before: 2.1,
  train_runtime: 12.5,
  train_samples_per_second: 3,
  epoch: 1,
  steps: 4,
  tokens: 1000,
  dropped: 2,
  device: 'cpu',
  packages: { trl: '1.16.0' },
  timestamp: '2026-11-28T10:00:00.000Z',
};
say('stage', { stage: 'loading', text: 'reading the model' });
process.stderr.write('a library says something\n');
process.stdout.write('not the protocol\n{"event":"nonsense"}\n');
say('progress', { method: 'sft', step: job.resume ? 2 : 0, steps: 4, epoch: 0 });
say('point', { method: 'sft', step: 2, epoch: 0.5, at: '2026-11-28T09:59:00.000Z', loss: 2, learning_rate: 0.0002 });
say('point', { method: 'sft', step: 2, epoch: 0.5, at: '2026-11-28T09:59:01.000Z', eval_loss: 1.4 });
if (does === 'train' || does === 'cut') {
  say('progress', { method: 'sft', step: 4, steps: 4, epoch: 1, eta: 0 });
  save(does === 'cut');
  say('done', { metrics });
} else if (does === 'empty') say('done', { metrics });
else if (does === 'fail') {
  say('failed', { reason: process.env.FAKE_REASON, message: 'It says why.' });
  process.exitCode = 1;
} else if (does === 'crash') {
  process.stderr.write('Traceback …\nRuntimeError: something broke.\n');
  process.exitCode = 1;
} else if (does === 'die' || does === 'die-late') {
  if (does === 'die-late') checkpoint(2);
  save();
  process.kill(process.pid, 'SIGKILL');
} else if (does === 'wait') {
  checkpoint(2);
  fs.mkdirSync(path.join(folder, 'checkpoints', 'sft', 'checkpoint-3'));
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(3));
}

// What MLX is told and what it prints, as its documents have it; and its adapter in PEFT's form.

import { expect, test } from 'vitest';
import { mlxConfig, peftTensors, readMlxLine } from './mlx';
import { optionsOf } from './presets';
import { tensorsIn, fileOfTensors } from './tensor-bytes';

const options = (preset: 'default' | 'gasa') => {
  const read = optionsOf(preset);
  if (!read.ok) throw new Error(read.message);
  return read.value;
};

test('the configuration', () => {
  const config = mlxConfig(
    { options: options('default'), request: { workspace: '/w', base: 'mlx-community/Some-1B' } },
    { train: 80, generic: 20, valid: 10 },
  );
  expect(config).toMatchObject({
    model: 'mlx-community/Some-1B',
    train: true,
    mask_prompt: true,
    batch_size: 4,
    iters: 75,
    lora_parameters: { rank: 8, scale: 2 },
  });
  const attention = mlxConfig({ options: options('gasa'), request: { workspace: '/w', base: 'm' } }, { train: 8, generic: 0, valid: 1 });
  expect(attention['lora_parameters']).toMatchObject({
    keys: ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj', 'self_attn.o_proj'],
  });
});

test('what it prints', () => {
  expect(readMlxLine('Iter 10: Train loss 1.234, Learning Rate 1.000e-05, It/sec 0.5')).toEqual({ step: 10, loss: 1.234 });
  expect(readMlxLine('Iter 1: Val loss 2.500, Val took 3.1s')).toEqual({ step: 1, evalLoss: 2.5 });
  expect(readMlxLine('Loading pretrained model')).toBeUndefined();
});

test('its adapter is turned over', () => {
  const bytes = Buffer.from(Float32Array.from([1, 2, 3, 4, 5, 6]).buffer);
  const file = fileOfTensors(
    new Map([
      ['model.layers.0.self_attn.q_proj.lora_a', { dtype: 'F32', shape: [3, 2], bytes }],
      ['something.else', { dtype: 'F32', shape: [3, 2], bytes }],
    ]),
  );
  const turned = tensorsIn(fileOfTensors(peftTensors(tensorsIn(file))));
  expect([...turned.keys()]).toEqual(['base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight']);
  const tensor = turned.get('base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight');
  expect(tensor?.shape).toEqual([2, 3]);
  const copy = Uint8Array.from(tensor?.bytes ?? []);
  expect([...new Float32Array(copy.buffer)]).toEqual([1, 3, 5, 2, 4, 6]);
});

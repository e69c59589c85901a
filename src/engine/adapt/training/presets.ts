// Ready-made options of a training.

import { success, type Result } from '../../result';
import { readLoraOptions, type LoraOptions } from '../lora-config';
import type { Preset } from './training';

/** Over the defaults of the options, which are those of Saplings' documents. */
const PRESETS_OPTIONS: Readonly<Record<Preset, Partial<LoraOptions>>> = {
  // All linear layers learn better than attention alone at the same size, with about ten times the rate of a full training; few pairs make few steps, so
  // a long warm-up would never end.
  default: { target_modules: ['all-linear'], learning_rate: 2e-4, gradient_accumulation_steps: 2, warmup_steps: 10 },
  saplings: {},
  gasa: { target_modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj'] },
};

/** The preset's options with those that are given over them, or which one is wrong. */
export function optionsOf(preset: Preset, given: Partial<LoraOptions> = {}): Result<LoraOptions, 'invalid'> {
  const read = readLoraOptions({ ...PRESETS_OPTIONS[preset], ...given });
  return read.ok ? success(read.value) : read;
}

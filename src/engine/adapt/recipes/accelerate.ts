// The trainer itself, its data and its job as a folder, for machines with several GPUs and models that are too large for one: accelerate divides the
// weights by FSDP.

import fs from 'node:fs';
import { failure, success } from '../../result';
import { SCRIPT_NAME, TRAINER } from '../training/launcher';
import { DATA_FILES, DataFiles, gatherData } from '../training/training-data';
import type { Recipe } from './recipe';
import { shellWord, writeRecipeFiles } from './write-recipe-file';

/** Of what is learned, the share that are generic examples against forgetting. */
const GENERIC = 0.2;

export const accelerateRecipe: Recipe = {
  id: 'accelerate',
  use: 'the trainer with pairs, and a configuration for accelerate that divides a large model among GPUs (FSDP)',
  isTraining: true,
  async write({ output, training }) {
    if (!training) return failure('invalid', 'A recipe that trains needs a model to train on top of, and pairs.');
    const { base, options, store } = training;
    try {
      fs.mkdirSync(output, { recursive: true });
    } catch (error) {
      return failure('not-written', `The folder ${output} can’t be made: ${error instanceof Error ? error.message : String(error)}.`);
    }
    const data = new DataFiles(output);
    const gathered = await gatherData(store, { maxLength: options.max_seq_length, generic: GENERIC }, (file, record) => {
      if (file === 'train' || file === 'valid') data.write(file, record);
    });
    const hasValid = data.has('valid');
    data.close();
    if (!gathered.ok) return failure('not-written', gathered.message);
    if (gathered.value.train === 0) return failure('no-pairs', 'There are no accepted fixes to learn from yet.');
    const { max_seq_length: maxLength, ...rest } = options;
    const job = {
      version: 1,
      base,
      output: '.',
      methods: ['sft'],
      train: DATA_FILES.train,
      ...(hasValid ? { valid: DATA_FILES.valid } : {}),
      ...rest,
      max_length: maxLength,
      seed: 1,
    };
    const written = await writeRecipeFiles(output, {
      [SCRIPT_NAME]: TRAINER,
      'job.json': `${JSON.stringify(job, null, 2)}\n`,
      'fsdp.yml': FSDP,
    });
    if (!written.ok) return written;
    const packages = 'torch transformers trl peft accelerate datasets';
    return success({
      files: written.value,
      pairs: gathered.value.train,
      next: [
        `cd ${shellWord(output)}`,
        `uv venv && uv pip install ${packages}`,
        `uv run accelerate launch --config_file fsdp.yml --num_processes 2 ${SCRIPT_NAME} job.json`,
        'self-heal adapters register adapter --workspace WORKSPACE',
      ],
    });
  },
};

const FSDP = `# For accelerate launch: each GPU holds a part of the weights. On several machines: num_machines, and on each its machine_rank and the main one's address.
compute_environment: LOCAL_MACHINE
distributed_type: FSDP
num_machines: 1
machine_rank: 0
num_processes: 2
mixed_precision: bf16
rdzv_backend: static
same_network: true
main_training_function: main
use_cpu: false
debug: false
fsdp_config:
  fsdp_version: 2
  fsdp_auto_wrap_policy: TRANSFORMER_BASED_WRAP
  fsdp_reshard_after_forward: true
  fsdp_offload_params: false
  fsdp_cpu_ram_efficient_loading: true
  fsdp_state_dict_type: FULL_STATE_DICT
`;

// The dry run of a training: what there is to learn, what it would take, and whether this machine has it.

import fs from 'node:fs';
import path from 'node:path';
import type { PairStore } from '../../learn/store/pair-store';
import { failure, success, type Result } from '../../result';
import { ADAPTER_ID } from '../adapter-metadata';
import { adaptersFolder } from '../adapters-folder';
import { readBaseModel, type BaseModel } from './base-model';
import { diskNeeded, memoryNeeded, PACKAGES_BYTES, timeNeeded, USUAL_PARAMETERS, type Work } from './estimate';
import { findLauncher, type Launcher } from './launcher';
import { freeDisk, lookAtMachine, type Machine } from './machine';
import { optionsOf } from './presets';
import { sizeInWords } from './size-in-words';
import { stepsDone } from './run-folder';
import { withPairs } from './pairs-source';
import { gatherData, type TrainingData } from './training-data';
import type { Device, Method, Refusal, TrainingFailure, TrainingPlan, TrainingRequest } from './training';

/** Fewer serve better as examples in the question. */
export const MIN_PAIRS = 50;
/** Of those, what must be left to learn from once the rest is held out. */
const MIN_LEARNED = 30;
/** Preferences say something from here on. */
const MIN_PREFERENCES = 200;
const DEFAULT_GENERIC = 0.2;
/** A step learns from fewer examples than this: larger batches make low-rank adapters worse. */
const MAX_BATCH = 32;

/**
 * Counts and guesses what a training would take. Writes nothing, downloads nothing, and starts programs only to ask which they are.
 * @param store the workspace's; none is needed with `pairsFile`.
 */
export async function planTraining(
  request: TrainingRequest,
  store: PairStore | undefined,
  signal?: AbortSignal,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Result<TrainingPlan, TrainingFailure>> {
  const { workspace, preset = 'default', generic = DEFAULT_GENERIC } = request;
  if (!path.isAbsolute(workspace)) return failure('invalid', 'A training needs a folder on disk.');
  const options = optionsOf(preset, request.options);
  if (!options.ok) return options;
  if (!(generic === 0 || (generic >= 0.1 && generic <= 0.3)))
    return failure('invalid', 'The share of generic pairs is 0, or a number from 0.1 to 0.3.');
  const base = readBaseModel(request.base, workspace, env);
  if (!base.ok) return base;
  const id = request.id ?? freeId(adaptersFolder(workspace), defaultId(base.value, new Date()));
  if (!ADAPTER_ID.test(id)) return failure('invalid', 'An adapter’s id is letters, digits, dots, hyphens and underscores, at most 100.');
  const machine = await lookAtMachine(env);
  const launcher = await findLauncher({ python: request.python, env, isAppleSilicon: machine.isAppleSilicon });
  const gathered = await withPairs(request, store, (from) =>
    gatherData(from, { selection: request.selection, maxLength: options.value.max_seq_length, generic }, undefined, signal),
  );
  if (!gathered.ok) return gathered;
  const data = gathered.value;

  const device = deviceOf(machine, launcher.ok ? launcher.value : undefined);
  const ofOne = options.value.batch_size * options.value.gradient_accumulation_steps;
  const most = request.processes ?? Math.floor((MAX_BATCH - 1) / ofOne);
  const processes = Math.max(1, Math.min(most, device === 'cuda' ? machine.gpus.length : 1));
  const work: Work = {
    parameters: base.value.parameters ?? USUAL_PARAMETERS,
    device,
    batchSize: options.value.batch_size,
    longest: data.longest,
    tokensPerEpoch: data.tokens,
    epochs: options.value.num_train_epochs,
    processes,
    cores: request.threads ?? machine.cores,
  };
  const packages = launcher.ok && launcher.value.downloads;
  const folder = request.output ?? path.join(adaptersFolder(workspace), id);
  const memory = {
    needed: memoryNeeded(work),
    available: device === 'cuda' ? Math.min(...machine.gpus.slice(0, processes)) : machine.memory,
  };
  const disk = { needed: diskNeeded(work, packages, !base.value.isHere), available: freeDisk(folder) };
  const batch = ofOne * processes;
  const examples = data.train + data.generic;
  const plan: Omit<TrainingPlan, 'warnings' | 'refusals'> = {
    request: { ...request, generic },
    id,
    folder,
    preset,
    options: options.value,
    methods: methodsOf(request.method, data),
    pairs: {
      train: data.train,
      valid: data.valid,
      test: data.test,
      generic: data.generic,
      preferences: data.preferences,
      labelled: data.labelled,
      leftOut: data.leftOut,
    },
    tokens: { perEpoch: data.tokens, longest: data.longest },
    steps: Math.ceil(examples / batch) * options.value.num_train_epochs,
    device,
    processes,
    memory,
    disk,
    seconds: timeNeeded(work, (packages ? PACKAGES_BYTES / 2 : 0) + (base.value.isHere ? 0 : work.parameters * 2)),
    launcher: launcher.ok ? { kind: launcher.value.kind, program: launcher.value.program, downloads: launcher.value.downloads } : null,
    resumesAt: stepsDone(folder),
  };
  return success({ ...plan, warnings: warningsOf(plan, base.value, request), refusals: refusalsOf(plan, request, launcher, batch) });
}

function deviceOf({ gpus, isAppleSilicon }: Machine, launcher: Launcher | undefined): Device {
  if (launcher?.kind === 'mlx') return 'mlx';
  return gpus.length > 0 ? 'cuda' : isAppleSilicon ? 'mps' : 'cpu';
}

/** Preferences follow on what was learned from the fixes; those of the same text say more than those by themselves. */
function methodsOf(asked: Method | undefined, { preferences, labelled }: TrainingData): readonly Method[] {
  if (asked === 'sft') return ['sft'];
  if (asked !== undefined) return ['sft', asked];
  if (preferences >= MIN_PREFERENCES) return ['sft', 'dpo'];
  return labelled >= MIN_PREFERENCES ? ['sft', 'kto'] : ['sft'];
}

type Unsaid = Omit<TrainingPlan, 'warnings' | 'refusals'>;

function refusalsOf(
  plan: Unsaid,
  request: TrainingRequest,
  launcher: Result<Launcher, TrainingFailure>,
  batch: number,
): readonly Refusal[] {
  const { pairs, memory, disk, folder, id, methods } = plan;
  const count = pairs.train + pairs.valid + pairs.test;
  const refusals: Refusal[] = [];
  const refuse = (reason: TrainingFailure, message: string): void => {
    refusals.push({ reason, message });
  };
  if (fs.existsSync(folder)) refuse('exists', `There is an adapter ${id} already. Give this one another name, or remove that.`);
  if (pairs.train === 0) refuse('too-few', 'There is no pair to learn from yet: accept a few fixes first.');
  else if (count < MIN_PAIRS && !request.force)
    refuse(
      'too-few',
      `${count === 1 ? 'There is 1 pair' : `There are ${count} pairs`}; a training needs ${MIN_PAIRS} or more. So few serve better as examples: a model that is asked gets the like of them with the question, without any training.`,
    );
  else if (pairs.train < MIN_LEARNED && !request.force)
    refuse(
      'too-few',
      `Of ${count} pairs only ${pairs.train} are left to learn from, and ${MIN_LEARNED} or more are needed: the others are held out to measure on, by their kind of mistake and their age. Accept more fixes first.`,
    );
  if (!launcher.ok) refuse(launcher.reason, launcher.message);
  if (batch >= MAX_BATCH)
    refuse(
      'invalid',
      `A step would learn from ${batch} examples at once (batch_size × gradient_accumulation_steps × GPUs); it must be fewer than ${MAX_BATCH}.`,
    );
  if (memory.needed > memory.available)
    refuse(
      'memory',
      `The training would need about ${sizeInWords(memory.needed)} of memory, and ${sizeInWords(memory.available)} are free. Take a smaller model, a smaller batch_size or a smaller max_seq_length.`,
    );
  if (disk.needed > disk.available)
    refuse('disk', `The training would need about ${sizeInWords(disk.needed)} on the disk, and ${sizeInWords(disk.available)} are free.`);
  if (methods.includes('dpo') && pairs.preferences === 0)
    refuse('too-few', 'There is no fix beside one of the same text that was not wanted, so DPO has nothing to learn from.');
  if (methods.includes('kto') && pairs.labelled === 0)
    refuse('too-few', 'No fix was refused or taken back yet, so KTO has nothing to learn from.');
  if (plan.launcher?.kind === 'mlx' && methods.length > 1) refuse('invalid', 'MLX learns from kept fixes only: take the method sft.');
  return refusals;
}

function warningsOf(
  { pairs, launcher, device, preset, steps, options, processes }: Unsaid,
  base: BaseModel,
  { generic, processes: gpus }: TrainingRequest,
): readonly string[] {
  const count = pairs.train + pairs.valid + pairs.test;
  const asked = Math.round((pairs.train * (generic ?? DEFAULT_GENERIC)) / (1 - (generic ?? DEFAULT_GENERIC)));
  return [
    ...(count >= MIN_PAIRS && count < 300 ? [`${count} pairs are few: expect little, and compare before you use it.`] : []),
    ...(pairs.test < 30
      ? [
          `Only ${pairs.test === 1 ? '1 pair is' : `${pairs.test} pairs are`} held out to be measured on; fewer than 30 are not enough evidence for or against the adapter.`,
        ]
      : []),
    ...(pairs.generic < asked ? [`Only ${pairs.generic} of ${asked} generic pairs are there.`] : []),
    ...(launcher?.downloads ? ['Python packages of some gigabytes are fetched first: torch, transformers, TRL and PEFT.'] : []),
    ...(base.isHere ? [] : [`The model ${base.name} is fetched from the Hugging Face hub first.`]),
    ...(base.parameters === undefined
      ? ['How large the model is is not known: memory and time are guessed for 1.5 billion parameters.']
      : []),
    ...(device === 'cpu' ? ['There is no GPU: on a CPU this takes long.'] : []),
    ...(gpus !== undefined && gpus > processes
      ? [`${gpus} GPUs were asked for, and ${device === 'cuda' ? processes : 'none'} will train.`]
      : []),
    ...(launcher?.kind === 'mlx' ? ['Training by MLX was never tried on a Mac by those who wrote this.'] : []),
    ...(preset === 'saplings' && steps <= options.warmup_steps
      ? [`All ${Math.round(steps)} steps are warm-up (warmup_steps is ${options.warmup_steps}), so little is learned.`]
      : []),
  ];
}

/** The id, or with a number behind it where there is an adapter of that name. */
function freeId(adapters: string, id: string): string {
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? id : `${id}-${n}`;
    if (!fs.existsSync(path.join(adapters, numbered))) return numbered;
  }
}

/** `qwen2.5-coder-1.5b-2026-11-28`. */
function defaultId({ name, ggufFile }: BaseModel, now: Date): string {
  const last = (ggufFile ?? name).split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  const word = last
    .replace(/\.gguf$/i, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return `${word.toLowerCase().slice(0, 60) || 'adapter'}-${now.toISOString().slice(0, 10)}`;
}

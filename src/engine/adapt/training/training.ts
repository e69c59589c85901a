// What a training of an adapter is asked for, what it would take, how it goes on and what came of it. Plain serialisable values: the editor, the terminal
// and the schedule all speak of a training in these.

import type { SelectionOptions } from '../../learn/exchange/selection';
import type { LoraOptions } from '../lora-config';

/** Ready-made options: `default`; `saplings`, as Saplings' documents have them; `gasa`, their attention flag: the four projections of attention. */
export const PRESETS = ['default', 'saplings', 'gasa'] as const;
export type Preset = (typeof PRESETS)[number];

/** What is learned from: fixes that were kept; those beside fixes of the same text that were not wanted; fixes with whether they were wanted. */
export const METHODS = ['sft', 'dpo', 'kto'] as const;
export type Method = (typeof METHODS)[number];

/** Where it is computed. */
export type Device = 'cpu' | 'cuda' | 'mps' | 'mlx';

export interface TrainingRequest {
  /** Absolute path of the workspace folder, whose `.self-heal/adapters` gets the adapter. */
  readonly workspace: string;
  /** The model that is trained on top of: its name on the Hugging Face hub, a folder on this machine, or a `.gguf` file. */
  readonly base: string;
  /** The adapter's id, and its folder's name; made from the base and the day where absent. */
  readonly id?: string;
  /** Absolute path of the folder that the adapter gets, in place of its own among the workspace's. */
  readonly output?: string;
  readonly description?: string;
  /** The kinds of errors that it is for; those of the pairs it was trained on where absent. */
  readonly errorTypes?: readonly string[];
  readonly preset?: Preset;
  /** Over the preset's. */
  readonly options?: Partial<LoraOptions>;
  /** Which pairs are taken. */
  readonly selection?: SelectionOptions;
  /** Absolute path of pairs as JSON lines, in place of the workspace's store. */
  readonly pairsFile?: string;
  /** Chosen by what there is where absent: `sft`, followed by `dpo` or `kto` where there is enough for it. */
  readonly method?: Method;
  /** Of the training's examples, the share that are generic ones against forgetting: 0, or 0.1 to 0.3. 0.2 where absent. */
  readonly generic?: number;
  /** Also with fewer than 50 pairs. */
  readonly force?: boolean;
  /** A Python that has the packages: an absolute path. Else uv, else a virtual environment of Self-Heal's own. */
  readonly python?: string;
  /** Processes on as many GPUs; absent: all there are, as long as a step learns from fewer than 32 examples. */
  readonly processes?: number;
  /** Threads on a CPU; what the library takes where absent. */
  readonly threads?: number;
}

/** Why a training is not begun, or ended without an adapter. */
export type TrainingFailure =
  | 'invalid'
  | 'too-few'
  | 'no-python'
  | 'no-packages'
  | 'no-hub'
  | 'gated'
  | 'wrong-base'
  | 'memory'
  | 'disk'
  | 'exists'
  | 'busy'
  | 'cancelled'
  | 'killed'
  | 'diverged'
  | 'store'
  | 'not-written'
  | 'failed';

/** One whole sentence for a person, and what it is about. */
export interface Refusal {
  readonly reason: TrainingFailure;
  readonly message: string;
}

/** What a training has to learn from. */
export interface PairCounts {
  /** Of the workspace, or the file: those that are learned from, that say when to stop, and that it is measured on later. */
  readonly train: number;
  readonly valid: number;
  readonly test: number;
  /** Ours, against forgetting, on top of `train`. */
  readonly generic: number;
  /** Fixes beside ones of the same text that were not wanted, and fixes with whether they were. */
  readonly preferences: number;
  readonly labelled: number;
  /** By why; `too-long`: with their answer longer than `max_seq_length`. */
  readonly leftOut: Readonly<Record<string, number>>;
}

/** The dry run: what a training would take. Nothing was written, downloaded or started for long. Sizes are bytes, times seconds. */
export interface TrainingPlan {
  readonly request: TrainingRequest;
  readonly id: string;
  /** Absolute path of the folder that the adapter gets. */
  readonly folder: string;
  readonly preset: Preset;
  readonly options: LoraOptions;
  readonly methods: readonly Method[];
  readonly pairs: PairCounts;
  /** Estimated from the length of the texts. */
  readonly tokens: { readonly perEpoch: number; readonly longest: number };
  /** Optimiser's steps of all epochs. */
  readonly steps: number;
  readonly device: Device;
  /** At once, one a GPU. */
  readonly processes: number;
  readonly memory: { readonly needed: number; readonly available: number };
  readonly disk: { readonly needed: number; readonly available: number };
  /** Guessed; with the download of packages and model where they are not here. */
  readonly seconds: number;
  /** How it would be run: `uv`; `venv`: a virtual environment of Self-Heal's own, made where it is missing; `python`: one that has the packages. */
  readonly launcher: { readonly kind: 'uv' | 'venv' | 'python' | 'mlx'; readonly program: string; readonly downloads: boolean } | null;
  /** Steps that a training of this id, which was cut short, has done already and goes on from. */
  readonly resumesAt: number | null;
  readonly warnings: readonly string[];
  /** Why it is not begun; empty where it may be. `too-few` is left out with `force`. */
  readonly refusals: readonly Refusal[];
}

/** `preparing`: pairs are written and packages fetched; `loading`: the model is read, or fetched; `training`; `evaluating`; `saving`. */
export type TrainingStage = 'preparing' | 'loading' | 'training' | 'evaluating' | 'saving';

/** Told as it goes on. */
export interface TrainingProgress {
  readonly stage: TrainingStage;
  /** For a person: what is done now, in a few words. */
  readonly text: string;
  readonly step?: number;
  readonly steps?: number;
  readonly epoch?: number;
  readonly loss?: number;
  readonly evalLoss?: number;
  /** Seconds that are left, guessed. */
  readonly eta?: number;
}

/** One line of `training_history.jsonl`. */
export interface TrainingPoint {
  readonly step: number;
  readonly epoch: number;
  readonly loss?: number;
  readonly eval_loss?: number;
  readonly learning_rate?: number;
  /** `sft`, or what followed on it. */
  readonly method: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** `metrics.json`. Losses are means over the tokens of answers. */
export interface TrainingMetrics {
  readonly train_loss: number;
  /** On held-out pairs, of what was kept; null where there were none. */
  readonly eval_loss: number | null;
  /** The same before anything was learned. */
  readonly eval_loss_before: number | null;
  /** Seconds. */
  readonly train_runtime: number;
  readonly train_samples_per_second: number;
  readonly epoch: number;
  readonly steps: number;
  /** Of the epochs that were done; counted, not estimated. */
  readonly tokens: number;
  /** Examples that were longer than `max_seq_length` by count, and left out for it. */
  readonly dropped: number;
  readonly device: string;
  /** Name and version of each package that had part in it. */
  readonly packages: Readonly<Record<string, string>>;
  /** ISO 8601 UTC. */
  readonly timestamp: string;
}

/** An adapter as a training left it: its folder has its name, and is registered. */
export interface Trained {
  readonly id: string;
  /** Absolute path. */
  readonly folder: string;
  readonly metrics: TrainingMetrics;
  readonly history: readonly TrainingPoint[];
}

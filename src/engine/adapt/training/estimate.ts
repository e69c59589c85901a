// What a training would need, guessed from the size of the model and the length of the examples. Rough: within a factor of two or three.

import type { Device } from './training';

/** Of a model whose size nothing tells: that of the usual small coder. */
export const USUAL_PARAMETERS = 1.5e9;
/** Of the packages, as they are downloaded and unpacked. */
export const PACKAGES_BYTES = 6e9;

export interface Work {
  readonly parameters: number;
  readonly device: Device;
  readonly batchSize: number;
  /** Of the longest example, in tokens. */
  readonly longest: number;
  readonly tokensPerEpoch: number;
  readonly epochs: number;
  readonly processes: number;
  /** Cores of a CPU that it may use. */
  readonly cores: number;
}

/** In bytes, on the device's own memory, of one process. */
export function memoryNeeded({ parameters, device, batchSize, longest }: Work): number {
  const width = device === 'cuda' ? 2 : 4;
  // Layers × hidden size grows about as the root of the parameters (measured from 135M to 7B); each such place keeps about 17 numbers for the way back. A
  // GPU works some of them out again instead. Then the scores of each word of a vocabulary of 100,000, three times.
  const kept = (17 * 1.5 * Math.sqrt(parameters) * width) / (device === 'cuda' ? 5 : 1);
  const scores = 3 * 100_000 * 4;
  return Math.round(parameters * width * 1.2 + batchSize * longest * (kept + scores) + 0.6e9);
}

/** In bytes: packages and model where they are not here, the adapter and its checkpoints. */
export function diskNeeded({ parameters }: Pick<Work, 'parameters'>, packages: boolean, model: boolean): number {
  return Math.round(2e8 + parameters * 0.1 + (packages ? PACKAGES_BYTES : 0) + (model ? parameters * 2 : 0));
}

/** Operations a second, for training: of one core of a CPU (measured with 135 million weights: 5e10), one GPU, one Apple chip. */
const SPEED: Readonly<Record<Device, number>> = { cpu: 3e10, cuda: 4e13, mps: 2e12, mlx: 3e12 };
/** Bytes a second of an ordinary line. */
const DOWNLOAD = 10e6;

/** Seconds. */
export function timeNeeded(work: Work, downloadBytes: number): number {
  const { parameters, device, tokensPerEpoch, epochs, processes, cores } = work;
  const speed = SPEED[device] * (device === 'cpu' ? cores : processes);
  // Twice the parameters forwards, as much back through them, and a third more for what is measured on the way.
  return Math.round(20 + (6 * parameters * tokensPerEpoch * epochs) / speed + downloadBytes / DOWNLOAD);
}

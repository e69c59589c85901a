// The numbers in a file of tensors (safetensors), and such a file of numbers: for weights that are to be stored another way round. Whether a file is whole is
// looked at in ../files/.

import { namedTensors } from '../files/safetensors';

export interface Tensor {
  /** `F32`, `F16`, `BF16`, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Throws where it is none. */
export function tensorsIn(file: Buffer): ReadonlyMap<string, Tensor> {
  const dataAt = 8 + Number(file.readBigUInt64LE(0));
  const named = namedTensors(file.subarray(8, dataAt).toString('utf8'));
  if (!named.ok) throw new Error(named.message);
  return new Map(
    named.value.map(({ name, dtype, shape, data_offsets: [start, end] }) => [
      name,
      { dtype, shape, bytes: file.subarray(dataAt + start, dataAt + end) },
    ]),
  );
}

export function fileOfTensors(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const head: Record<string, Entry | Readonly<Record<string, string>>> = { __metadata__: { format: 'pt' } };
  let at = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    head[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  // The numbers begin at a multiple of eight.
  const text = JSON.stringify(head);
  const json = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8 - Buffer.byteLength(text) + text.length));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...[...tensors.values()].map(({ bytes }) => bytes)]);
}

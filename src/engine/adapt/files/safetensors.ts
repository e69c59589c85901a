// Whether a file is whole safetensors: its header and that every tensor's bytes are there, read without loading any. The format runs nothing, but a file
// that is cut off, or whose header lies, makes the programs that load it fail later and in words that help nobody.

import * as v from 'valibot';
import { readFilePart } from '../../files/read-file';
import { failure, success, type Result } from '../../result';

/** As the format's own readers have it. */
const MAX_HEADER = 100_000_000;
const LENGTH_BYTES = 8;
const MAX_TENSORS = 100_000;

/** Bits of one number. */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
};

const natural = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const TensorSchema = v.object({
  dtype: v.string(),
  shape: v.pipe(v.array(natural), v.maxLength(16)),
  data_offsets: v.tuple([natural, natural]),
});
const HeaderSchema = v.record(v.string(), v.unknown());

export interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** Its tensors by name; or why it is none, as a part of a sentence. */
export function readSafetensors(file: string): Result<ReadonlyMap<string, Tensor>, 'invalid'> {
  const begin = readFilePart(file, 0, LENGTH_BYTES);
  if (!begin.ok) return invalid(begin.message.replace(/\.$/, ''));
  if (begin.value.part.length < LENGTH_BYTES) return invalid('it is cut off before its header');
  const headerBytes = begin.value.part.readBigUInt64LE(0);
  if (headerBytes < 2n || headerBytes > BigInt(MAX_HEADER)) return invalid('it does not begin as such a file does');
  const header = Number(headerBytes);
  const dataAt = LENGTH_BYTES + header;
  const read = readFilePart(file, LENGTH_BYTES, header);
  if (!read.ok) return invalid(read.message.replace(/\.$/, ''));
  const { part, size } = read.value;
  if (part.length < header) return invalid('it is cut off in its header');
  const named = namedTensors(part.toString('utf8'));
  if (!named.ok) return named;
  const tensors = named.value;
  if (tensors.length === 0) return invalid('it holds no tensors');
  if (tensors.length > MAX_TENSORS) return invalid('it holds more tensors than any adapter has');
  // One after the other, without holes, to the end of the file.
  let at = 0;
  for (const {
    name,
    dtype,
    shape,
    data_offsets: [start, end],
  } of [...tensors].sort((a, b) => a.data_offsets[0] - b.data_offsets[0])) {
    const bits = BITS[dtype];
    if (bits === undefined) return invalid(`its tensor ${shortly(name)} is of an unknown kind`);
    const wanted = shape.reduce((product, side) => product * BigInt(side), 1n) * BigInt(bits);
    if (start !== at || end < start || BigInt(end - start) * 8n !== wanted)
      return invalid(`the place of its tensor ${shortly(name)} is not what its shape takes`);
    at = end;
  }
  if (dataAt + at > size) return invalid(`it is cut off: ${dataAt + at} bytes are named in its header, and ${size} are there`);
  if (dataAt + at < size) return invalid('more stands behind its last tensor');
  return success(new Map(tensors.map(({ name, dtype, shape }) => [name, { dtype, shape }])));
}

type Named = v.InferOutput<typeof TensorSchema> & { readonly name: string };

/** What a header says, in its order; or why it is none, as a part of a sentence. Whether the numbers are there is not looked at. */
export function namedTensors(text: string): Result<readonly Named[], 'invalid'> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return invalid('its header is no JSON');
  }
  const header = v.safeParse(HeaderSchema, raw);
  if (!header.success || Array.isArray(raw)) return invalid('its header is no object');
  const tensors: Named[] = [];
  for (const [name, value] of Object.entries(header.output)) {
    if (name === '__metadata__') continue;
    const tensor = v.safeParse(TensorSchema, value);
    if (!tensor.success) return invalid(`what its header says of ${shortly(name)} is no tensor`);
    tensors.push({ name, ...tensor.output });
  }
  return success(tensors);
}

const shortly = (name: string): string => JSON.stringify(name.slice(0, 100));

const invalid = (why: string) => failure('invalid', why);

// Folders as a training leaves them, small and with weights that say nothing; and zips of every kind, the rude ones among them.

import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

export const BASE = 'test/tiny-llama';

/** Whole safetensors: one tensor of each name, of zeros. */
export function safetensors(tensors: Readonly<Record<string, readonly number[]>>): Buffer {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, shape]) => {
      const bytes = 4 * shape.reduce((product, side) => product * side, 1);
      const entry = { dtype: 'F32', shape, data_offsets: [at, at + bytes] };
      at += bytes;
      return [name, entry];
    }),
  );
  return withHeader(Buffer.from(JSON.stringify({ __metadata__: { format: 'pt' }, ...header })), Buffer.alloc(at));
}

export function withHeader(header: Buffer, data: Buffer, length: bigint = BigInt(header.length)): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(length);
  return Buffer.concat([size, header, data]);
}

export const WEIGHTS: Buffer = safetensors({
  'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight': [8, 16],
  'base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight': [16, 8],
});

/** PEFT's files by name. */
export const peftFiles = (config: object = {}): Record<string, Buffer> => ({
  'adapter_config.json': Buffer.from(JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: BASE, r: 8, lora_alpha: 16, ...config })),
  'adapter_model.safetensors': WEIGHTS,
});

/** Makes the folder and puts the files in. */
export function adapterFolder(folder: string, files: Readonly<Record<string, Buffer>> = peftFiles()): string {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
  return folder;
}

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
  /** As the directory says it; what it is where absent. */
  readonly saysBytes?: number;
  /** Kind and mode as Unix has them. */
  readonly mode?: number;
  readonly deflate?: boolean;
}

/** A zip with whatever is said of its entries, true or not. */
export function rawZip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, saysBytes = bytes.length, mode = 0o100644, deflate = false } of entries) {
    const data = deflate ? zlib.deflateRawSync(bytes) : bytes;
    const fileName = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(zlib.crc32(bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(saysBytes, 18);
    common.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, fileName, data]);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(mode * 0x10000, 4 + 2);
    central.writeUInt32LE(at, 10 + 2);
    centrals.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        Buffer.from([20, 3]),
        common.subarray(0, 26),
        // Comment, disk, inner attributes; outer attributes; place.
        Buffer.alloc(2 + 2 + 2),
        central.subarray(6, 10),
        central.subarray(12, 16),
        fileName,
      ]),
    );
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

export const zipOf = (files: Readonly<Record<string, Buffer>>, below = 'mended/'): ZipEntry[] =>
  Object.entries(files).map(([name, bytes]) => ({ name: `${below}${name}`, bytes, deflate: true }));

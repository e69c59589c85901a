// A folder with PEFT's files, or with a GGUF: as small as they can be and still be what they are.

import fs from 'node:fs';
import path from 'node:path';

export function adapterFolder(folder: string, { r = 8, base = 'org/base' }: { readonly r?: number; readonly base?: string } = {}): string {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'adapter_config.json'), JSON.stringify({ peft_type: 'LORA', r, base_model_name_or_path: base }));
  const header = Buffer.from('{}      ');
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  fs.writeFileSync(path.join(folder, 'adapter_model.safetensors'), Buffer.concat([size, header]));
  return folder;
}

/** A GGUF with these texts and no tensors. */
export function writeGguf(file: string, texts: Readonly<Record<string, string>>): void {
  const text = (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(bytes.length));
    return Buffer.concat([size, bytes]);
  };
  const head = Buffer.alloc(24);
  head.write('GGUF');
  head.writeUInt32LE(3, 4);
  head.writeBigUInt64LE(BigInt(Object.keys(texts).length), 16);
  const type = Buffer.alloc(4);
  type.writeUInt32LE(8);
  fs.writeFileSync(file, Buffer.concat([head, ...Object.entries(texts).flatMap(([key, value]) => [text(key), type, text(value)])]));
}

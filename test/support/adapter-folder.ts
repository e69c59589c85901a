// An adapter's folder as PEFT and we write it, small: one layer with weights of zeros.

import * as fs from 'node:fs';
import * as path from 'node:path';

export const BASE = 'acme/coder-1b';

/** Where a workspace keeps its adapters. */
export const adaptersOf = (workspace: string): string => path.join(workspace, '.self-heal', 'adapters');

/** Writes PEFT's two files into the folder, which is made. */
export function writePeftFiles(folder: string, base = BASE, rank = 2): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'adapter_config.json'),
    JSON.stringify({ peft_type: 'LORA', base_model_name_or_path: base, r: rank, lora_alpha: 4, target_modules: ['q_proj'] }, null, 2),
  );
  const layer = 'base_model.model.model.layers.0.self_attn.q_proj';
  const header = Buffer.from(
    JSON.stringify({
      [`${layer}.lora_A.weight`]: { dtype: 'F32', shape: [rank, 4], data_offsets: [0, rank * 16] },
      [`${layer}.lora_B.weight`]: { dtype: 'F32', shape: [4, rank], data_offsets: [rank * 16, rank * 32] },
    }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  fs.writeFileSync(path.join(folder, 'adapter_model.safetensors'), Buffer.concat([length, header, Buffer.alloc(rank * 32)]));
}

/** An adapter of a workspace; `more` goes over its metadata. @returns its folder. */
export function writeAdapter(workspace: string, id: string, more: Readonly<Record<string, unknown>> = {}): string {
  const folder = path.join(adaptersOf(workspace), id);
  writePeftFiles(folder);
  const metadata = {
    adapter_id: id,
    model_name: BASE,
    base_model: BASE,
    description: '',
    version: '1.0.0',
    created_at: '2026-11-20T02:30:00.000Z',
    success_rate: 0,
    priority: 'medium',
    error_types: ['NameError', 'TypeError'],
    tags: [],
    ...more,
  };
  fs.writeFileSync(path.join(folder, 'metadata.json'), `${JSON.stringify(metadata, null, 2)}\n`);
  return folder;
}

const side = (healed: number, proved: number, exact: number): Readonly<Record<string, number>> => ({
  proved,
  checked: healed - proved,
  exact,
  healed,
});

/** Comparisons as they stay with an adapter. */
export const COMPARED = {
  better: {
    at: '2026-11-20T03:10:00.000Z',
    base: BASE,
    adapter: 'fixes',
    held_out: { problems: 60, base: side(21, 9, 14), adapter: side(39, 20, 30) },
    generic: { problems: 100, base: side(44, 20, 20), adapter: side(44, 21, 19) },
    wins: 22,
    losses: 4,
    ties: 34,
    p: 0.0003,
    unanswered: 0,
    outcome: 'better',
    why: 'It heals 39 of 60 problems that it has not seen, its base 21; that is not chance, and nothing was forgotten.',
  },
  few: {
    at: '2026-11-20T03:10:00.000Z',
    base: BASE,
    adapter: 'few',
    held_out: { problems: 12, base: side(4, 2, 3), adapter: side(7, 3, 5) },
    generic: { problems: 100, base: side(44, 20, 20), adapter: side(43, 20, 20) },
    wins: 4,
    losses: 1,
    ties: 7,
    p: 0.1875,
    unanswered: 0,
    outcome: 'not-enough-evidence',
    why: 'Not enough evidence: 12 problems that it has not seen, and 30 are needed.',
  },
} as const;

// SGLang's server as its documents have it: adapters come and go at run time, each answer says whether it was done and what is loaded.

import fs from 'node:fs';
import path from 'node:path';
import { chat, loopback, type Loopback, type Told } from './loopback';

export interface SglangOptions {
  /** Started without --enable-lora. */
  readonly disabled?: true;
  readonly maxLoraRank?: number;
  /** It says yes to everything, and does nothing. */
  readonly hollow?: true;
  /** Its list has the model only. */
  readonly unlisted?: true;
}

export async function sglangServer({ disabled, maxLoraRank = 64, hollow, unlisted }: SglangOptions = {}): Promise<
  Loopback & { readonly loaded: Map<string, string> }
> {
  const loaded = new Map<string, string>();
  const said = (success: boolean, message = ''): Told => ({
    status: success ? 200 : 400,
    body: { success, error_message: message, loaded_adapters: Object.fromEntries(loaded) },
  });
  const server = await loopback(({ method, path: at, json }) => {
    const name = String(json['lora_name']);
    switch (`${method} ${at}`) {
      case 'GET /v1/models':
        return {
          body: {
            object: 'list',
            data: [
              { id: 'base', object: 'model', owned_by: 'sglang', root: 'base', parent: null },
              ...(unlisted ? [] : [...loaded].map(([id, root]) => ({ id, object: 'model', owned_by: 'sglang', root, parent: 'base' }))),
            ],
          },
        };
      case 'POST /load_lora_adapter': {
        if (disabled) return said(false, 'LoRA is not enabled. Please set `--enable-lora` to enable LoRA.');
        if (hollow) return said(true);
        if (loaded.has(name)) return said(false, `Failed to load LoRA adapter '${name}': LoRA adapter ${name} is already loaded.`);
        const config = path.join(String(json['lora_path']), 'adapter_config.json');
        if (!fs.existsSync(config)) return said(false, `Failed to load LoRA adapter ${name}: ${config} does not exist`);
        const { r } = JSON.parse(fs.readFileSync(config, 'utf8')) as { r: number };
        if (r > maxLoraRank)
          return said(
            false,
            `LoRA adapter ${name} with rank ${r} is incompatible with the current LoRA memory pool configuration. Please ensure that the LoRA adapter's rank is within the configured \`--max-lora-rank\`.`,
          );
        loaded.set(name, String(json['lora_path']));
        return said(true);
      }
      case 'POST /unload_lora_adapter':
        if (disabled) return said(false, 'LoRA is not enabled. Please set `--enable-lora` to enable LoRA.');
        if (hollow) return said(true);
        return loaded.delete(name) ? said(true) : said(false, `LoRA adapter with name ${name} does not exist. Loaded LoRA adapters: []`);
      case 'POST /v1/chat/completions': {
        const [model, adapter] = String(json['model']).split(':');
        if (adapter === undefined) return chat(model ?? '');
        return hollow || loaded.has(adapter)
          ? chat(hollow ? 'base' : `adapter ${adapter}`)
          : {
              status: 400,
              body: { object: 'error', message: `The following requested LoRA adapters are not loaded: {'${adapter}'}`, code: 400 },
            };
      }
    }
    return { status: 404, body: { detail: 'Not Found' } };
  });
  return { ...server, loaded };
}

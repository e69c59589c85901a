// vLLM's server as its documents have it: adapters come and go at run time, its yes is plain text, its list names the parent of each.

import fs from 'node:fs';
import path from 'node:path';
import { chat, loopback, type Loopback, type Told } from './loopback';

export interface VllmOptions {
  /** Of the model, as `--served-model-name`. */
  readonly base?: string;
  readonly maxLoraRank?: number;
  /** The folder of its filesystem resolver. */
  readonly resolver?: string;
  /** Started without VLLM_ALLOW_RUNTIME_LORA_UPDATING. */
  readonly fixed?: true;
  /** It says yes to everything, and does nothing. */
  readonly hollow?: true;
  /** It lists adapters and answers without them. */
  readonly deaf?: true;
}

const error = (status: number, type: string, message: string): Told => ({
  status,
  body: { error: { message, type, param: null, code: status } },
});

export async function vllmServer({ base = 'base', maxLoraRank = 16, resolver, fixed, hollow, deaf }: VllmOptions = {}): Promise<
  Loopback & { readonly loaded: Map<string, string> }
> {
  const loaded = new Map<string, string>();
  const server = await loopback(({ method, path: at, json }) => {
    const name = String(json['lora_name']);
    switch (`${method} ${at}`) {
      case 'GET /v1/models':
        return {
          body: {
            object: 'list',
            data: [
              { id: base, object: 'model', owned_by: 'vllm', root: base, parent: null },
              ...[...loaded].map(([id, root]) => ({ id, object: 'model', owned_by: 'vllm', root, parent: base })),
            ],
          },
        };
      case 'POST /v1/load_lora_adapter': {
        if (fixed) break;
        if (hollow) return { body: `Success: LoRA adapter '${name}' added successfully.` };
        const folder = String(json['lora_path']);
        if (loaded.has(name))
          return error(
            400,
            'InvalidUserInput',
            `The lora adapter '${name}' has already been loaded. If you want to load the adapter in place, set 'load_inplace' to True.`,
          );
        const config = path.join(folder, 'adapter_config.json');
        if (!fs.existsSync(config)) return error(404, 'NotFoundError', `Loading lora ${name} failed: No adapter found for ${folder}`);
        const { r } = JSON.parse(fs.readFileSync(config, 'utf8')) as { r: number };
        if (r > maxLoraRank) return error(400, 'BadRequestError', `LoRA rank ${r} is greater than max_lora_rank ${maxLoraRank}.`);
        loaded.set(name, folder);
        return { body: `Success: LoRA adapter '${name}' added successfully.` };
      }
      case 'POST /v1/unload_lora_adapter':
        if (fixed) break;
        if (hollow) return { body: `Success: LoRA adapter '${name}' removed successfully.` };
        if (!loaded.delete(name)) return error(404, 'NotFoundError', `The lora adapter '${name}' cannot be found.`);
        return { body: `Success: LoRA adapter '${name}' removed successfully.` };
      case 'POST /v1/chat/completions': {
        const model = String(json['model']);
        if (model === base) return chat('the model');
        if (resolver && !loaded.has(model) && fs.existsSync(path.join(resolver, model, 'adapter_config.json')))
          loaded.set(model, path.join(resolver, model));
        return loaded.has(model)
          ? chat(deaf ? 'the model' : `adapter ${model}`)
          : error(404, 'NotFoundError', `The model \`${model}\` does not exist.`);
      }
    }
    return { status: 404, body: { detail: 'Not Found' } };
  });
  return { ...server, loaded };
}

// Ollama's server as its documents have it: files come as blobs under their digests, models are made of them, listed, shown and deleted.

import { chat, loopback, sha256, type Loopback, type Told } from './loopback';

export interface OllamaOptions {
  /** Of the base, as `general.architecture` names it. */
  readonly family?: string;
  /** It makes a model of the base, and leaves the adapter out. */
  readonly deaf?: true;
  /** It says that it made one, and did not. */
  readonly hollow?: true;
  /** Its answer to a creation is one object a line. */
  readonly streams?: true;
  /** Why it makes none. */
  readonly refuses?: string;
}

export async function ollamaServer({ family = 'llama', deaf, hollow, streams, refuses }: OllamaOptions = {}): Promise<
  Loopback & { readonly blobs: Map<string, Buffer>; readonly made: Map<string, Readonly<Record<string, unknown>>> }
> {
  const blobs = new Map<string, Buffer>();
  const made = new Map<string, Readonly<Record<string, unknown>>>();
  const unknown = (name: string): Told => ({ status: 404, body: { error: `model '${name}' not found` } });
  const server = await loopback(({ method, path, json, bytes }) => {
    const model = String(json['model']);
    const [, digest] = /^\/api\/blobs\/(sha256:[0-9a-f]{64})$/.exec(path) ?? [];
    if (digest !== undefined) {
      if (method === 'HEAD') return { status: blobs.has(digest) ? 200 : 404 };
      if (sha256(bytes) !== digest) return { status: 400, body: { error: 'digest mismatch' } };
      blobs.set(digest, bytes);
      return { status: 201 };
    }
    switch (`${method} ${path}`) {
      case 'GET /v1/models':
        return { body: { object: 'list', data: [{ id: 'base:latest', object: 'model', owned_by: 'library' }] } };
      case 'GET /api/version':
        return { body: { version: '0.30.1' } };
      case 'GET /api/tags':
        return { body: { models: ['base', ...made.keys()].map((name) => ({ name: `${name}:latest`, model: `${name}:latest` })) } };
      case 'POST /api/show':
        return model === 'base'
          ? { body: { modelfile: 'FROM base', details: { family }, model_info: { 'general.architecture': family } } }
          : unknown(model);
      case 'POST /api/create': {
        if (refuses !== undefined) return { status: 500, body: { error: refuses } };
        const files = Object.values((json['adapters'] ?? {}) as Record<string, string>);
        if (files.some((file) => !blobs.has(file))) return { status: 400, body: { error: 'blob not found' } };
        if (!hollow) made.set(model, json);
        return {
          body: streams ? '{"status":"creating new layer"}\n{"status":"writing manifest"}\n{"status":"success"}\n' : { status: 'success' },
        };
      }
      case 'DELETE /api/delete':
        return made.delete(model) ? {} : unknown(model);
      case 'POST /v1/chat/completions':
        if (model === 'base') return chat('base');
        return made.has(model)
          ? chat(deaf ? 'base' : model)
          : { status: 404, body: { error: { message: `model '${model}' not found`, type: 'not_found_error' } } };
    }
    return { status: 404, body: '404 page not found' };
  });
  return { ...server, blobs, made };
}

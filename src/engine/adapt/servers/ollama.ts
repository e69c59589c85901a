// Ollama: a model of its own for each adapter, made from the base and the adapter's files. It has been seen to make one and leave the adapter out.

import { createHash } from 'node:crypto';
import path from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { fileChunks } from '../../files/read-file';
import { failure, success } from '../../result';
import { changesAnswers } from './effect';
import { CONFIG, GGUF, ggufOf, isFile, peftFilesOf, WEIGHTS } from './files';
import { fieldOf, Http, listIn, sentenceIn, textIn, type Reply } from './http';
import type { AdapterServer, Asking, Driver, RequestChange, ServedAdapter, ServerResult, ServerSettings } from './server';

export const ollama: Driver = (settings) => new Ollama(settings);

/** Whose adapters it reads as PEFT writes them; all others have to be GGUF. */
const READS_PEFT = /^(?:llama|mistral|gemma)/i;
/** Of a model's name. */
const MAX_NAME = 80;

class Ollama implements AdapterServer {
  readonly id = 'ollama';
  readonly title = 'Ollama';
  readonly host: string;
  private readonly http: Http;

  constructor(private readonly settings: ServerSettings) {
    this.http = new Http(settings);
    this.host = this.http.host;
  }

  async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const base = this.settings.address.name;
    const shown = await this.http.send('/api/show', how, { json: { model: base } });
    if (!shown.ok) return shown;
    if (shown.value.status === 404 && textIn(shown.value.json, 'error') === undefined) return this.isNone(shown.value);
    if (shown.value.status !== 200)
      return failure(
        'refused',
        `Ollama at ${this.host} has no model ${base}${this.http.said(shown.value)}; get it with “ollama pull ${base}”.`,
      );
    const names = await filesFor(adapter, shown.value.json);
    if (!names.ok) return names;
    const adapters: Record<string, string> = {};
    for (const name of names.value) {
      how.onProgress?.(`Sending ${name} of ${adapter.id} to Ollama at ${this.host}…`);
      const digest = await this.upload(path.join(adapter.folder, name), how);
      if (!digest.ok) return digest;
      adapters[name] = digest.value;
    }
    const model = nameOf(adapter.id);
    how.onProgress?.(`Ollama makes ${model} of ${base} and ${adapter.id}…`);
    const made = await this.http.send('/api/create', how, { json: { model, from: base, adapters, stream: false }, isLong: true });
    if (!made.ok) return made;
    const fault = faultIn(made.value);
    if (fault !== undefined) return this.refused(made.value, adapter, fault);
    const there = await this.has(model, how);
    if (!there.ok) return there;
    if (!there.value) return failure('no-effect', `Ollama at ${this.host} said that it made ${model}, but does not list it.`);
    const adapted = { model };
    const changed = await changesAnswers(this.http, { base: {}, adapter: adapted, called: `the adapter ${adapter.id}` }, how);
    if (changed.ok) return success(adapted);
    // What was made for nothing takes nobody's disk.
    await this.http.send('/api/delete', { signal: AbortSignal.timeout(10_000) }, { method: 'DELETE', json: { model } });
    return changed;
  }

  async unload({ id }: Pick<ServedAdapter, 'id'>, how: Asking): Promise<ServerResult<undefined>> {
    const model = nameOf(id);
    const there = await this.has(model, how);
    if (!there.ok) return there;
    if (!there.value) return success(undefined);
    const got = await this.http.send('/api/delete', how, { method: 'DELETE', json: { model } });
    if (!got.ok) return got;
    const still = await this.has(model, how);
    if (!still.ok) return still;
    return still.value
      ? failure('no-effect', `Ollama at ${this.host} still has ${model} after it was asked to delete it${this.http.said(got.value)}.`)
      : success(undefined);
  }

  async requestFor({ id }: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const model = nameOf(id);
    const there = await this.has(model, how);
    if (!there.ok) return there;
    return there.value
      ? success({ model })
      : failure('not-loaded', `Ollama at ${this.host} has no model ${model}, which would be the adapter ${id}: activate it again.`);
  }

  requestForBase(): Promise<ServerResult<RequestChange>> {
    return Promise.resolve(success({}));
  }

  private async has(model: string, how: Asking): Promise<ServerResult<boolean>> {
    const got = await this.http.send('/api/tags', how);
    if (!got.ok) return got;
    const models = fieldOf(got.value.json, 'models');
    if (got.value.status !== 200 || (models !== null && !Array.isArray(models))) return this.isNone(got.value);
    const named = listIn(got.value.json, 'models').flatMap((one) => [textIn(one, 'name') ?? '', textIn(one, 'model') ?? '']);
    return success(named.some((name) => name === model || name === `${model}:latest`));
  }

  /** @returns its digest, under which the server has it then. */
  private async upload(file: string, how: Asking): Promise<ServerResult<string>> {
    const hash = createHash('sha256');
    try {
      for await (const chunk of fileChunks(file)) hash.update(chunk);
    } catch (error) {
      return failure('bad-adapter', `${file} can't be read: ${error instanceof Error ? error.message : String(error)}.`);
    }
    const digest = `sha256:${hash.digest('hex')}`;
    const known = await this.http.send(`/api/blobs/${digest}`, how, { method: 'HEAD' });
    if (!known.ok) return known;
    if (known.value.status === 200) return success(digest);
    const bytes = ReadableStream.from<Uint8Array>(fileChunks(file));
    const sent = await this.http.send(`/api/blobs/${digest}`, how, { method: 'POST', bytes, isLong: true });
    if (!sent.ok) return sent;
    return sent.value.status === 200 || sent.value.status === 201
      ? success(digest)
      : failure('refused', `Ollama at ${this.host} did not take ${path.basename(file)}${this.http.said(sent.value)}.`);
  }

  private refused(reply: Reply, { id }: ServedAdapter, fault: string): ServerResult<never> {
    const base = this.settings.address.name;
    const said = this.http.said(reply);
    if (/unsupported architecture|unknown architecture/i.test(fault))
      return failure(
        'bad-adapter',
        `Ollama at ${this.host} can't read ${id} as it is${said}; convert it to GGUF first: “self-heal adapters convert ${id}”.`,
      );
    if (/mismatch|does not match|wrong shape|incompatible/i.test(fault))
      return failure('wrong-base', `Ollama at ${this.host} did not put ${id} on ${base}: it was made for another model${said}.`);
    if (/neither 'from' or 'files'|modelfile/i.test(fault))
      return failure(
        'not-supported',
        `Ollama at ${this.host} is too old to be given an adapter this way${said}; 0.5.5 is the first that can.`,
      );
    return failure('refused', `Ollama at ${this.host} did not make a model of ${base} and ${id}${said || `: ${fault}`}.`);
  }

  private isNone({ status }: Reply): ServerResult<never> {
    return failure('not-supported', `${this.host} does not answer as Ollama does (HTTP ${status}); check the base URL.`);
  }
}

/** The adapter's model; the same for the same adapter. */
export function nameOf(id: string): string {
  const name = `self-heal-${id}`;
  return name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME - 9)}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}

/** The GGUF where there is one, else PEFT's where the base is of a kind whose adapters are read so. */
async function filesFor(adapter: ServedAdapter, base: unknown): Promise<ServerResult<readonly string[]>> {
  const details = fieldOf(base, 'details');
  const families = [textIn(fieldOf(base, 'model_info'), 'general.architecture'), textIn(details, 'family')].filter(
    (name) => name !== undefined,
  );
  const [family] = families;
  if (isFile(path.join(adapter.folder, GGUF))) {
    const gguf = await ggufOf(adapter, 'Ollama');
    if (!gguf.ok) return gguf;
    const { architecture } = gguf.value;
    return architecture !== undefined && families.length > 0 && !families.includes(architecture)
      ? failure(
          'wrong-base',
          `The adapter ${adapter.id} is for models of the kind ${architecture}, and the one there is of the kind ${family}.`,
        )
      : success([GGUF]);
  }
  const peft = peftFilesOf(adapter);
  if (!peft.ok) return peft;
  return family === undefined || READS_PEFT.test(family)
    ? success([CONFIG, WEIGHTS])
    : failure(
        'bad-adapter',
        `Ollama reads adapters for ${family} only as GGUF, and ${adapter.id} has no ${GGUF} yet: run “self-heal adapters convert ${adapter.id}”.`,
      );
}

/** Why no model was made; undefined where the server says that one was. Its answer is one object, or one a line. */
function faultIn({ status, text, json }: Reply): string | undefined {
  const lines = json === undefined ? text.split('\n').filter((line) => line.trim() !== '') : [text];
  let last: unknown;
  for (const line of lines) {
    try {
      last = JSON.parse(line);
    } catch {
      return 'it answered with something that can not be read';
    }
    const error = textIn(last, 'error');
    if (error !== undefined) return error;
  }
  if (status >= 300) return sentenceIn(last) ?? `HTTP ${status}`;
  return textIn(last, 'status') === 'success' ? undefined : 'it did not say that it was done';
}

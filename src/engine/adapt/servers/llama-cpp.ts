// llama.cpp's server: has the adapters that it was started with, and no others. Which of them answers is said by every question: one that names none is
// answered from whatever the server remembers of the question before it, another adapter's words included.

import path from 'node:path';
import { failure, success } from '../../result';
import { changesAnswers } from './effect';
import { GGUF, ggufOf, seenBy } from './files';
import { fieldOf, Http, textIn } from './http';
import type { AdapterServer, Asking, Driver, RequestChange, ServedAdapter, ServerResult, ServerSettings } from './server';

export const llamaCpp: Driver = (settings) => new LlamaCpp(settings);

interface Loaded {
  readonly id: number;
  readonly path: string;
  readonly scale: number;
}

class LlamaCpp implements AdapterServer {
  readonly id = 'llama-cpp';
  readonly title = 'llama.cpp';
  readonly host: string;
  private readonly http: Http;

  constructor(private readonly settings: ServerSettings) {
    this.http = new Http(settings);
    this.host = this.http.host;
  }

  async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const gguf = await ggufOf(adapter, this.title);
    if (!gguf.ok) return gguf;
    // Only questions that name it are to be answered by it: those of other programs are not ours to change.
    const off = await this.switchOff(how);
    if (!off.ok) return off;
    const request = await this.requestFor(adapter, how);
    if (!request.ok) return request;
    const base = await this.requestForBase(how);
    if (!base.ok) return base;
    const called = `the adapter ${adapter.id}`;
    const changed = await changesAnswers(this.http, { base: base.value, adapter: request.value, called }, how);
    return changed.ok ? request : changed;
  }

  async unload(_adapter: Pick<ServedAdapter, 'id'>, how: Asking): Promise<ServerResult<undefined>> {
    const loaded = await this.adapters(how);
    if (!loaded.ok) return loaded;
    return loaded.value.length === 0 ? success(undefined) : this.switchOff(how);
  }

  async requestFor(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const loaded = await this.adapters(how);
    if (!loaded.ok) return loaded;
    const found = loaded.value.filter((one) => isFileOf(adapter, one.path, this.settings));
    const [only] = found;
    const file = path.join(seenBy(this.settings, adapter.folder), GGUF);
    if (!only)
      return failure(
        'not-loaded',
        `llama.cpp at ${this.host} was not started with ${adapter.id}, and takes no adapter while it runs: restart it with “--lora-scaled ${file}:0”${loaded.value.length > 0 ? ' beside those that it has' : ''}.`,
      );
    if (found.length > 1)
      return failure('refused', `llama.cpp at ${this.host} has ${adapter.id} ${found.length} times; start it with each adapter once.`);
    return success({ body: { lora: loaded.value.map(({ id }) => ({ id, scale: id === only.id ? 1 : 0 })) } });
  }

  async requestForBase(how: Asking): Promise<ServerResult<RequestChange>> {
    const loaded = await this.adapters(how);
    if (!loaded.ok) return loaded;
    return success(loaded.value.length === 0 ? {} : { body: { lora: loaded.value.map(({ id }) => ({ id, scale: 0 })) } });
  }

  /** It answers a change with success whatever was asked for, so it is looked at. */
  private async switchOff(how: Asking): Promise<ServerResult<undefined>> {
    const before = await this.adapters(how);
    if (!before.ok) return before;
    if (before.value.every(({ scale }) => scale === 0)) return success(undefined);
    const got = await this.http.send('/lora-adapters', how, { json: before.value.map(({ id }) => ({ id, scale: 0 })) });
    if (!got.ok) return got;
    const after = await this.adapters(how);
    if (!after.ok) return after;
    return after.value.every(({ scale }) => scale === 0)
      ? success(undefined)
      : failure(
          'no-effect',
          `llama.cpp at ${this.host} did not switch its adapters off${got.value.status < 300 ? ', though it said so' : this.http.said(got.value)}.`,
        );
  }

  private async adapters(how: Asking): Promise<ServerResult<readonly Loaded[]>> {
    const got = await this.http.send('/lora-adapters', how);
    if (!got.ok) return got;
    const { status, json } = got.value;
    if (status === 404 || status === 405 || status === 501)
      return failure(
        'not-supported',
        `${this.host} has no list of adapters, so it is no llama.cpp server that can use them (HTTP ${status}).`,
      );
    if (status === 503) return failure('no-server', `llama.cpp at ${this.host} is still loading its model; try again in a moment.`);
    if (status !== 200 || !Array.isArray(json))
      return failure('bad-reply', `${this.host} did not answer with a list of adapters${this.http.said(got.value)}.`);
    const loaded = json.map((one: unknown) => {
      const [id, scale] = [fieldOf(one, 'id'), fieldOf(one, 'scale')];
      return typeof id === 'number' && typeof scale === 'number' ? { id, scale, path: textIn(one, 'path') ?? '' } : undefined;
    });
    // A list that is read in part would leave some of them unnamed.
    return loaded.every((one) => one !== undefined)
      ? success(loaded)
      : failure('bad-reply', `The list of adapters of ${this.host} could not be read.`);
  }
}

/** By its whole path where the server tells that; else by the end of it, `<id>/adapter.gguf` or `<id>.gguf`. */
function isFileOf({ id, folder }: ServedAdapter, there: string, settings: ServerSettings): boolean {
  const plain = (file: string): string => file.replaceAll('\\', '/');
  const [file, own] = [plain(there), [path.join(folder, GGUF), `${seenBy(settings, folder)}/${GGUF}`].map(plain)];
  return (
    own.includes(file) || [`${path.basename(folder)}/${GGUF}`, `${id}/${GGUF}`, `${id}.gguf`].some((end) => `/${file}`.endsWith(`/${end}`))
  );
}

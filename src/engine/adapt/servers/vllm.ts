// vLLM: takes and gives up adapters while it runs (`VLLM_ALLOW_RUNTIME_LORA_UPDATING=True`), and knows them by a name of their own. Or it has a
// folder that it looks into for names it doesn't know: then a copy there is all.

import fs from 'node:fs';
import path from 'node:path';
import { failure, success } from '../../result';
import { changesAnswers } from './effect';
import { CONFIG, peftFilesOf, seenBy, WEIGHTS, type PeftFiles } from './files';
import { Http, type ListedModel, type Reply } from './http';
import type { AdapterServer, Asking, Driver, RequestChange, ServedAdapter, ServerResult, ServerSettings } from './server';
import { madeForAnother, nothingAt, startedWithout } from './refusals';

export const vllm: Driver = (settings) => (settings.copyTo === undefined ? new Vllm(settings) : new VllmFolder(settings, settings.copyTo));

class Vllm implements AdapterServer {
  readonly id = 'vllm';
  readonly title = 'vLLM';
  readonly host: string;
  protected readonly http: Http;

  constructor(private readonly settings: ServerSettings) {
    this.http = new Http(settings);
    this.host = this.http.host;
  }

  async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const files = peftFilesOf(adapter);
    if (!files.ok) return files;
    const folder = seenBy(this.settings, adapter.folder);
    const there = await this.listed(adapter.id, how);
    if (!there.ok) return there;
    // Another adapter under this name, or the same one trained anew: vLLM does not look at a folder twice.
    if (there.value) {
      const gone = await this.unload(adapter, how);
      if (!gone.ok) return gone;
    }
    how.onProgress?.(`Loading ${adapter.id} into vLLM at ${this.host}…`);
    const got = await this.http.send('/v1/load_lora_adapter', how, { json: { lora_name: adapter.id, lora_path: folder }, isLong: true });
    if (!got.ok) return got;
    // Its yes is plain text, and only its status counts.
    if (got.value.status !== 200) return this.refused(got.value, adapter, files.value, folder);
    const now = await this.listed(adapter.id, how);
    if (!now.ok) return now;
    if (!now.value)
      return failure('no-effect', `vLLM at ${this.host} said that it loaded ${adapter.id}, but does not list it, so it is not used.`);
    const adapted = { model: adapter.id };
    const changed = await changesAnswers(this.http, { base: {}, adapter: adapted, called: `the adapter ${adapter.id}` }, how);
    return changed.ok ? success(adapted) : changed;
  }

  async unload({ id }: Pick<ServedAdapter, 'id'>, how: Asking): Promise<ServerResult<undefined>> {
    const there = await this.listed(id, how);
    if (!there.ok) return there;
    if (!there.value) return success(undefined);
    const got = await this.http.send('/v1/unload_lora_adapter', how, { json: { lora_name: id } });
    if (!got.ok) return got;
    if (isUnknownPath(got.value)) return this.notSupported(id, 'unload');
    const still = await this.listed(id, how);
    if (!still.ok) return still;
    return still.value
      ? failure(
          'no-effect',
          `vLLM at ${this.host} still has the adapter ${id} after it was asked to unload it${this.http.said(got.value)}.`,
        )
      : success(undefined);
  }

  async requestFor({ id }: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const there = await this.listed(id, how);
    if (!there.ok) return there;
    return there.value
      ? success({ model: id })
      : failure(
          'not-loaded',
          `vLLM at ${this.host} does not have the adapter ${id}; it forgets them when it is restarted: activate it again.`,
        );
  }

  requestForBase(): Promise<ServerResult<RequestChange>> {
    return Promise.resolve(success({}));
  }

  /** The adapter as the server lists it; a model of that name that is no adapter is a failure. */
  protected async listed(id: string, how: Asking): Promise<ServerResult<ListedModel | undefined>> {
    const models = await this.http.models(how);
    if (!models.ok) return models;
    const found = models.value.find((model) => model.id === id);
    return found && found.parent === undefined
      ? failure('refused', `${this.host} calls one of its models ${id}, and it is no adapter; give the adapter another name.`)
      : success(found);
  }

  private refused(reply: Reply, { id }: ServedAdapter, { base, rank }: PeftFiles, folder: string): ServerResult<never> {
    const { status, text } = reply;
    const said = this.http.said(reply);
    const no = `vLLM at ${this.host} did not load ${id}`;
    if (isUnknownPath(reply)) return this.notSupported(id, 'load');
    if (/max_lora_rank|max-lora-rank/i.test(text))
      return failure(
        'refused',
        `${no}: its rank${rank === undefined ? '' : ` ${rank}`} is higher than the server allows; start vLLM with --max-lora-rank ${rankFlag(rank)}.`,
      );
    if (/lora.{0,40}(?:not enabled|disabled|is not supported)|enable[-_]lora/i.test(text)) return startedWithout({ no, said });
    if (/shape|size mismatch|expected target|target modules|unexpected module|unsupported lora weight/i.test(text))
      return madeForAnother({ no, said }, base);
    if (status === 404 || /no adapter found|no such file|does not exist|not.{0,20}allowed.{0,20}(?:path|prefix)/i.test(text))
      return nothingAt({ no, said }, folder);
    return failure('refused', `${no}${said}.`);
  }

  private notSupported(id: string, verb: string): ServerResult<never> {
    return failure(
      'not-supported',
      `${this.host} can not ${verb} ${id} while it runs: start vLLM with --enable-lora and VLLM_ALLOW_RUNTIME_LORA_UPDATING=True.`,
    );
  }
}

/** The server's own folder of adapters (`VLLM_PLUGINS=lora_filesystem_resolver`, `VLLM_LORA_RESOLVER_CACHE_DIR`). */
class VllmFolder extends Vllm {
  constructor(
    settings: ServerSettings,
    private readonly folder: string,
  ) {
    super(settings);
  }

  override async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const files = peftFilesOf(adapter);
    if (!files.ok) return files;
    how.onProgress?.(`Copying ${adapter.id} to ${this.folder}…`);
    const copied = await this.copy(adapter);
    if (!copied.ok) return copied;
    const adapted = { model: adapter.id };
    const changed = await changesAnswers(this.http, { base: {}, adapter: adapted, called: `the adapter ${adapter.id}` }, how);
    if (changed.ok) return success(adapted);
    this.removeCopy(adapter.id);
    return changed.reason === 'not-loaded'
      ? failure(
          'not-supported',
          `vLLM at ${this.host} does not look into ${this.folder}: start it with --enable-lora, VLLM_PLUGINS=lora_filesystem_resolver and VLLM_LORA_RESOLVER_CACHE_DIR set to that folder.`,
        )
      : changed;
  }

  override async unload({ id }: Pick<ServedAdapter, 'id'>, how: Asking): Promise<ServerResult<undefined>> {
    if (!this.removeCopy(id)) return failure('refused', `The copy of ${id} in ${this.folder} could not be removed.`);
    // What it has read it keeps; where it can't let go of it while it runs, nothing asks for it any more.
    const gone = await super.unload({ id }, how);
    return gone.ok || gone.reason !== 'not-supported' ? gone : success(undefined);
  }

  override requestFor(adapter: ServedAdapter): Promise<ServerResult<RequestChange>> {
    return Promise.resolve(
      fs.existsSync(path.join(this.copyOf(adapter.id), CONFIG))
        ? success({ model: adapter.id })
        : failure(
            'not-loaded',
            `The adapter ${adapter.id} is not in ${this.folder}, where vLLM at ${this.host} looks for it: activate it again.`,
          ),
    );
  }

  private copyOf = (id: string): string => path.join(this.folder, id);

  /** Whole or not at all: the server may look at any time. */
  private async copy({ id, folder }: ServedAdapter): Promise<ServerResult<undefined>> {
    const made = path.join(this.folder, `.${id}.${process.pid}`);
    try {
      await fs.promises.rm(made, { recursive: true, force: true });
      // Not made where it is missing: a folder that nobody looks into is a slip in the settings.
      await fs.promises.mkdir(made);
      for (const name of [CONFIG, WEIGHTS]) await fs.promises.copyFile(path.join(folder, name), path.join(made, name));
      await fs.promises.rm(this.copyOf(id), { recursive: true, force: true });
      await fs.promises.rename(made, this.copyOf(id));
      return success(undefined);
    } catch (error) {
      await fs.promises.rm(made, { recursive: true, force: true }).catch(() => undefined);
      return failure(
        'bad-settings',
        `The adapter ${id} could not be copied to ${this.folder}: ${error instanceof Error ? error.message : String(error)}.`,
      );
    }
  }

  private removeCopy(id: string): boolean {
    try {
      // Only what looks like a copy of ours.
      if (fs.existsSync(path.join(this.copyOf(id), CONFIG))) fs.rmSync(this.copyOf(id), { recursive: true, force: true });
      return true;
    } catch {
      return false;
    }
  }
}

/** There is no such path on the server, which is another thing than that it found no adapter. */
const isUnknownPath = ({ status, text }: Reply): boolean =>
  status === 405 || (status === 404 && !/adapter|lora/i.test(text.replace(/\/v1\/(?:un)?load_lora_adapter/g, '')));

/** The server takes only some numbers. */
const rankFlag = (rank: number | undefined): number => [8, 16, 32, 64, 128, 256, 320, 512].find((most) => most >= (rank ?? 32)) ?? 512;

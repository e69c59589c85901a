// SGLang: takes and gives up adapters while it runs, where it was started with --enable-lora. A question names the adapter behind the model: `base:adapter`.

import { failure, success } from '../../result';
import { changesAnswers } from './effect';
import { peftFilesOf, seenBy } from './files';
import { fieldOf, Http, sentenceIn, type Reply } from './http';
import type { AdapterServer, Asking, Driver, RequestChange, ServedAdapter, ServerResult, ServerSettings } from './server';
import { madeForAnother, nothingAt, startedWithout } from './refusals';

export const sglang: Driver = (settings) => new SgLang(settings);

class SgLang implements AdapterServer {
  readonly id = 'sglang';
  readonly title = 'SGLang';
  readonly host: string;
  private readonly http: Http;

  constructor(private readonly settings: ServerSettings) {
    this.http = new Http(settings);
    this.host = this.http.host;
  }

  async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const files = peftFilesOf(adapter);
    if (!files.ok) return files;
    const { id } = adapter;
    const folder = seenBy(this.settings, adapter.folder);
    how.onProgress?.(`Loading ${id} into SGLang at ${this.host}…`);
    const first = await this.give(id, folder, how);
    if (!first.ok) return first;
    let reply = first.value;
    if (!isYes(reply) && /already (?:been )?loaded/i.test(reply.text)) {
      // Under this name it may have another one, or the same from before it was trained anew.
      const gone = await this.unload(adapter, how);
      if (!gone.ok) return gone;
      const again = await this.give(id, folder, how);
      if (!again.ok) return again;
      reply = again.value;
    }
    if (!isYes(reply)) return this.refused(reply, adapter, files.value.base, files.value.rank, folder);
    const loaded = fieldOf(reply.json, 'loaded_adapters');
    if (typeof loaded === 'object' && loaded !== null && !Object.hasOwn(loaded, id))
      return failure('no-effect', `SGLang at ${this.host} said that it loaded ${id}, but does not list it, so it is not used.`);
    const adapted = this.named(id);
    const changed = await changesAnswers(this.http, { base: {}, adapter: adapted, called: `the adapter ${id}` }, how);
    return changed.ok ? success(adapted) : changed;
  }

  async unload({ id }: Pick<ServedAdapter, 'id'>, how: Asking): Promise<ServerResult<undefined>> {
    const got = await this.http.send('/unload_lora_adapter', how, { json: { lora_name: id }, isLong: true });
    if (!got.ok) return got;
    const reply = got.value;
    if (reply.status === 404 || reply.status === 405) return this.notSupported(id, 'unload');
    if (!isYes(reply)) {
      // One that it does not have is out of the way.
      return /not (?:loaded|found|exist)|does not exist|unknown|not enabled|enable[-_]lora/i.test(sentenceIn(reply.json) ?? '')
        ? success(undefined)
        : failure('refused', `SGLang at ${this.host} did not unload ${id}${this.http.said(reply)}.`);
    }
    const loaded = fieldOf(reply.json, 'loaded_adapters');
    return typeof loaded === 'object' && loaded !== null && Object.hasOwn(loaded, id)
      ? failure('no-effect', `SGLang at ${this.host} still has the adapter ${id} after it was asked to unload it.`)
      : success(undefined);
  }

  async requestFor({ id }: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const models = await this.http.models(how);
    if (!models.ok) return models;
    if (models.value.some((model) => model.id === id)) return success(this.named(id));
    // Older ones do not list adapters, so it is asked for a word.
    const word = await this.http.ask({ ...this.named(id), body: { max_tokens: 1 } }, [{ role: 'user', content: 'Say yes.' }], how);
    if (word.ok) return success(this.named(id));
    return word.reason === 'refused' || word.reason === 'not-loaded'
      ? failure(
          'not-loaded',
          `SGLang at ${this.host} does not have the adapter ${id}; it forgets them when it is restarted: activate it again.`,
        )
      : word;
  }

  requestForBase(): Promise<ServerResult<RequestChange>> {
    return Promise.resolve(success({}));
  }

  private named(id: string): RequestChange {
    return { model: `${this.settings.address.name}:${id}` };
  }

  private give(id: string, folder: string, how: Asking): Promise<ServerResult<Reply>> {
    return this.http.send('/load_lora_adapter', how, { json: { lora_name: id, lora_path: folder }, isLong: true });
  }

  private refused(
    reply: Reply,
    { id }: ServedAdapter,
    base: string | undefined,
    rank: number | undefined,
    folder: string,
  ): ServerResult<never> {
    const words = sentenceIn(reply.json) ?? reply.text;
    const said = this.http.said(reply);
    const no = `SGLang at ${this.host} did not load ${id}`;
    if ((reply.status === 404 || reply.status === 405) && !/adapter|lora/i.test(words)) return this.notSupported(id, 'load');
    if (/not enabled|enable[-_]lora/i.test(words)) return startedWithout({ no, said });
    if (/max[-_ ]lora[-_ ]rank|memory pool/i.test(words))
      return failure(
        'refused',
        `${no}: it has no room for its rank${rank === undefined ? '' : ` ${rank}`} or its layers; start it with --max-lora-rank ${rank ?? 64} and --lora-target-modules all.`,
      );
    if (/shape|mismatch|target module/i.test(words)) return madeForAnother({ no, said }, base);
    if (/no such file|not found|does not exist|not a valid|repo id/i.test(words)) return nothingAt({ no, said }, folder);
    return failure('refused', `${no}${said}.`);
  }

  private notSupported(id: string, verb: string): ServerResult<never> {
    return failure(
      'not-supported',
      `${this.host} can not ${verb} ${id} while it runs: it is no SGLang of 0.4.9 or later, started with --enable-lora.`,
    );
  }
}

const isYes = ({ status, json }: Reply): boolean => status === 200 && fieldOf(json, 'success') === true;

// Any other server of OpenAI's chat: an adapter is a model there, under the adapter's name. Somebody has put it there, and nobody but they can take it away.

import { failure, success } from '../../result';
import { changesAnswers } from './effect';
import { Http } from './http';
import type { AdapterServer, Asking, Driver, RequestChange, ServedAdapter, ServerResult, ServerSettings } from './server';

export const openAiCompatibleServer: Driver = (settings) => new OpenAiCompatibleServer(settings);

class OpenAiCompatibleServer implements AdapterServer {
  readonly id = 'openai-compatible';
  readonly title = 'OpenAI-compatible';
  readonly host: string;
  private readonly http: Http;

  constructor(settings: ServerSettings) {
    this.http = new Http(settings);
    this.host = this.http.host;
  }

  async load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const request = await this.requestFor(adapter, how);
    if (!request.ok) return request;
    // There are servers that answer to any name with the one model that they have.
    const changed = await changesAnswers(this.http, { base: {}, adapter: request.value, called: `the model ${adapter.id}` }, how);
    return changed.ok ? request : changed;
  }

  unload(): Promise<ServerResult<undefined>> {
    return Promise.resolve(success(undefined));
  }

  async requestFor({ id }: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>> {
    const models = await this.http.models(how);
    if (!models.ok) return models;
    return models.value.some((model) => model.id === id)
      ? success({ model: id })
      : failure('not-loaded', `${this.host} has no model called ${id}: give the server the adapter under this name, with its own means.`);
  }

  requestForBase(): Promise<ServerResult<RequestChange>> {
    return Promise.resolve(success({}));
  }
}

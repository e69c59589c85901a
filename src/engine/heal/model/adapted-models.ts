// A model's server that may have adapters too: whichever is in use for an error answers it first, and every other question names none of them.

import { AdapterRegistry, type RegisteredAdapter } from '../../adapt/adapter-registry';
import { adaptersFolder } from '../../adapt/adapters-folder';
import { adapterServer, whichServer } from '../../adapt/servers/registry';
import type {
  AdapterServer,
  AdapterServerId,
  ServedAdapter,
  ServerAddress,
  ServerFailureReason,
  ServerSettings,
} from '../../adapt/servers/server';
import { longestText } from '../../adapt/training/example-size';
import type { ModelFailureReason } from '../../generate/model/failure';
import type { ModelServer } from '../../generate/model/model-server';
import { modelsOf } from '../../generate/model/models';
import type { AdaptedModel, AskedAdapter, ModelProvider, Models, QuestionChange } from '../../generate/model/provider';
import { openAiCompatible, type ProviderOptions } from '../../generate/model/providers/openai-compatible';
import { promptHash } from '../../learn/exchange/prompt';
import type { Problem } from '../../problem';
import { failure, success, type Failure, type Result } from '../../result';

export interface AdapterUse {
  /** Which server it is; asked of the server itself where absent. */
  readonly server?: AdapterServerId | undefined;
  readonly settings?: Omit<ServerSettings, 'address'> | undefined;
  /** The adapter in use where the problem is, if it is for such errors. Asked anew for each heal: another window may have chosen another. */
  readonly activeFor: (problem: Problem) => RegisteredAdapter | undefined;
  /** False where there is no adapter anywhere: then nothing is asked of the server on account of adapters. */
  readonly isUsed: () => boolean;
}

/** The adapters that lie in workspace folders. @param rootOf the folder of a file; both absolute. */
export function adaptersIn(
  rootOf: (file: string) => string | undefined,
  roots: () => readonly string[],
): Pick<AdapterUse, 'activeFor' | 'isUsed'> {
  const registry = (root: string): AdapterRegistry => new AdapterRegistry(adaptersFolder(root));
  return {
    activeFor: (problem) => {
      const root = rootOf(problem.location.path);
      return root === undefined ? undefined : registry(root).answering(problem.errorType);
    },
    isUsed: () => roots().some((root) => registry(root).list().length > 0),
  };
}

/** The models of a server, as `modelsOf` makes them. Sends nothing before one is asked. */
export function adaptedModels(server: ModelServer, use: AdapterUse, options: ProviderOptions = {}): Models {
  const adapters = new ServerOfAdapters(server, use);
  const { baseUrl, apiKey } = server;
  return {
    ...modelsOf(server, { ...options, change: (signal) => adapters.forBase(signal) }),
    adapterFor: (problem, how) =>
      adapters.modelFor(problem, how, (name, change) => openAiCompatible({ baseUrl, apiKey, name }, { ...options, change })),
  };
}

/** As servers and people name it. */
export const servedAdapter = ({ path, record }: RegisteredAdapter): ServedAdapter => ({ id: record.adapter_id, folder: path });

/** How a model of the server is made whose questions are changed so. */
type MakeModel = (name: string, change: NonNullable<ProviderOptions['change']>) => ModelProvider;

export class ServerOfAdapters {
  /** It, or that it does not say what it is. */
  private known: Result<AdapterServer, ServerFailureReason> | undefined;
  /** Reasons that were told. */
  private readonly told = new Set<string>();

  constructor(
    private readonly server: ServerAddress,
    private readonly use: AdapterUse,
  ) {}

  async modelFor(problem: Problem, { signal, onProgress }: AskedAdapter, make: MakeModel): Promise<AdaptedModel | undefined> {
    const active = this.use.activeFor(problem);
    if (!active) return undefined;
    const adapter = servedAdapter(active);
    const found = wordsOf(active) ?? (await this.find(signal));
    const request = found.ok ? await found.value.requestFor(adapter, { signal, onProgress }) : found;
    if (request.ok)
      return this.model(
        active,
        make(this.server.name, () => Promise.resolve(success(request.value))),
      );
    if (request.reason !== 'cancelled' && !this.told.has(request.message)) {
      this.told.add(request.message);
      onProgress?.(`${request.message} The model is asked without the adapter.`);
    }
    return undefined;
  }

  /** What goes wrong here goes wrong with the question itself, too, which tells it better. */
  async forBase(signal: AbortSignal): Promise<Result<QuestionChange, ModelFailureReason>> {
    if (!this.use.isUsed()) return success({});
    const found = await this.find(signal);
    const request = found.ok ? await found.value.requestForBase({ signal }) : found;
    if (request.ok) return request;
    return request.reason === 'cancelled' ? failure('cancelled', request.message) : success({});
  }

  private model({ record: { adapter_id: id, training } }: RegisteredAdapter, asked: ModelProvider): AdaptedModel {
    const longest = training?.config['max_seq_length'];
    return {
      name: `${this.server.name} with ${id}`,
      adapter: id,
      ...(typeof longest === 'number' ? { longestText: longestText(longest) } : {}),
      host: asked.host,
      ask: (request) => asked.ask(request),
    };
  }

  private async find(signal: AbortSignal): Promise<Result<AdapterServer, ServerFailureReason>> {
    if (this.known) return this.known;
    const { server, use } = this;
    const settings: ServerSettings = { ...use.settings, address: server };
    const id = use.server ? success(use.server) : await whichServer(settings, { signal });
    const found = id.ok ? success(adapterServer(id.value, settings)) : id;
    // One that could not be reached may be there the next time.
    if (found.ok || found.reason === 'not-supported') this.known = found;
    return found;
  }
}

/** Why it can't be asked in the words of today; undefined where it can. One that does not say in which it was trained is taken at its activation's word. */
function wordsOf({ record: { adapter_id: id, prompt } }: RegisteredAdapter): Failure<ServerFailureReason> | undefined {
  return prompt === undefined || prompt.hash === promptHash()
    ? undefined
    : failure(
        'bad-adapter',
        `The adapter ${id} was trained with other words than problems are put in now (version ${prompt.version}): train it anew.`,
      );
}

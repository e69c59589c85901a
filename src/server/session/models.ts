// The models that the person has set: made of the settings, each request of theirs told to the client, and whether a heal may go on to them.

import type { CancellationToken, Connection } from 'vscode-languageserver';
import { CancellationTokenSource } from 'vscode-languageserver';
import {
  adaptersIn,
  delegatedProvider,
  failure,
  openAiCompatible,
  ServerOfAdapters,
  success,
  usedIn,
  type DelegatedModel,
  type Ensemble,
  type LastRequest,
  type ModelBudget,
  type ModelRun,
  type ModelFailureReason,
  type ModelProvider,
  type Models,
  type ProviderOptions,
} from '../../engine';
import { AskEditorModel, MayAskModel, ModelAsked, type ModelAddress, type ModelRole, type ModelSettings } from '../../protocol';
import type { ClientState } from './client-state';
import type { Log } from './log';
import type { Folders } from './folders';
import { ModelUse, type Used } from './model-use';

const ROLES: readonly ModelRole[] = ['diagnose', 'critic', 'rank'];

export class SessionModels {
  private made: { readonly of: ModelSettings; readonly models: Models; readonly ensemble: Ensemble | undefined } | undefined;
  private readonly use: ModelUse;

  constructor(
    private readonly connection: Pick<Connection, 'sendRequest' | 'sendNotification' | 'onProgress'>,
    private readonly client: Pick<ClientState, 'settings' | 'asksForModel' | 'globalFolder' | 'trusted'>,
    private readonly log: Pick<Log, 'warn'>,
    private readonly now: () => Date,
    private readonly folders: Pick<Folders, 'all' | 'rootOf'>,
  ) {
    this.use = new ModelUse(() => client.globalFolder, now);
  }

  /** Who is asked what; undefined where no model is set. What a server has taught about itself is kept until the settings change. */
  get current(): Models | undefined {
    return this.make()?.models;
  }

  /** What a heal is given beside its models: who else answers, what it may spend, and where what it spends is counted. One heal's alone. */
  heal(): { readonly budget: ModelBudget; readonly onRun: (run: ModelRun) => void; readonly ensemble?: Ensemble } {
    const { limits = {}, prices = {} } = this.client.settings.model ?? {};
    const { secondsPerHeal, tokensPerHeal, moneyPerHeal, tokensPerDay, moneyPerDay } = limits;
    const id = this.use.newHeal();
    let counted = { tokens: 0, cost: 0 };
    const ensemble = this.make()?.ensemble;
    return {
      ...(ensemble && { ensemble }),
      budget: {
        heal: {
          ...(secondsPerHeal !== undefined && { ms: secondsPerHeal * 1000 }),
          ...(tokensPerHeal !== undefined && { tokens: tokensPerHeal }),
          ...(moneyPerHeal !== undefined && { cost: moneyPerHeal }),
        },
        day: {
          ...(tokensPerDay !== undefined && { tokens: tokensPerDay }),
          ...(moneyPerDay !== undefined && { cost: moneyPerDay }),
        },
        usedToday: () => this.use.today(id),
        priceOf: (name) => (Object.hasOwn(prices, name) ? prices[name] : undefined),
      },
      onRun: ({ steps }) => {
        const used = usedIn(steps);
        this.use.add(id, { tokens: used.tokens - counted.tokens, cost: used.cost - counted.cost });
        counted = used;
      },
    };
  }

  /** A call that belongs to no heal is counted for the day, too. */
  used(used: Used): void {
    this.use.add(this.use.newHeal(), used);
  }

  private make(): SessionModels['made'] {
    const { model } = this.client.settings;
    if (!model) return undefined;
    if (this.made && (this.made.of === model || JSON.stringify(this.made.of) === JSON.stringify(model))) return this.made;
    const adapters = model.provider === 'editor' ? undefined : this.adaptersOf(model);
    // Other models of the same server must not be answered by an adapter either.
    const change = (address: ModelAddress): ProviderOptions['change'] =>
      adapters && address.provider !== 'editor' && address.baseUrl === model.baseUrl ? (signal) => adapters.forBase(signal) : undefined;
    const provider = (address: ModelAddress): ModelProvider => this.provider(address, change(address));
    const roles = ROLES.flatMap((role) => {
      const address = model.roles?.[role];
      return address ? [[role, provider(address)] as const] : [];
    });
    const { baseUrl, apiKey } = model;
    const models: Models = {
      heal: provider(model),
      ...Object.fromEntries(roles),
      ...(adapters && {
        adapterFor: (problem, how) => adapters.modelFor(problem, how, (name, changed) => this.provider({ baseUrl, name, apiKey }, changed)),
      }),
    };
    const ensemble = model.beside?.length ? { models: model.beside.map(provider) } : undefined;
    this.made = { of: model, models, ensemble };
    return this.made;
  }

  /** What is told of adapters in the folders that are open. Sends nothing before it is asked. */
  private adaptersOf({ baseUrl, name, apiKey, adapters }: ModelSettings): ServerOfAdapters {
    const { client, folders } = this;
    const { server, ...settings } = adapters ?? {};
    const { activeFor, isUsed } = adaptersIn(
      (file) => folders.rootOf(file),
      () => folders.all,
    );
    return new ServerOfAdapters(
      { baseUrl, name, apiKey },
      {
        server,
        settings,
        activeFor: (problem) => (client.trusted ? activeFor(problem) : undefined),
        isUsed: () => client.trusted && isUsed(),
      },
    );
  }

  /** Sends nothing before it is asked. */
  provider(address: ModelAddress, change?: ProviderOptions['change']): ModelProvider {
    let sent: LastRequest | undefined;
    const { baseUrl, name, apiKey, provider } = address;
    const retry = this.client.settings.model?.retry;
    const onSent = (last: LastRequest): void => void (sent = last);
    const made =
      provider === 'editor'
        ? delegatedProvider(editorModel(this.connection, name), { onSent })
        : openAiCompatible({ baseUrl, name, apiKey }, { onSent, change, ...(retry ? { retry: { strategy: retry } } : {}) });
    return this.told(made, () => sent);
  }

  /**
   * The models, where a heal that the person began may go on to them: the client knows, or asks. Undefined where none is set, or the person says no.
   * @param folder URI of the workspace folder. @param what is left: `KeyError in orders.py`.
   */
  async goingOn(what: string, folder: string | undefined, signal: AbortSignal): Promise<Models | undefined> {
    const models = this.current;
    if (!models || !this.client.asksForModel || signal.aborted) return undefined;
    const asking = follow(signal);
    try {
      const { allowed } = await this.connection.sendRequest(
        MayAskModel.type,
        { what, ...(folder === undefined ? {} : { folder }) },
        asking.token,
      );
      return allowed && !signal.aborted ? models : undefined;
    } catch (error) {
      if (!signal.aborted) this.log.warn(`Whether the model may be asked was not answered: ${String(error)}`);
      return undefined;
    } finally {
      asking.dispose();
    }
  }

  /** The same provider, its requests told to the client once they have ended, as they were sent. */
  private told(provider: ModelProvider, lastSent: () => LastRequest | undefined): ModelProvider {
    const tell = (at: Date, messages: ModelAsked.Params['messages'], end: Pick<ModelAsked.Params, 'reply' | 'failure'>): void => {
      const ms = this.now().getTime() - at.getTime();
      const told: ModelAsked.Params = { host: provider.host, model: provider.name, at: at.toISOString(), ms, messages, ...end };
      this.connection
        .sendNotification(ModelAsked.type, told)
        .catch((error: unknown) => this.log.warn(`What was sent was not told: ${String(error)}`));
    };
    const withTelling: ModelProvider = {
      name: provider.name,
      host: provider.host,
      ask: async (request) => {
        const at = this.now();
        const before = lastSent();
        const answer = await provider.ask(request);
        const sent = lastSent();
        // Nothing went out: the address is none, or it was cancelled before.
        if (sent === before || !sent) return answer;
        tell(at, sent.messages, answer.ok ? { reply: answer.value.text } : { failure: answer.message });
        return answer;
      },
    };
    // Asked anew each time: a provider that finds out that it can't score says so by having no `score` any more.
    return Object.defineProperty(withTelling, 'score', {
      enumerable: true,
      get: (): ModelProvider['score'] => {
        const { score } = provider;
        if (!score) return undefined;
        return async (request) => {
          const at = this.now();
          const scores = await score(request);
          const messages = [
            { role: 'prompt', content: request.prompt },
            ...request.continuations.map((content) => ({ role: 'may follow', content })),
          ];
          tell(at, messages, scores.ok ? { reply: scores.value.map((one) => one.toFixed(3)).join('\n') } : { failure: scores.message });
          return scores;
        };
      },
    });
  }
}

/** One of the editor's own models, reached through the client. */
function editorModel(connection: Pick<Connection, 'sendRequest' | 'onProgress'>, name: string): DelegatedModel {
  return {
    name,
    host: `the editor (${name.split('/')[0] ?? name})`,
    ask: async ({ messages, temperature, maxTokens, signal, onText }) => {
      const progressToken = `selfHeal-ask-${next++}`;
      const asking = follow(signal);
      const listening = connection.onProgress(AskEditorModel.progress, progressToken, onText);
      try {
        const answer = await connection.sendRequest(
          AskEditorModel.type,
          {
            name,
            messages,
            progressToken,
            ...(temperature === undefined ? {} : { temperature }),
            ...(maxTokens === undefined ? {} : { maxTokens }),
          },
          asking.token,
        );
        return 'refused' in answer ? failure(REASONS[answer.refused], answer.message) : success({ text: answer.text });
      } finally {
        listening.dispose();
        asking.dispose();
      }
    },
  };
}

/** Of the tokens of progress; unique in the process. */
let next = 1;

const REASONS: Readonly<Record<Extract<AskEditorModel.Answer, { refused: unknown }>['refused'], ModelFailureReason>> = {
  'no-model': 'bad-settings',
  'not-allowed': 'unauthorised',
  blocked: 'quota',
  failed: 'http-error',
  'too-slow': 'timeout-idle',
  cancelled: 'cancelled',
};

/** A token for a request to the client that is cancelled as the signal is. */
function follow(signal: AbortSignal): { readonly token: CancellationToken; readonly dispose: () => void } {
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return {
    token: source.token,
    dispose: () => {
      signal.removeEventListener('abort', cancel);
      source.dispose();
    },
  };
}

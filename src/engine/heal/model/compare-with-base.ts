// An adapter is compared with its base: both are asked, by the server of the model, what the adapter did not learn, and generic problems. What came of it
// stays with the adapter.

import type { AdapterRegistry, RegisteredAdapter } from '../../adapt/adapter-registry';
import { compare, type CompareRequest } from '../../adapt/comparison/compare';
import type { Comparison } from '../../adapt/comparison/comparison';
import { genericCases } from '../../adapt/comparison/generic-cases';
import type { HeldOut } from '../../adapt/comparison/held-out';
import { KeptAnswers } from '../../adapt/comparison/kept-answers';
import { weightsHash } from '../../adapt/files/adapter-folder';
import { adapterServer, whichServer } from '../../adapt/servers/registry';
import type { AdapterServerId, ServerSettings } from '../../adapt/servers/server';
import type { ModelServer } from '../../generate/model/model-server';
import { failure, success, type Result } from '../../result';
import type { Sandbox } from '../../verify/sandbox/sandbox';
import { adaptedModels, servedAdapter } from './adapted-models';
import { ComparedHeals } from './heal-compared';

export interface ComparingRequest {
  readonly registry: AdapterRegistry;
  readonly adapter: RegisteredAdapter;
  /** Absolute path of the workspace folder that the problems are of. */
  readonly root: string;
  readonly problems: HeldOut;
  readonly server: ModelServer;
  /** Which server it is; asked of the server itself where absent, and where it does not say, it is asked by names alone. */
  readonly kind: AdapterServerId | undefined;
  readonly settings: Omit<ServerSettings, 'address'>;
  /** Programs are run again in it; where absent none is. */
  readonly sandbox: Sandbox | undefined;
  /** Given to the server for this only: it is taken away again where it was not there before and is not in use. */
  readonly givesBack: boolean;
  readonly signal: AbortSignal;
  readonly onFault: (where: string) => void;
  /** One short sentence while the server takes its time with the adapter. */
  readonly onLoading: (text: string) => void;
  readonly onProgress: NonNullable<CompareRequest['onProgress']>;
}

/** `server`: it does not have the adapter and can't be given it. `no-comparison`: nobody answered, or there was nothing to ask. */
export type NotCompared = 'cancelled' | 'server' | 'no-comparison' | 'not-written';

export async function compareWithBase(request: ComparingRequest): Promise<Result<Comparison, NotCompared>> {
  const { registry, adapter, root, problems, server, settings, sandbox, signal, onFault, onProgress } = request;
  const { record } = adapter;
  const address: ServerSettings = { ...settings, address: server };
  const told = request.kind === undefined ? await whichServer(address, { signal }) : undefined;
  const kind = request.kind ?? (told?.ok ? told.value : 'openai-compatible');
  const driver = adapterServer(kind, address);
  const served = servedAdapter(adapter);
  // Whatever errors it is for: what it has forgotten is looked for everywhere.
  const everywhere: RegisteredAdapter = { ...adapter, record: { ...record, error_types: [] } };
  const models = adaptedModels(server, { server: kind, settings, activeFor: () => everywhere, isUsed: () => true });
  const before = await driver.requestFor(served, { signal });
  const loaded = before.ok ? before : await driver.load(served, { signal, onProgress: request.onLoading });
  if (!loaded.ok) return failure(loaded.reason === 'cancelled' ? 'cancelled' : 'server', loaded.message);
  const heals = new ComparedHeals({ root, models, sandbox, onFault });
  const [generic, weights] = [genericCases(), await weightsHash(adapter.path)];
  const kept = new KeptAnswers(adapter.path, {
    weights,
    base: server.name,
    address: server.baseUrl,
    sandbox: sandbox?.name,
    cases: [...problems.cases, ...generic],
  });
  if (kept.size > 0) request.onLoading(`${kept.size} answers of a comparison that did not end are taken over`);
  try {
    const done = await compare({
      heldOut: problems.cases,
      generic,
      ask: async (one, who, stop) => {
        const known = kept.get(who, one);
        if (known) return success(known);
        const outcome = await heals.ask(one, who, stop);
        if (outcome.ok) kept.add(who, one, outcome.value);
        return outcome;
      },
      base: server.name,
      adapter: record.adapter_id,
      weights,
      signal,
      onProgress,
    });
    if (!done.ok)
      return done.reason === 'cancelled'
        ? failure('cancelled', 'The comparison was cancelled. The next one goes on where it stopped.')
        : failure('no-comparison', done.message);
    const written = await registry.update(record.adapter_id, { comparison: done.value });
    if (!written.ok) return failure('not-written', written.message);
    kept.remove();
    return success(done.value);
  } finally {
    heals.dispose();
    if (request.givesBack && !before.ok && registry.active?.record.adapter_id !== record.adapter_id)
      await driver.unload(served, { signal: new AbortController().signal });
  }
}

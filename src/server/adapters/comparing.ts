// An adapter is compared with its base: both are asked, by the server of the model, what the adapter did not learn. What came of it stays with the adapter.

import {
  adaptedModels,
  adapterServer,
  compare,
  ComparedHeals,
  findSandbox,
  genericCases,
  heldOut,
  servedAdapter,
  visibleLine,
  weightsHash,
  whichServer,
  type RegisteredAdapter,
} from '../../engine';
import type { AdapterName, Refusal, ShownComparison } from '../../protocol';
import { CANCELLED, NO_MODEL } from '../session/refusals';
import type { Session } from '../session/session';
import type { FolderAdapters } from './folder-adapters';
import { shownComparison } from './shown-adapter';

type Progress = (message: string, ...far: Partial<[done: number, total: number]>) => void;

export async function compareAdapter(
  { client, log, stores }: Pick<Session, 'client' | 'log' | 'stores'>,
  adapters: FolderAdapters,
  name: AdapterName,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<ShownComparison | Refusal> {
  const found = adapters.find(name);
  if ('reason' in found) return found;
  const { root, registry, adapter } = found;
  const { model, rerun } = client.settings;
  if (!model || model.provider === 'editor') return NO_MODEL;
  const store = stores.of(root);
  if (!store) return stores.refusal(root);
  const problems = heldOut(store, adapter.record);
  if (!problems.ok) return { reason: 'not-better', message: problems.message };
  const { baseUrl, name: modelName, apiKey, adapters: set } = model;
  const server = { baseUrl, name: modelName, apiKey };
  const { server: given, copyTo, seenAt } = set ?? {};
  const told = given === undefined ? await whichServer({ address: server, copyTo, seenAt }, { signal }) : undefined;
  // One that does not say what it is, is asked by names alone.
  const kind = given ?? (told?.ok ? told.value : 'openai-compatible');
  const served = servedAdapter(adapter);
  const driver = adapterServer(kind, { address: server, copyTo, seenAt });
  const before = await driver.requestFor(served, { signal });
  const loaded = before.ok ? before : await driver.load(served, { signal, onProgress });
  if (!loaded.ok)
    return loaded.reason === 'cancelled'
      ? CANCELLED
      : { reason: 'model-failed', message: visibleLine(loaded.message), setting: 'selfHeal.lora.server' };
  // Whatever errors it is for: what it has forgotten is looked for everywhere.
  const everywhere: RegisteredAdapter = { ...adapter, record: { ...adapter.record, error_types: [] } };
  const models = adaptedModels(server, {
    server: kind,
    settings: { copyTo, seenAt },
    activeFor: () => everywhere,
    isUsed: () => true,
  });
  const { sandbox } = rerun ? await findSandbox() : { sandbox: undefined };
  const heals = new ComparedHeals({
    root,
    models,
    sandbox: sandbox?.holds ? sandbox : undefined,
    onFault: (where) => log.warn(`${where} failed; its problem counts as not healed.`),
  });
  try {
    const done = await compare({
      heldOut: problems.value.cases,
      generic: genericCases(),
      ask: (one, who, stop) => heals.ask(one, who, stop),
      base: modelName,
      adapter: adapter.record.adapter_id,
      weights: await weightsHash(adapter.path),
      signal,
      onProgress: (at, all, who) =>
        onProgress(`${at} of ${all} questions answered, the last by ${who === 'base' ? 'its base' : 'the adapter'}`, at, all),
    });
    if (!done.ok) return done.reason === 'cancelled' ? CANCELLED : { reason: 'model-failed', message: visibleLine(done.message) };
    const kept = await registry.update(adapter.record.adapter_id, { comparison: done.value });
    return kept.ok ? shownComparison(done.value) : { reason: 'no-adapter', message: kept.message };
  } finally {
    heals.dispose();
    // It was given to the server for this only, where it is not in use.
    if (!before.ok && registry.active?.record.adapter_id !== adapter.record.adapter_id)
      await driver.unload(served, { signal: new AbortController().signal });
  }
}

// An adapter is compared with its base: both are asked, by the server of the model, what the adapter did not learn. What came of it stays with the adapter.

import { compareWithBase, findSandbox, heldOut, visibleLine } from '../../engine';
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
  const { server: kind, ...settings } = set ?? {};
  const { sandbox } = rerun ? await findSandbox() : { sandbox: undefined };
  const done = await compareWithBase({
    registry,
    adapter,
    root,
    problems: problems.value,
    server,
    kind,
    settings,
    sandbox: sandbox?.holds ? sandbox : undefined,
    givesBack: true,
    signal,
    onFault: (where) => log.warn(`${where} failed; its problem counts as not healed.`),
    onLoading: onProgress,
    onProgress: (at, all, who) =>
      onProgress(`${at} of ${all} questions answered, the last by ${who === 'base' ? 'its base' : 'the adapter'}`, at, all),
  });
  if (done.ok) return shownComparison(done.value);
  switch (done.reason) {
    case 'cancelled':
      return CANCELLED;
    case 'server':
      return { reason: 'model-failed', message: visibleLine(done.message), setting: 'selfHeal.lora.server' };
    case 'no-comparison':
      return { reason: 'model-failed', message: visibleLine(done.message) };
    case 'not-written':
      return { reason: 'no-adapter', message: done.message };
  }
}

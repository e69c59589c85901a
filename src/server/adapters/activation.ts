// An adapter is put to use or out of it: known to be better, or wanted all the same; then the server of the model is given it, or lets it go.

import {
  adapterServer,
  mayActivate,
  visibleLine,
  weightsHash,
  whichServer,
  type AdapterServer,
  type RegisteredAdapter,
  type ServerFailureReason,
  type ServerResult,
} from '../../engine';
import type { ActivateAdapter, Refusal } from '../../protocol';
import { CANCELLED } from '../session/refusals';
import type { Session } from '../session/session';
import type { FolderAdapters, FoundAdapter } from './folder-adapters';

type Parts = Pick<Session, 'client' | 'log'>;

/** @param onProgress a short sentence while something takes its time. */
export async function activate(
  { client, log }: Parts,
  adapters: FolderAdapters,
  { active, anyway = false, ...name }: ActivateAdapter.Params,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<ActivateAdapter.Answer | Refusal> {
  const found = adapters.find(name);
  if ('reason' in found) return found;
  if (active && !anyway) {
    const may = mayActivate(found.adapter.record, await weightsHash(found.adapter.path));
    if (!may.ok) return { reason: 'not-better', message: `${visibleLine(may.message)} It was not activated.` };
  }
  const server = await serverOf({ client, log }, signal);
  return active ? putToUse(found, server, anyway, signal, onProgress) : putOutOfUse(found, server, signal);
}

async function putToUse(
  { registry, adapter }: FoundAdapter,
  server: AdapterServer | Unserved,
  anyway: boolean,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<ActivateAdapter.Answer | Refusal> {
  const { adapter_id: id } = adapter.record;
  if ('load' in server) {
    onProgress(`${server.title} at ${server.host} is given ${id}…`);
    const loaded = await server.load({ id, folder: adapter.path }, { signal, onProgress });
    if (!loaded.ok) return notServed(loaded);
  }
  if (signal.aborted) return CANCELLED;
  const before = registry.active;
  const done = registry.activate(id, { anyway });
  if (!done.ok) return { reason: 'no-adapter', message: done.message };
  // The one before takes room there, and answers no more.
  if (before && before.record.adapter_id !== id && 'load' in server) await server.unload(servedOf(before), { signal });
  return { said: 'load' in server ? `${server.title} at ${server.host} has it.` : server.said };
}

async function putOutOfUse(
  { registry, adapter }: FoundAdapter,
  server: AdapterServer | Unserved,
  signal: AbortSignal,
): Promise<ActivateAdapter.Answer | Refusal> {
  if (registry.active?.record.adapter_id === adapter.record.adapter_id) {
    const done = registry.deactivate();
    if (!done.ok) return { reason: 'no-adapter', message: done.message };
  }
  // It is out of use whatever the server says: nobody asks for it any more.
  const gone = 'load' in server ? await server.unload(servedOf(adapter), { signal }) : undefined;
  return { said: gone?.ok === false ? visibleLine(gone.message) : '' };
}

const servedOf = ({ path, record }: RegisteredAdapter): { readonly id: string; readonly folder: string } => ({
  id: record.adapter_id,
  folder: path,
});

/** Why no server is given the adapter, in a sentence. */
interface Unserved {
  readonly said: string;
}

/** The server of the model, where it can be told what it is. */
async function serverOf({ client, log }: Parts, signal: AbortSignal): Promise<AdapterServer | Unserved> {
  const { model } = client.settings;
  if (!model || model.provider === 'editor')
    return {
      said: model
        ? 'A model of the editor takes no adapters, so nothing asks it yet.'
        : 'No server of models is set, so nothing asks it yet: “Self-Heal: Set Up Model…” does it.',
    };
  const { server, copyTo, seenAt } = model.adapters ?? {};
  const settings = { address: { baseUrl: model.baseUrl, name: model.name, apiKey: model.apiKey }, copyTo, seenAt };
  const id = server === undefined ? await whichServer(settings, { signal }) : undefined;
  if (id?.ok === false) {
    log.info(id.message);
    return { said: `${visibleLine(id.message)} The server was not given it (“selfHeal.lora.server”).` };
  }
  return adapterServer(server ?? id?.value ?? 'openai-compatible', settings);
}

function notServed({ reason, message }: Extract<ServerResult<unknown>, { readonly ok: false }>): Refusal {
  if (reason === 'cancelled') return CANCELLED;
  const setting = SETTINGS[reason];
  return { reason: 'no-adapter', message: `${visibleLine(message)} It was not activated.`, ...(setting && { setting }) };
}

const SETTINGS: Readonly<Partial<Record<ServerFailureReason, string>>> = {
  'bad-settings': 'selfHeal.lora.server',
  'not-supported': 'selfHeal.lora.server',
  'not-loaded': 'selfHeal.lora.server',
  'no-server': 'selfHeal.model.baseUrl',
};

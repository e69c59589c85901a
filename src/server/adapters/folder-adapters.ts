// The adapters of the open folders, found by name for what a person does with one. Read anew each time: other windows and terminals change them, too.

import { adaptersFolder, AdapterRegistry, type RegisteredAdapter } from '../../engine';
import type { AdapterName, Refusal, ShownAdapter } from '../../protocol';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';
import { shownAdapter, unreadableAdapter } from './shown-adapter';

export const UNTRUSTED: Refusal = { reason: 'untrusted', message: 'This folder is not trusted, so nothing is trained or loaded here.' };

export interface FoundAdapter {
  readonly root: string;
  readonly registry: AdapterRegistry;
  readonly adapter: RegisteredAdapter;
}

export class FolderAdapters {
  constructor(private readonly session: Pick<Session, 'client' | 'folders'>) {}

  list(): readonly ShownAdapter[] | Refusal {
    const { client, folders } = this.session;
    if (!client.trusted) return UNTRUSTED;
    return folders.all.flatMap((root) => {
      const registry = this.registryOf(root);
      const active = registry.active?.record.adapter_id;
      return [
        ...registry.list().map((adapter) => shownAdapter(root, adapter, adapter.record.adapter_id === active)),
        ...registry.unreadable.map(({ path, why }) => unreadableAdapter(root, path, why)),
      ];
    });
  }

  /** The folder itself, where it is open and trusted. */
  folder(folder: string): { readonly root: string; readonly registry: AdapterRegistry } | Refusal {
    const { client, folders } = this.session;
    const root = toPath(folder);
    if (!client.trusted) return UNTRUSTED;
    if (!folders.all.includes(root)) return { reason: 'no-adapter', message: 'This folder is not open any more.' };
    return { root, registry: this.registryOf(root) };
  }

  find({ folder, id }: AdapterName): FoundAdapter | Refusal {
    const found = this.folder(folder);
    if ('reason' in found) return found;
    const adapter = found.registry.get(id);
    return adapter ? { ...found, adapter } : { reason: 'no-adapter', message: `The adapter ${id} is no longer there.` };
  }

  shown(root: string, registry: AdapterRegistry, adapter: RegisteredAdapter): ShownAdapter {
    return shownAdapter(root, adapter, registry.active?.record.adapter_id === adapter.record.adapter_id);
  }

  private registryOf(root: string): AdapterRegistry {
    return new AdapterRegistry(adaptersFolder(root));
  }
}

// The key of the model's server, in VS Code's encrypted store and never in a settings file. A key belongs to the server it
// was entered for: pointing the base URL elsewhere does not send it there.

import type { SecretStorage } from 'vscode';

const PREFIX = 'selfHeal.modelKey:';

/** Scheme, host and port of a base URL; undefined where it is none. */
export function originOf(baseUrl: string): string | undefined {
  try {
    const { origin, protocol } = new URL(baseUrl);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}

export const isKeyName = (name: string): boolean => name.startsWith(PREFIX);

export class ModelKey {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** The stored key, else OPENAI_API_KEY, else none: a server on this machine needs none. */
  async get(baseUrl: string): Promise<string | undefined> {
    const origin = originOf(baseUrl);
    if (!origin) return undefined;
    return (await this.secrets.get(PREFIX + origin)) ?? this.environment['OPENAI_API_KEY'] ?? undefined;
  }

  async isStored(baseUrl: string): Promise<boolean> {
    const origin = originOf(baseUrl);
    return origin !== undefined && (await this.secrets.get(PREFIX + origin)) !== undefined;
  }

  async set(baseUrl: string, key: string): Promise<void> {
    const origin = originOf(baseUrl);
    if (origin) await this.secrets.store(PREFIX + origin, key);
  }

  async clear(baseUrl: string): Promise<void> {
    const origin = originOf(baseUrl);
    if (origin) await this.secrets.delete(PREFIX + origin);
  }
}

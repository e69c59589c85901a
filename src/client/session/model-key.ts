// The key of the model's server: typed in and kept in VS Code's encrypted store, or taken from the environment. Never in a settings file.
// A key belongs to the base URL it was given for: another base URL does not get it.

import type { Disposable, SecretStorage } from 'vscode';
import { keyOfEnvironment } from '../../engine/generate/model/providers/key-variables';

const STORED = 'selfHeal.modelKey:';
/** Stands in the store for “use OPENAI_API_KEY here”; its value does not matter. */
const FROM_ENVIRONMENT = 'selfHeal.keyFromEnvironment:';
/** Whose OPENAI_API_KEY goes elsewhere too, where the person says so. */
const OPENAI = 'https://api.openai.com';

/** Scheme, host and port of a base URL; undefined where it is none. */
export function originOf(baseUrl: string): string | undefined {
  return parse(baseUrl)?.origin;
}

export class ModelKey {
  constructor(
    private readonly secrets: SecretStorage,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** In this window or another. */
  onDidChange(listener: () => void): Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(STORED) || key.startsWith(FROM_ENVIRONMENT)) listener();
    });
  }

  /** The stored key, else the one that the environment has for this server, or OPENAI_API_KEY where it may go, else none: a server on this machine needs none. */
  async get(baseUrl: string): Promise<string | undefined> {
    const url = normalized(baseUrl);
    if (url === undefined) return undefined;
    const stored = await this.secrets.get(STORED + url);
    if (stored !== undefined) return stored;
    if ((await this.secrets.get(FROM_ENVIRONMENT + url)) !== undefined) return this.openAiKey;
    return keyOfEnvironment(originOf(url) ?? '', this.environment);
  }

  /** There is something for `clear` to take back. */
  async isGiven(baseUrl: string): Promise<boolean> {
    const url = normalized(baseUrl);
    if (url === undefined) return false;
    return (await this.secrets.get(STORED + url)) !== undefined || (await this.secrets.get(FROM_ENVIRONMENT + url)) !== undefined;
  }

  /** OPENAI_API_KEY is there and goes to this base URL only if the person says so. */
  mayUseEnvironment(baseUrl: string): boolean {
    const origin = originOf(baseUrl);
    return origin !== undefined && keyOfEnvironment(origin, this.environment) === undefined && this.openAiKey !== undefined;
  }

  async set(baseUrl: string, key: string): Promise<void> {
    const url = normalized(baseUrl);
    if (url === undefined) return;
    await this.secrets.store(STORED + url, key);
    await this.secrets.delete(FROM_ENVIRONMENT + url);
  }

  async useEnvironment(baseUrl: string): Promise<void> {
    const url = normalized(baseUrl);
    if (url === undefined) return;
    await this.secrets.store(FROM_ENVIRONMENT + url, 'yes');
    await this.secrets.delete(STORED + url);
  }

  async clear(baseUrl: string): Promise<void> {
    const url = normalized(baseUrl);
    if (url === undefined) return;
    await this.secrets.delete(STORED + url);
    await this.secrets.delete(FROM_ENVIRONMENT + url);
  }

  private get openAiKey(): string | undefined {
    return keyOfEnvironment(OPENAI, this.environment);
  }
}

/** The same for `https://host/v1` and `https://HOST/v1/`. */
function normalized(baseUrl: string): string | undefined {
  const url = parse(baseUrl);
  return url && url.origin + url.pathname.replace(/\/+$/, '');
}

function parse(baseUrl: string): URL | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

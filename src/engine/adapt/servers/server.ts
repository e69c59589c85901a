// What a server of models is to an adapter: somebody who can be given it, has it taken away, and answers with it when a question says so.
// One driver a file, one line each in the registry.

import type { Result } from '../../result';

/** Who is asked, as the person has set it up: nothing is ever sent elsewhere. What an adapter's own metadata says of an address is not followed. */
export interface ServerAddress {
  /** `http://127.0.0.1:8000/v1`, with the `/v1` that the chat needs. */
  readonly baseUrl: string;
  /** The model that the adapters are for, as the server calls it. */
  readonly name: string;
  readonly apiKey?: string | undefined;
}

export interface ServerSettings {
  readonly address: ServerAddress;
  /** The server's folder of adapters, as this machine reaches it: a copy there is all that a server with such a folder needs. */
  readonly copyTo?: string | undefined;
  /** Where the server sees the folder of adapters of this machine (in a container, on another machine); absent: where it is here. */
  readonly seenAt?: string | undefined;
  /** For each request of a driver, in ms; what creates a model may take ten times as long. */
  readonly withinMs?: number | undefined;
}

export interface ServedAdapter {
  /** Also the name that it gets on a server that has names. */
  readonly id: string;
  /** Absolute path of the folder with PEFT's files, and `adapter.gguf` where it was converted. */
  readonly folder: string;
}

/** How a question is changed so that the right weights answer it. Empty: as it is. */
export interface RequestChange {
  /** Asked for instead of the model. */
  readonly model?: string;
  /** More for the body of the request. */
  readonly body?: Readonly<Record<string, unknown>>;
}

export type ServerFailureReason =
  /** The address, or another setting, can't be used. */
  | 'bad-settings'
  /** Nobody answers there, or not in time. */
  | 'no-server'
  | 'unauthorised'
  /** The server has no such thing, or was started without it. */
  | 'not-supported'
  /** The server does not have this adapter. */
  | 'not-loaded'
  /** The server said no. */
  | 'refused'
  /** The adapter was made for another model. */
  | 'wrong-base'
  /** The server said yes, and nothing has changed. */
  | 'no-effect'
  /** The adapter's files are missing, or are not what they should be. */
  | 'bad-adapter'
  /** Not what such a server says. */
  | 'bad-reply'
  | 'cancelled';

export type ServerResult<T> = Result<T, ServerFailureReason>;

export interface AdapterServer {
  readonly id: AdapterServerId;
  /** As people know it: `vLLM`. */
  readonly title: string;
  /** `127.0.0.1:8000` */
  readonly host: string;
  /** Gives the server the adapter and looks whether it has it then. One that it has already is no failure. */
  load(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>>;
  /** Takes it away, or out of use where the server can't let go of it. One that it does not have is no failure. */
  unload(adapter: Pick<ServedAdapter, 'id'> & Partial<ServedAdapter>, how: Asking): Promise<ServerResult<undefined>>;
  /** How the adapter is asked. Looks whether the server has it (`not-loaded` where not), changes nothing there. */
  requestFor(adapter: ServedAdapter, how: Asking): Promise<ServerResult<RequestChange>>;
  /** How the model without any adapter is asked, whatever is loaded. Changes nothing. */
  requestForBase(how: Asking): Promise<ServerResult<RequestChange>>;
}

export interface Asking {
  readonly signal: AbortSignal;
  /** One short sentence for a person while something takes its time. */
  readonly onProgress?: ((text: string) => void) | undefined;
}

export const ADAPTER_SERVER_IDS = ['vllm', 'llama-cpp', 'ollama', 'sglang', 'openai-compatible'] as const;
export type AdapterServerId = (typeof ADAPTER_SERVER_IDS)[number];

/** What a driver's file offers. Sends nothing before a method is called. */
export type Driver = (settings: ServerSettings) => AdapterServer;

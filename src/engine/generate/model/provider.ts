// What a model is to the rest of the engine: somebody who answers messages. How and where it is reached is a provider's affair, one file each in providers/.

import type { Problem } from '../../problem';
import type { Result } from '../../result';
import type { ModelFailureReason } from './failure';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** What an answer has to look like; only for answers that are not code. */
export interface ReplySchema {
  readonly name: string;
  /** JSON Schema, an object at the top, every property required, no other allowed. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Said to the model as well: there are servers that take a schema and pay no heed to it. */
  readonly instruction: string;
}

export interface ModelRequest {
  /** The stable part first, so that a server can keep it warm. */
  readonly messages: readonly ChatMessage[];
  readonly schema?: ReplySchema;
  /** 0 to 2; the provider's own where absent. */
  readonly temperature?: number;
  /** Of the reply; the provider's own where absent. */
  readonly maxTokens?: number;
  /** Ends the request at once, also on the server's side where it can be reached; its reason may be a ModelFailure. */
  readonly signal: AbortSignal;
  /** UTF-16 units of the answer so far; what a model thinks before it answers is not counted. */
  readonly onText?: (length: number) => void;
  /** One short sentence for a person, when something else than the answer takes the time: a wait that the server asks for, thinking. */
  readonly onProgress?: (text: string) => void;
}

/** Tokens as the server counted them. */
export interface TokenUse {
  readonly prompt: number;
  readonly reply: number;
  /** Of the prompt, taken from the server's cache. */
  readonly cached?: number;
  /** What the server itself says that the call cost, in its own currency. */
  readonly cost?: number;
}

export interface ModelReply {
  readonly text: string;
  /** The answer ended at a limit, or the stream ended without saying that it was done. It is never read as a patch. */
  readonly truncated: boolean;
  /** Absent where the server did not say. */
  readonly use?: TokenUse;
  /** From the request to the last byte, waits and retries included. */
  readonly ms: number;
}

/** What was sent, for the person who wants to see it: secrets were taken out before, the key is not in it. */
export interface LastRequest {
  /** ISO 8601. */
  readonly at: string;
  /** Without its query, for some servers take keys there. */
  readonly url: string;
  readonly model: string;
  /** In their order; a long one is cut. */
  readonly messages: readonly ChatMessage[];
  /** All else in the body: `temperature`, `max_tokens`, `response_format`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Of the whole body. */
  readonly bytes: number;
}

/** Sent as it is: whoever makes it takes the secrets out first. */
export interface ScoreRequest {
  readonly prompt: string;
  /** What may follow the prompt. */
  readonly continuations: readonly string[];
  readonly signal: AbortSignal;
}

export interface ModelProvider {
  /** As its server calls it: `qwen2.5-coder:7b`. */
  readonly name: string;
  /** Id of the adapter that answers; absent where the model answers as it is. */
  readonly adapter?: string | undefined;
  /** A file that is longer than this, in UTF-16 units, is shown to it as an excerpt: it was trained on none longer. */
  readonly longestText?: number | undefined;
  /** Who is asked, as progress and failures say it: `127.0.0.1:11434`. */
  readonly host: string;
  /** Never throws for what a server, a network or a cancel can do. */
  ask(request: ModelRequest): Promise<Result<ModelReply, ModelFailureReason>>;
  /**
   * The natural logarithm of the probability of each continuation, in their order. Absent where this provider can't say. Whether a server can is found
   * out by the first call: `no-scores` says that it can't, and from then on this is absent.
   */
  readonly score?: ((request: ScoreRequest) => Promise<Result<readonly number[], ModelFailureReason>>) | undefined;
}

/** Who is asked what. Only `heal` must be there: without a diagnosing model what went wrong is told from what was seen, critic and rank are asked only where they are set. */
export interface Models {
  readonly heal: ModelProvider;
  readonly diagnose?: ModelProvider;
  readonly critic?: ModelProvider;
  readonly rank?: ModelProvider;
  /**
   * Who answers before `heal` does: the model with an adapter that is in use for errors of this kind. Undefined where there is none, or its server does not
   * have it: why not is told to `onProgress`, each reason once. Never throws.
   */
  readonly adapterFor?: ((problem: Problem, how: AskedAdapter) => Promise<AdaptedModel | undefined>) | undefined;
}

export interface AskedAdapter {
  readonly signal: AbortSignal;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** It is asked in the words that it was trained with. */
export interface AdaptedModel extends ModelProvider {
  readonly adapter: string;
}

/** How a question to a server is changed so that the right weights answer it. */
export interface QuestionChange {
  /** Asked for instead of the model. */
  readonly model?: string;
  /** More for the body of the request. */
  readonly body?: Readonly<Record<string, unknown>>;
}

// The conversation of model-source.ts, over a provider. Goes when that file asks a provider itself.

import type { Result } from '../../result';
import type { ModelFailureReason } from './failure';
import { DEFAULT_LIMITS as LIMITS, type ModelLimits as CallLimits, type ModelServer } from './model-server';
import type { ChatMessage } from './provider';
import { openAiCompatible, withInstruction } from './providers/openai-compatible';
import { DEFAULT_RETRY } from './providers/retry';

export { serverUrl, type ModelServer } from './model-server';
export type { ChatMessage } from './provider';

export interface ModelLimits extends CallLimits {
  readonly retries: number;
  readonly retryBaseMs: number;
  readonly maxRetryAfterMs: number;
}

export const DEFAULT_LIMITS: ModelLimits = {
  ...LIMITS,
  retries: DEFAULT_RETRY.retries,
  retryBaseMs: DEFAULT_RETRY.baseMs,
  maxRetryAfterMs: DEFAULT_RETRY.maxMs,
};

interface ChatRequest {
  readonly server: ModelServer;
  readonly messages: readonly ChatMessage[];
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  readonly structured: boolean;
  readonly strictInstruction: string;
  readonly limits: ModelLimits;
  readonly signal: AbortSignal;
  readonly onText?: (length: number) => void;
}

interface ChatReply {
  readonly text: string;
  readonly truncated: boolean;
  readonly structured: boolean;
}

export async function chat(request: ChatRequest): Promise<Result<ChatReply, ModelFailureReason>> {
  const { server, messages, schema, structured, strictInstruction, limits, signal, onText } = request;
  const retry = { retries: limits.retries, baseMs: limits.retryBaseMs, maxMs: limits.maxRetryAfterMs };
  const said = await openAiCompatible(server, { limits, retry }).ask({
    messages: structured ? messages : withInstruction(messages, strictInstruction),
    ...(structured ? { schema: { ...schema, instruction: strictInstruction } } : {}),
    signal,
    ...(onText ? { onText } : {}),
  });
  return said.ok ? { ok: true, value: { text: said.value.text, truncated: said.value.truncated, structured } } : said;
}

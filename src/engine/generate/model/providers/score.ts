// How likely a model finds a text, where its server can say: the sum of the logarithms of its tokens' probabilities.
// Two ways, and a server that ignores what it does not know must not be believed: each is tried on a known text first.

import * as v from 'valibot';
import { success, type Result } from '../../../result';
import type { ModelFailureReason } from '../failure';
import { exchange, parsed, throwErrorIn, type ExchangeRequest } from './exchange';
import type { Attempt } from './retry';

/** undefined: the answer does not tell. */
export type Scorer = (one: ExchangeRequest, prompt: string, continuation: string) => Promise<Attempt<number | undefined>>;

type Retried = <T>(attempt: () => Promise<Attempt<T>>) => Promise<Attempt<T>>;

const PROBE = { prompt: 'one two three four five', continuation: ' six seven' };

/** The way that this server knows, null where it knows none. A failure: it could not be asked. */
export async function findScorer(one: ExchangeRequest, retried: Retried): Promise<Result<Scorer | null, ModelFailureReason>> {
  for (const way of [byEcho, byPromptLogprobs, byGrammar]) {
    const got = await retried(() => way(one, PROBE.prompt, PROBE.continuation));
    if (got.kind === 'done' && got.value !== undefined) return success(way);
    // What the server itself answers says that it does not know this way; anything else says nothing about it.
    if (got.kind !== 'done' && !/^(?:http-error|bad-reply)$/.test(got.failure.reason)) return got.failure;
  }
  return success(null);
}

const LogProb = v.nullish(v.number());

/** The legacy completions' `echo`: the prompt's own tokens come back with their probabilities. vLLM and many hosts of open models. */
const Echoed = v.looseObject({
  choices: v.tupleWithRest(
    [v.looseObject({ logprobs: v.looseObject({ tokens: v.array(v.string()), token_logprobs: v.array(LogProb) }) })],
    v.unknown(),
  ),
});

const byEcho: Scorer = (one, prompt, continuation) =>
  complete(one, { prompt: prompt + continuation, max_tokens: 1, temperature: 0, echo: true, logprobs: 1 }, (answer) => {
    const read = v.safeParse(Echoed, answer);
    if (!read.success) return undefined;
    const { tokens, token_logprobs: logprobs } = read.output.choices[0].logprobs;
    return sumBetween(tokens, logprobs, prompt, continuation);
  });

/** vLLM's own: for each token of the prompt what it and its rivals were worth. */
const PromptLogprobs = v.array(
  v.nullish(v.record(v.string(), v.looseObject({ logprob: v.number(), decoded_token: v.nullish(v.string()) }))),
);
const Prompted = v.looseObject({
  prompt_logprobs: v.nullish(PromptLogprobs),
  choices: v.tupleWithRest([v.looseObject({ prompt_logprobs: v.nullish(PromptLogprobs) })], v.unknown()),
});

const byPromptLogprobs: Scorer = (one, prompt, continuation) =>
  complete(one, { prompt: prompt + continuation, max_tokens: 1, temperature: 0, prompt_logprobs: 0 }, (answer) => {
    const read = v.safeParse(Prompted, answer);
    const places = read.success ? (read.output.choices[0].prompt_logprobs ?? read.output.prompt_logprobs) : undefined;
    if (!places) return undefined;
    // With no rivals asked for there is one token at each place; the first has nothing before it.
    const rest = places.slice(1).map((place) => Object.values(place ?? {})[0]);
    if (rest.some((token) => token?.decoded_token === undefined || token.decoded_token === null)) return undefined;
    return sumFromEnd(
      rest.map((token) => token?.decoded_token ?? ''),
      rest.map((token) => token?.logprob),
      continuation,
    );
  });

/** llama.cpp: a grammar leaves the model only this text to say, and the probabilities are those from before the grammar. */
const Forced = v.looseObject({
  choices: v.tupleWithRest(
    [
      v.looseObject({
        text: v.string(),
        logprobs: v.looseObject({
          content: v.array(v.looseObject({ token: v.string(), bytes: v.nullish(v.array(v.number())), logprob: LogProb })),
        }),
      }),
    ],
    v.unknown(),
  ),
});

const byGrammar: Scorer = (one, prompt, continuation) =>
  complete(
    one,
    {
      prompt,
      max_tokens: continuation.length + 8,
      temperature: 0,
      logprobs: 1,
      cache_prompt: true,
      grammar: `root ::= ${quotedForGrammar(continuation)}`,
    },
    (answer) => {
      const read = v.safeParse(Forced, answer);
      if (!read.success || read.output.choices[0].text !== continuation) return undefined;
      const { content } = read.output.choices[0].logprobs;
      // In bytes: a character may be made of several tokens. Behind the text comes the token that ends it.
      let rest = Buffer.byteLength(continuation);
      let sum = 0;
      for (const { token, bytes, logprob } of content) {
        if (rest <= 0) break;
        if (typeof logprob !== 'number' || !Number.isFinite(logprob)) return undefined;
        sum += logprob;
        rest -= bytes?.length ?? Buffer.byteLength(token);
      }
      return rest === 0 ? sum : undefined;
    },
  );

function quotedForGrammar(text: string): string {
  const escaped = text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return `"${escaped}"`;
}

async function complete(
  one: ExchangeRequest,
  body: Readonly<Record<string, unknown>>,
  read: (answer: unknown) => number | undefined,
): Promise<Attempt<number | undefined>> {
  const got = await exchange<number | undefined>(one, async (wire) => {
    const response = await wire.client
      .post('/completions', { body: { model: one.change?.model ?? one.server.name, ...one.change?.body, ...body }, signal: wire.signal })
      .asResponse();
    const answer = parsed(await response.text());
    throwErrorIn(answer);
    return { kind: 'done', value: read(answer) };
  });
  // The words of a refusal are of no use here.
  return got.kind === 'options-refused' ? { kind: 'final', failure: got.failure } : got;
}

/** Of the tokens that make up the continuation behind the prompt; undefined where they do not. A token that begins in the prompt belongs to it. */
function sumBetween(
  tokens: readonly string[],
  logprobs: readonly (number | null | undefined)[],
  prompt: string,
  continuation: string,
): number | undefined {
  const whole = prompt + continuation;
  let at = 0;
  let sum = 0;
  let counted = 0;
  for (const [i, token] of tokens.entries()) {
    if (at >= whole.length) break;
    // A mark for the beginning of a text is a token that is not in it.
    if (!whole.startsWith(token, at)) {
      if (at === 0 && /^<.*>$/.test(token)) continue;
      return undefined;
    }
    if (at >= prompt.length && token !== '') {
      const logprob = logprobs[i];
      if (typeof logprob !== 'number' || !Number.isFinite(logprob)) return undefined;
      sum += logprob;
      counted++;
    }
    at += token.length;
  }
  return at >= whole.length && counted > 0 ? sum : undefined;
}

/** The same where only the end is known to be the text's. */
function sumFromEnd(tokens: readonly string[], logprobs: readonly (number | undefined)[], continuation: string): number | undefined {
  let rest = continuation;
  let sum = 0;
  for (let i = tokens.length - 1; i >= 0 && rest !== ''; i--) {
    const token = tokens[i] ?? '';
    if (token === '') continue;
    if (!rest.endsWith(token)) return undefined;
    const logprob = logprobs[i];
    if (logprob === undefined || !Number.isFinite(logprob)) return undefined;
    sum += logprob;
    rest = rest.slice(0, rest.length - token.length);
  }
  return rest === '' ? sum : undefined;
}

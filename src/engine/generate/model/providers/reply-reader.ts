// Puts the pieces of a reply together. What a model thinks before it answers is told apart from the answer, however its server sends it.

import * as v from 'valibot';
import type { TokenUse } from '../provider';

/** Text, or parts of it with a kind each; parts of another kind (thinking, audio) are no answer. */
const Content = v.nullish(v.union([v.string(), v.array(v.looseObject({ type: v.nullish(v.string()), text: v.nullish(v.unknown()) }))]));
const Message = v.nullish(
  v.looseObject({
    content: Content,
    refusal: v.nullish(v.string()),
    // Two names for one thing.
    reasoning_content: v.nullish(v.unknown()),
    reasoning: v.nullish(v.unknown()),
  }),
);
const Count = v.fallback(v.nullish(v.pipe(v.number(), v.finite(), v.minValue(0))), undefined);
const Usage = v.looseObject({
  prompt_tokens: Count,
  completion_tokens: Count,
  prompt_tokens_details: v.fallback(v.nullish(v.looseObject({ cached_tokens: Count })), undefined),
  prompt_cache_hit_tokens: Count,
  cost: Count,
});
/** A piece of a stream or a whole answer, read leniently, since servers differ. */
const Piece = v.looseObject({
  choices: v.array(v.looseObject({ delta: Message, message: Message, finish_reason: v.nullish(v.string()) })),
  usage: v.fallback(v.nullish(Usage), undefined),
});

export interface ReaderEvents {
  /** UTF-16 units of the answer so far. */
  readonly onText?: ((length: number) => void) | undefined;
  /** UTF-16 units of what was thought so far. */
  readonly onThought?: ((length: number) => void) | undefined;
}

export class ReplyReader {
  #text = '';
  #thought = 0;
  #finish: string | undefined;
  /** The thinking inside the text is over. */
  #ended = false;
  refused = false;
  use: TokenUse | undefined;

  constructor(private readonly events: ReaderEvents = {}) {}

  /** False where it is no piece of an answer. */
  add(piece: unknown): boolean {
    const read = v.safeParse(Piece, piece);
    if (!read.success) return false;
    const { choices, usage } = read.output;
    if (usage) this.use = toUse(usage) ?? this.use;
    const [choice] = choices;
    if (!choice) return true;
    const from = this.#text.length;
    for (const part of [choice.delta, choice.message]) {
      if (!part) continue;
      this.#text += textOf(part.content);
      for (const thinking of [part.reasoning_content, part.reasoning]) if (typeof thinking === 'string') this.#thought += thinking.length;
      if (part.refusal) this.refused = true;
    }
    if (choice.finish_reason) this.#finish = choice.finish_reason.toLowerCase();
    if (this.#finish !== undefined && REFUSALS.has(this.#finish)) this.refused = true;
    this.#tell(from);
    return true;
  }

  /** Everything that came as text, thinking inside it included. */
  get length(): number {
    return this.#text.length + this.#thought;
  }

  /** Something was thought, here or beside the text. */
  get thought(): boolean {
    return this.#thought > 0 || THINKING.test(this.#text);
  }

  /** The answer, without what was thought and without marks of the model's own that its server let through. */
  get answer(): string {
    return withoutMarks(withoutThinking(this.#text));
  }

  /** The server cut it at its token limit. */
  get cut(): boolean {
    return this.#finish !== undefined && CUTS.has(this.#finish);
  }

  /** The server gave up in the middle. */
  get broken(): boolean {
    return this.#finish !== undefined && FAULTS.has(this.#finish);
  }

  /** The server said that it was done, whatever the reason. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** `from`: the length of the text before this piece. */
  #tell(from: number): void {
    // Only a piece that may hold the end of the thinking has the text looked through.
    if (this.#text === '' || (THINKING.test(this.#text) && !(this.#ended ||= this.#endsIn(from)))) this.events.onThought?.(this.length);
    else this.events.onText?.(this.#text.length);
  }

  #endsIn(from: number): boolean {
    return /<\/|\[\//.test(this.#text.slice(Math.max(0, from - 2))) && withoutThinking(this.#text) !== '';
  }
}

const CUTS = new Set(['length', 'max_tokens', 'model_length']);
const REFUSALS = new Set(['content_filter', 'safety', 'sensitive', 'refusal']);
const FAULTS = new Set(['error', 'insufficient_system_resource', 'abort']);

/** An answer that begins with thinking, as the usual models mark it. */
const THINKING = /^\s*(?:<(think|thinking|thought|reasoning)>|\[THINK\])/i;

/** Without the thinking at its beginning; nothing where it does not end. Some templates open it in the prompt, so only its end is seen. */
export function withoutThinking(text: string): string {
  let rest = text;
  for (let opened = THINKING.exec(rest); opened; opened = THINKING.exec(rest)) {
    const close = opened[1] === undefined ? '[/think]' : `</${opened[1].toLowerCase()}>`;
    const end = rest.toLowerCase().indexOf(close);
    if (end < 0) return '';
    rest = rest.slice(end + close.length);
  }
  if (rest === text && rest.includes('</think>')) rest = rest.replace(/^(?:(?!<think>)[\s\S])*?(?:^|\n)[ \t]*<\/think>[ \t]*(?:\n|$)/, '');
  // The lines between are no part of the answer, but its indentation is.
  return rest === text ? text : rest.replace(/^(?:[ \t]*\n)+/, '');
}

/** Marks of turns and channels that belong between a model and its server. */
function withoutMarks(text: string): string {
  const final = text.lastIndexOf('<|channel|>final<|message|>');
  const answer = final < 0 ? text : text.slice(final + '<|channel|>final<|message|>'.length);
  return answer.replace(/(?:\s*<\|(?:im_end|eot_id|end_of_text|endoftext|end|return)\|>)+\s*$/, '');
}

function textOf(content: v.InferOutput<typeof Content>): string {
  if (typeof content === 'string') return content;
  if (!content) return '';
  return content.map(({ type, text }) => ((type ?? 'text') === 'text' && typeof text === 'string' ? text : '')).join('');
}

function toUse(usage: v.InferOutput<typeof Usage>): TokenUse | undefined {
  const { prompt_tokens: prompt, completion_tokens: reply } = usage;
  if (typeof prompt !== 'number' || typeof reply !== 'number') return undefined;
  const cached = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens;
  return {
    prompt,
    reply,
    ...(typeof cached === 'number' && cached > 0 ? { cached } : {}),
    ...(typeof usage.cost === 'number' ? { cost: usage.cost } : {}),
  };
}

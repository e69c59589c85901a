// What a heal with a model may spend: time, tokens and money, for itself and for all heals of a day. Limits are handed in; what is used is counted here.

import { usedIn, type ModelRun, type StepUse, type Used } from './model-run';
import { costOf, type ModelPrice } from '../../generate/model/model-server';
import type { ChatMessage, ModelReply } from '../../generate/model/provider';

export interface ModelLimitsOfHeal {
  readonly ms?: number;
  readonly tokens?: number;
  /** In the currency of the prices. */
  readonly cost?: number;
}

export interface ModelBudget {
  readonly heal?: ModelLimitsOfHeal;
  readonly day?: Omit<ModelLimitsOfHeal, 'ms'>;
  /** What all other heals of today have used, those that a crash cut off included; nothing where absent. */
  readonly usedToday?: () => Used;
  /** Undefined where a model's price is not known: then its money is not counted. */
  readonly priceOf?: (model: string) => ModelPrice | undefined;
}

export type BudgetEnd = 'out_of_tokens' | 'out_of_money';

/** Why no further call may be made that is at least this long, as one sentence; undefined where it may. */
export function exhausted(
  budget: ModelBudget | undefined,
  run: Pick<ModelRun, 'steps'>,
  next: { readonly model: string; readonly promptTokens: number },
): { readonly ended: BudgetEnd; readonly message: string } | undefined {
  if (!budget) return undefined;
  const own = usedIn(run.steps);
  const day = budget.day && (budget.usedToday?.() ?? { tokens: 0, cost: 0 });
  const price = budget.priceOf?.(next.model);
  // What it will answer is not known: at least the question is paid for.
  const cost = costOf({ prompt: next.promptTokens, reply: 0 }, price) ?? 0;
  const { heal } = budget;
  if (heal?.tokens !== undefined && own.tokens + next.promptTokens > heal.tokens)
    return { ended: 'out_of_tokens', message: `The limit of ${heal.tokens} tokens for one heal is reached.` };
  if (heal?.cost !== undefined && own.cost + cost > heal.cost)
    return { ended: 'out_of_money', message: `The limit of ${money(heal.cost)} for one heal is reached.` };
  if (budget.day?.tokens !== undefined && day && day.tokens + own.tokens + next.promptTokens > budget.day.tokens)
    return { ended: 'out_of_tokens', message: `The limit of ${budget.day.tokens} tokens for one day is reached.` };
  if (budget.day?.cost !== undefined && day && day.cost + own.cost + cost > budget.day.cost)
    return { ended: 'out_of_money', message: `The limit of ${money(budget.day.cost)} for one day is reached.` };
  return undefined;
}

const money = (amount: number): string => String(Math.round(amount * 10_000) / 10_000);

/** Servers count differently; code has more tokens a character than prose, and this lies between. */
const CHARS_PER_TOKEN = 3.5;
export const tokensOf = (length: number): number => Math.ceil(length / CHARS_PER_TOKEN);

/** Tokens of a call: as the server counted them, else told from the lengths. */
export function useOf(messages: readonly Pick<ChatMessage, 'content'>[], reply: Pick<ModelReply, 'text' | 'use'> | undefined): StepUse {
  if (reply?.use) return { prompt: reply.use.prompt, reply: reply.use.reply, estimated: false };
  return {
    prompt: tokensOf(messages.reduce((length, { content }) => length + content.length, 0)),
    reply: tokensOf(reply?.text.length ?? 0),
    estimated: true,
  };
}

/** What a call is counted as: the server's own word, else by the price; nothing where neither is known. */
export function spentOn(
  model: string,
  use: StepUse,
  reply: Pick<ModelReply, 'use'> | undefined,
  budget: ModelBudget | undefined,
): { readonly use: StepUse; readonly cost?: number } {
  const cost = costOf(reply?.use ?? use, budget?.priceOf?.(model));
  return { use, ...(cost === undefined ? {} : { cost }) };
}

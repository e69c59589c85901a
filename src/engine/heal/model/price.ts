// What tokens cost.

/** For a million tokens, in one currency. */
export interface Price {
  readonly prompt: number;
  readonly reply: number;
}

export interface ModelMessageCost {
  readonly content: string;
}

export const costOf = (price: Price, use: { readonly prompt: number; readonly reply: number }): number =>
  (use.prompt * price.prompt + use.reply * price.reply) / 1_000_000;

// A fix as something to learn from: what is asked, what the answer is, and which answer was not wanted.

import type { SuccessPair } from '../pair';
import { answerOf, promptOf, type Prompt } from './prompt';

export interface Example {
  readonly pair: SuccessPair;
  readonly prompt: Prompt;
  /** The code as it was kept. Of an example that is not wanted: as it was offered. */
  readonly answer: string;
  readonly isWanted: boolean;
  /** An answer to the same question that was not wanted. */
  readonly rejected?: string;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** `unwanted`: the text of a fix of the same place that was not wanted. */
export function exampleOf(pair: SuccessPair, isWanted: boolean, unwanted?: string): Example {
  return {
    pair,
    prompt: promptOf(pair),
    answer: answerOf(pair, pair.final ?? pair.proposed),
    isWanted,
    ...(unwanted === undefined ? {} : { rejected: answerOf(pair, unwanted) }),
  };
}

/** What is asked, as a chat. */
export const question = ({ prompt }: Pick<Example, 'prompt'>): readonly Message[] => [
  { role: 'system', content: prompt.system },
  { role: 'user', content: prompt.user },
];

/** The answer, as a chat goes on. */
export const reply = (content: string): readonly Message[] => [{ role: 'assistant', content }];

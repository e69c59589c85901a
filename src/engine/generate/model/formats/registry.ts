// The formats a model can answer in.

import type { ReplyFormat, ReplyFormatId } from './format';
import { searchReplace } from './search-replace';
import { trainingAnswer } from './training-answer';
import { wholeFunction } from './whole-function';

/** The first is for models of which nothing is known to the contrary. */
export const FORMATS: readonly ReplyFormat[] = [searchReplace, wholeFunction];

const BY_ID: Readonly<Record<ReplyFormatId, ReplyFormat>> = {
  'search-replace': searchReplace,
  'whole-function': wholeFunction,
  training: trainingAnswer,
};

export const formatOf = (id: ReplyFormatId): ReplyFormat => BY_ID[id];

// The formats a model can answer in.

import type { ReplyFormat, ReplyFormatId } from './format';
import { searchReplace } from './search-replace';
import { wholeFunction } from './whole-function';

/** The first is for models of which nothing is known to the contrary. */
export const FORMATS: readonly ReplyFormat[] = [searchReplace, wholeFunction];

export const formatOf = (id: ReplyFormatId): ReplyFormat => (id === 'whole-function' ? wholeFunction : searchReplace);

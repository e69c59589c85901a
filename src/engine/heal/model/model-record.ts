// In which form a model is asked for its change: told from how often its answers could be read so far, and, where nothing is known, from where it runs.

import type { ReplyFormatId } from '../../generate/model/formats/format';
import type { ModelProvider } from '../../generate/model/provider';

/** Answers of one model in one form. */
export interface FormatCounts {
  readonly asked: number;
  /** Not in the form that was asked for, or with places that are not in the text. */
  readonly unreadable: number;
}

/** What is known of models from earlier heals. */
export interface ModelRecord {
  of(model: string, format: ReplyFormatId): FormatCounts;
}

/** Those that a model without an adapter is asked in. */
export type ChosenFormat = Exclude<ReplyFormatId, 'training'>;

export const FORMATS: readonly ChosenFormat[] = ['search-replace', 'whole-function'];

/**
 * What a form is worth before anything is known, as answers that could be read of ten. Small models run on one's own machine, and get search and replace
 * blocks wrong three times in ten; a whole function nearly every model can write. Of those that are reached elsewhere hardly one gets a block wrong,
 * and they change less with it.
 */
const EXPECTED = {
  own: { 'search-replace': 7, 'whole-function': 9 },
  elsewhere: { 'search-replace': 9.5, 'whole-function': 9 },
} as const;
const EXPECTED_OF = 10;

/** The form that is likeliest to be read. */
export function formatFor(provider: Pick<ModelProvider, 'name' | 'host'>, record: ModelRecord | undefined): ChosenFormat {
  const expected = EXPECTED[isOwnMachine(provider.host) ? 'own' : 'elsewhere'];
  const worth = (format: ChosenFormat): number => {
    const { asked, unreadable } = record?.of(provider.name, format) ?? { asked: 0, unreadable: 0 };
    return (expected[format] + asked - unreadable) / (EXPECTED_OF + asked);
  };
  return worth('search-replace') >= worth('whole-function') ? 'search-replace' : 'whole-function';
}

export const otherFormat = (format: ReplyFormatId): ChosenFormat => (format === 'search-replace' ? 'whole-function' : 'search-replace');

/** Whether a server is on this machine or in one's own network. */
function isOwnMachine(host: string): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return (
    /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2})$/.test(name) ||
    /\.(?:local|lan|internal|localhost)$/.test(name)
  );
}

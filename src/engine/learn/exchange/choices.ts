// What an export can be asked for: the words that a picker shows and the terminal takes.

import { LANGUAGES } from '../../language';
import { ORIGINS, RUNGS, VERDICTS, WAYS } from '../pair';
import { PRIVATE } from './anonymise';
import { formats } from './formats';

export const exportChoices = {
  /** Ids of the formats that can be written. */
  formats: formats.filter(({ write }) => write !== undefined).map(({ id }) => id),
  languages: LANGUAGES,
  verdicts: VERDICTS,
  rungs: RUNGS,
  sources: ORIGINS,
  ways: WAYS,
  /** What can be taken out besides secrets. */
  private: PRIVATE,
} as const;

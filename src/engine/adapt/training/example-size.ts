// How long an example is in tokens, before any tokenizer has seen it.

/** UTF-16 units of code to a token: counted on code and errors with the tokenizers of small models, which make more tokens than those of large ones. */
const UNITS_TO_TOKEN = 3.2;
/** What a form of conversation adds to three messages. */
const CONVERSATION = 24;

/** Guessed from the length of question and answer, in UTF-16 units. */
export const tokensOf = (length: number): number => Math.ceil(length / UNITS_TO_TOKEN) + CONVERSATION;

/** The longest question and answer, in UTF-16 units, that are guessed to fit. */
export const lengthOf = (tokens: number): number => Math.floor((tokens - CONVERSATION) * UNITS_TO_TOKEN);

/** The words around a text in a question, in UTF-16 units. */
const QUESTION = 1_000;

/** A file that is longer than this, in UTF-16 units, is learned from as an excerpt, and is to be asked about as one, too. */
export const longestText = (tokens: number): number => Math.max(0, Math.floor((lengthOf(tokens) - QUESTION) / 2));

// TypeScript and JavaScript, as a language that code is modelled in.

import type { CodeLanguage } from './code-model';
import { CorpusModel } from './corpus-model';
import { SCRIPT_COUNTS } from './script-counts';
import { scriptLexemes } from './script-lexemes';

let corpus: CorpusModel | undefined;

export const SCRIPT_CODE: CodeLanguage = { lex: scriptLexemes, corpus: () => (corpus ??= new CorpusModel(SCRIPT_COUNTS)) };

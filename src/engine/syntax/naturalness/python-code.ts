// Python, as a language that code is modelled in.

import type { CodeLanguage } from './code-model';
import { CorpusModel } from './corpus-model';
import { PYTHON_COUNTS } from './python-counts';
import { pythonLexemes } from './python-lexemes';

let corpus: CorpusModel | undefined;

export const PYTHON_CODE: CodeLanguage = { lex: pythonLexemes, corpus: () => (corpus ??= new CorpusModel(PYTHON_COUNTS)) };

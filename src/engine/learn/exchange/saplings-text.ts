// The newer shape of Saplings' collectors: `input_text, output_text, context[], metadata{}, timestamp`. Read by the reader of JSON Lines.

import { jsonLines, type PairFormat } from './format';

export const saplingsText = {
  id: 'saplings',
  title: 'Saplings (input and output)',
  use: 'Input and output with their context, as the newer Saplings collectors write them',
  extension: 'jsonl',
  write: {
    of: 'fix',
    isForTraining: false,
    ...jsonLines(({ pair }) => {
      const error = pair.errorType === '' ? pair.message : `${pair.errorType}: ${pair.message}`;
      return {
        input_text: pair.before,
        output_text: pair.final ?? pair.proposed,
        context: [error],
        metadata: {
          language: pair.language,
          file: pair.file,
          description: pair.title,
          error,
          error_info: { type: pair.errorType, message: pair.message, patterns: [pair.signature.shape], line_number: pair.line + 1 },
        },
        timestamp: pair.recordedAt,
      };
    }),
  },
} satisfies PairFormat;

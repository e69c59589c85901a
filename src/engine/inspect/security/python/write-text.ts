// How Python writes a text with values in it.

import type { Hole } from '../built-text';

/** An f-string of texts and values; undefined where quotes or escapes would need care. */
export function formatted(parts: readonly (string | Hole)[]): string | undefined {
  let out = '';
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (/["\\\n{}]/.test(part.source)) return undefined;
      out += `{${part.source}}`;
    } else {
      if (/["\\\n\u0002]/.test(part)) return undefined;
      out += part.replace(/[{}]/g, '$&$&');
    }
  }
  return `f"${out}"`;
}

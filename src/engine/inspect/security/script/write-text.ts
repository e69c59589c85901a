// How a script writes a text with values in it.

import { isHole, type Hole } from '../built-text';

/** A template literal of texts and values; undefined where escapes would need care. */
export function template(parts: readonly (string | Hole)[]): string | undefined {
  let out = '';
  for (const part of parts) {
    if (typeof part !== 'string') out += `\${${part.source}}`;
    else if (/[`\\\u0002]|\$\{?$/.test(part) || part.includes('${')) return undefined;
    else out += part;
  }
  return parts.some((part) => typeof part !== 'string' && isHole(part)) ? `\`${out}\`` : undefined;
}

// What the tests of the rules share: a text, what is found in it, and what its first fix makes of it.

import { expect } from 'vitest';
import type { LanguageId } from '../../language';
import { applyEdits, toOffsetEdits } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { scanSecurity } from './scan';

/** Name, text, codes found, and the text after all fixes; null: there are none; absent: it does not matter. */
export type Shape = readonly [name: string, text: string, codes: readonly string[], fixed?: string | null];

export async function holds([, text, codes, fixed]: Shape, language: LanguageId): Promise<void> {
  const source = new SourceText(text);
  const found = await scanSecurity(`/w/a.${language === 'python' ? 'py' : 'ts'}`, language, source);
  expect(found.map(({ code }) => code.replace('security/', ''))).toEqual(codes);
  for (const { message, needed } of found) expect(message.length * needed.length).toBeGreaterThan(0);
  if (fixed === undefined) return;
  const edits = found.flatMap(({ fix }) => fix?.edits ?? []);
  if (fixed === null) expect(edits).toEqual([]);
  else expect(applyEdits(text, toOffsetEdits(source, edits))).toBe(fixed);
}

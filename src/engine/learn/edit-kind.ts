// What a fix does, whatever it is called here and whoever offers it: what a person refused once is known again in other code.

import type { HealedLanguageId } from '../language';
import { readExample, separateEdits } from './mine/edit';
import { textsOf } from './mine/template';

/** UTF-16 units; of longer texts it is not worth the time. */
const MAX_TEXT = 20_000;

/**
 * The tokens that go and those that come, with what the problem's message names as its parts: fixes with the same key do the same. undefined where
 * nothing changes, or the texts are too long. `before` and `after`: the lines that change, or a text that holds them. Pure; never throws.
 */
export function editKind(
  language: HealedLanguageId,
  before: string,
  after: string,
  holes: Readonly<Record<string, string>>,
): string | undefined {
  if (before.length > MAX_TEXT || after.length > MAX_TEXT) return undefined;
  const { before: old, after: fresh } = readExample(language, { before, after }, false);
  const changes = separateEdits(old, fresh);
  if (changes.length === 0) return undefined;
  const named = new Map<string, string>();
  for (const [name, value] of Object.entries(holes)) if (!named.has(value)) named.set(value, name);
  const said = (texts: readonly string[]): string[] =>
    texts.map((text) => {
      const name = named.get(text);
      return name === undefined ? text : `\0${name}`;
    });
  return JSON.stringify(changes.map((change) => [said(textsOf(old, change.old)), said(textsOf(fresh, change.fresh))]));
}

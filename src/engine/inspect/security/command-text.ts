// A shell command that is built: where it can be split into words as they stand, so that no shell is needed.

import { isHole, partsOf, type Built, type Hole, type Item } from './built-text';

/** What only a shell understands; with one of these the command is no plain list of words. */
const SHELL = /[|&;<>$`*?~()[\]{}#!\\\n\r\u0002'"]/;
/** Commands that only a shell has. */
const BUILT_IN =
  /^(?:cd|echo|export|source|\.|set|unset|alias|exec|eval|ulimit|type|dir|copy|del|cls|move|ren|mkdir|rmdir|start|call|if|for|while|time|umask|wait|trap|read|test|\[)$/;
/** Scripts, which Windows starts with a shell only. */
const SCRIPTS = /^(?:npm|npx|yarn|pnpm|corepack|tsc|eslint|gulp|grunt|code)$/;
/** Values that may hold several words. */
const SEVERAL = /(?:args?|argv|arguments|opts?|options?|flags?|params?|cmd|command|commands|switches|files|paths|extra)\b/i;

/** The words of a command; undefined where they are not certain. Quotes round a whole hole go away with the shell. */
export function wordsOf(built: Built): readonly (readonly Item[])[] | undefined {
  if (!built.certain) return undefined;
  const words: Item[][] = [];
  let word: Item[] | undefined;
  const { items } = built;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!item) return undefined;
    if (isHole(item)) {
      if (item.shaped || SEVERAL.test(item.source)) return undefined;
      // `checkout{credentials}`: what begins in the middle of a plain word is made to end it.
      const first = word?.[0];
      const before = word?.at(-1);
      if (before && !isHole(before) && /\w/.test(before.char) && !(first && !isHole(first) && first.char === '-')) return undefined;
      if (!word) words.push((word = []));
      word.push(item);
    } else if (item.char === ' ' || item.char === '\t') {
      word = undefined;
    } else if (/["']/.test(item.char) && isHole(items[i + 1])) {
      // `"{name}"`
      const [hole, close, behind] = [items[i + 1], items[i + 2], items[i + 3]];
      const ends = behind === undefined || (!isHole(behind) && /\s/.test(behind.char));
      if (word || !hole || !isHole(hole) || hole.shaped || !close || isHole(close) || close.char !== item.char || !ends) return undefined;
      words.push([hole]);
      i += 2;
    } else {
      if (SHELL.test(item.char)) return undefined;
      if (!word) words.push((word = []));
      word.push(item);
    }
  }
  const [program] = words;
  if (!program || words.length < 2 || program.some(isHole)) return undefined;
  const name = program.map((item) => (isHole(item) ? '' : item.char)).join('');
  return BUILT_IN.test(name) || SCRIPTS.test(name) || name.includes('=') ? undefined : words;
}

/** The command's words as expressions: texts by `writeText`, whole holes as they are. */
export function writtenWords(
  words: readonly (readonly Item[])[],
  quote: (text: string) => string,
  writeText: (parts: readonly (string | Hole)[]) => string | undefined,
): readonly string[] | undefined {
  const out: string[] = [];
  for (const word of words) {
    const [only, ...more] = word;
    if (only && isHole(only) && more.length === 0) {
      out.push(only.source.replace(/\s*\n\s*/g, ' '));
      continue;
    }
    if (!word.some(isHole)) {
      out.push(quote(word.map((item) => (isHole(item) ? '' : item.char)).join('')));
      continue;
    }
    const written = writeText(partsOf(word));
    if (written === undefined) return undefined;
    out.push(written);
  }
  return out;
}

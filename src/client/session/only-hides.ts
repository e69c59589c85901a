// Whether an entry of the menu mends a problem, or only hides it or tells of it: "Disable this rule for this line", "Show documentation".

/** Comments that tell a checker to be silent. */
const SILENCE =
  /^(?:#|\/\/|\/\*|\{\s*\/\*)\s*(?:noqa\b|(?:type|pyright|mypy|ty|pyrefly|ruff|flake8|pylint|pyre|nosec)\b\s*[:[-]|nosec\b|fmt:|eslint-|tslint:|oxlint-|biome-ignore\b|deno-lint-ignore|@ts-|prettier-ignore|stylelint-|c8 ignore|v8 ignore|istanbul ignore)/i;

/** In the id of an entry's command, which is the same in all languages of the editor, or in its title. */
const HIDING_WORDS = /\b(?:disable|ignore|suppress|silence|mute|noqa|documentation|docs|explain)\b|disable(?:Line|File|Rule)|openRuleDoc/i;

export interface Entry {
  readonly title: string;
  /** Id of its command, where it has one. */
  readonly command: string | undefined;
  /** What its edits put in, each with what they take away; undefined where it has none that are known. */
  readonly edits: readonly { readonly removed: string; readonly added: string }[] | undefined;
}

export function onlyHides({ title, command, edits }: Entry): boolean {
  if (edits && edits.length > 0) return edits.every(isSilence);
  return HIDING_WORDS.test(`${title} ${command ?? ''}`);
}

/** Nothing but such a comment is put in, on a line of its own or behind one. */
function isSilence({ removed, added }: { readonly removed: string; readonly added: string }): boolean {
  if (removed.trim() !== '' && !added.startsWith(removed)) return false;
  const fresh = (removed.trim() === '' ? added : added.slice(removed.length)).trim();
  return SILENCE.test(fresh) && !fresh.includes('\n');
}

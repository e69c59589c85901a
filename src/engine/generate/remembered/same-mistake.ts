// Whether the message here says what the pair's message said: a part of it that reads otherwise must stand for something in the code, or be data.

import { BUILTINS } from '../../syntax/python-scopes';
import { escapeRegExp } from '../../syntax/escape-reg-exp';

/** Holes that hold what the program was working on: any other says the same of the code. */
const DATA: ReadonlySet<string> = new Set(['value', 'key', 'path', 'index', 'operation']);
/** Holes whose words are types, which the code does not name. */
export const TYPES: ReadonlySet<string> = new Set(['type', 'expected', 'left', 'right', 'owner']);
const NULLISH = /\s*\|\s*(?:undefined|null|None)\b/g;

interface Change {
  readonly imports: readonly string[];
  readonly widths: readonly { readonly before: string; readonly after: string; readonly problemLine?: string }[];
}

/** `there`, `here`: the holes of the two signatures, which are of one shape. */
export function isSameMistake(there: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>, change: Change): boolean {
  const widest = change.widths.at(-1);
  const code = [...change.imports, widest?.before ?? '', widest?.after ?? '', widest?.problemLine ?? ''].join('\n');
  const writesValue = widest !== undefined && values(widest.after).some((value) => !values(widest.before).includes(value));
  return Object.entries(there).every(([name, value]) => {
    const other = here[name];
    if (other === undefined || other === value) return true;
    if (/^None$|^null$|^undefined$/.test(value) || /^None$|^null$|^undefined$/.test(other)) return isNothing(value) && isNothing(other);
    if (DATA.has(name)) return true;
    if (TYPES.has(name))
      return (
        !BUILTINS.has(value) &&
        !BUILTINS.has(other) &&
        (isSameType(value, other, writesValue) || (name !== 'owner' && isNullish(there, here) && !writesValue))
      );
    // Numbers of a message stand for lengths and counts.
    return stands(value, code);
  });
}

const isNothing = (value: string): boolean => value === 'null' || value === 'undefined' || value === 'None';

/** Both say that something may be missing: whatever it would be otherwise. */
const isNullish = (there: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>): boolean =>
  [there, here].every((holes) => Object.values(holes).some((value) => value.search(NULLISH) >= 0));

/** A promise of one thing and a promise of another; something or nothing, where no value is written for the nothing. */
function isSameType(a: string, b: string, writesValue: boolean): boolean {
  const head = (type: string): string | undefined => /^([\w.$]+)[<[].*[>\]]$/s.exec(type)?.[1];
  if (head(a) !== undefined && head(a) === head(b)) return true;
  const gaps = (type: string): string => (type.match(NULLISH) ?? []).map((gap) => gap.replace(/\s/g, '')).join();
  return !writesValue && gaps(a) !== '' && gaps(a) === gaps(b);
}

/** Numbers and texts of a code, as they are written. */
export const values = (code: string): string[] => code.match(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1|(?<![\w$.])\d[\w.]*/g) ?? [];

/** As a word, or as the whole of a text. */
const stands = (value: string, code: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}_$])${escapeRegExp(value)}(?![\\p{L}\\p{N}_$])`, 'u').test(code);

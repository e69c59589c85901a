// Which words a broken text has and which names it binds somewhere, read from its tokens: no parser is needed, and none would hold.

import { BUILTINS } from '../../../../syntax/python-scopes';
import type { EditedText } from '../../../../syntax/edits';
import type { PythonScan } from '../../../../syntax/python-parser';
import type { LogicalLine, Token } from '../../../../syntax/python-tokens';

/** The names that a logical line binds; undefined where a star import may bind anything. */
function boundBy(tokens: readonly Token[]): ReadonlySet<string> | undefined {
  const bound = new Set<string>();
  const first = tokens[0]?.text;
  if ((first === 'from' || first === 'import') && tokens.some((token) => token.text === '*')) return undefined;
  const all = first === 'import' || first === 'from' || first === 'global' || first === 'nonlocal';
  let targets = false;
  let parameters = 0;
  let depth = 0;
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    const next = tokens[i + 1];
    if (token.type === 'op' && '([{'.includes(token.text)) depth++;
    else if (token.type === 'op' && ')]}'.includes(token.text)) {
      depth--;
      if (depth < parameters) parameters = 0;
    }
    if (token.text === 'for') targets = true;
    else if (token.text === 'in') targets = false;
    else if (token.text === 'lambda') parameters = -1;
    else if (token.text === ':' && parameters === -1) parameters = 0;
    else if (token.text === 'def') parameters = 1;
    if (token.type !== 'name' || before?.text === '.') return;
    const assigned = next?.type === 'op' && (next.text === '=' || next.text === ':=' || (next.text === ':' && i === 0));
    if (all || targets || parameters !== 0 || assigned || before?.text === 'as' || before?.text === 'class' || before?.text === 'def')
      bound.add(token.text);
  });
  // `a, b = pair` and `for`-less unpacking.
  const equals = tokens.findIndex((token) => token.text === '=' && token.type === 'op');
  if (equals > 0)
    for (let i = 0; i < equals; i++) if (tokens[i]?.type === 'name' && tokens[i - 1]?.text !== '.') bound.add(tokens[i]?.text ?? '');
  return bound;
}

/** NameCounts by how often they stand somewhere, to which and from which others can be added and taken. */
class Counted {
  constructor(private readonly counts = new Map<string, number>()) {}

  add(name: string, by: number): void {
    const count = (this.counts.get(name) ?? 0) + by;
    if (count > 0) this.counts.set(name, count);
    else this.counts.delete(name);
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  get names(): ReadonlySet<string> {
    return new Set(this.counts.keys());
  }

  copy(): Counted {
    return new Counted(new Map(this.counts));
  }
}

const WORD = /[A-Za-z_]\w*/g;
const inWord = (c: string | undefined): boolean => c !== undefined && /\w/.test(c);

/** The words of a text and the names it binds; told anew of an edited text only as far as the edits reach. */
export class NameCounts {
  private constructor(
    /** Words wherever they stand, behind a digit too. */
    private readonly written: Counted,
    /** Words as wholes. */
    private readonly whole: Counted,
    /** How many logical lines bind a name, and how many star imports there are. */
    private readonly binders: () => { readonly names: Counted; readonly stars: number },
  ) {}

  static of(scan: PythonScan): NameCounts {
    const [written, whole] = [new Counted(), new Counted()];
    count(scan.text, 1, written, whole);
    let known: { names: Counted; stars: number } | undefined;
    return new NameCounts(written, whole, () => {
      if (known) return known;
      known = { names: new Counted(), stars: 0 };
      for (const line of scan.all()) bindings(line, 1, known);
      return known;
    });
  }

  /** Those of the text after the edits; `scan` is the one of that text. */
  after(after: EditedText, scan: PythonScan): NameCounts {
    const text = after.before;
    let from = after.edits[0]?.start ?? 0;
    let to = after.edits[after.edits.length - 1]?.end ?? 0;
    const grown = after.length - text.length;
    while (inWord(text[from - 1])) from--;
    while (inWord(text[to])) to++;
    const [written, whole] = [this.written.copy(), this.whole.copy()];
    count(text.slice(from, to), -1, written, whole);
    count(after.slice(from, to + grown), 1, written, whole);
    let known: { names: Counted; stars: number } | undefined;
    return new NameCounts(written, whole, () => {
      if (known) return known;
      const before = this.binders();
      known = { names: before.names.copy(), stars: before.stars };
      const { old, fresh } = scan.changedLines();
      for (const line of old) bindings(line, -1, known);
      for (const line of fresh) bindings(line, 1, known);
      return known;
    });
  }

  private words: ReadonlySet<string> | undefined;

  /** All names written anywhere. */
  get names(): ReadonlySet<string> {
    return (this.words ??= this.written.names);
  }

  /** How often a name is written. */
  uses(name: string): number {
    return this.whole.of(name);
  }

  private binds: { readonly names: ReadonlySet<string> | undefined } | undefined;

  /** NameCounts that are bound somewhere, undefined where a star import may bind anything. Generous: a name that is bound anywhere counts as bound everywhere. */
  get bound(): ReadonlySet<string> | undefined {
    if (this.binds) return this.binds.names;
    const { names, stars } = this.binders();
    return (this.binds = { names: stars > 0 ? undefined : names.names }).names;
  }
}

/** Adds or takes the words of a stretch that begins and ends between words. */
function count(text: string, by: number, written: Counted, whole: Counted): void {
  for (const { 0: word, index } of text.matchAll(WORD)) {
    written.add(word, by);
    if (!inWord(text[index - 1])) whole.add(word, by);
  }
}

function bindings({ tokens }: LogicalLine, by: number, known: { names: Counted; stars: number }): void {
  const bound = boundBy(tokens);
  if (!bound) known.stars += by;
  else for (const name of bound) known.names.add(name, by);
}

const SOFT: ReadonlySet<string> = new Set(['match', 'case', 'type', '_', '__file__', '__name__', '__doc__', '__class__']);

/** NameCounts read among the tokens that nothing in the file binds, each time they stand there. */
export function unboundIn(tokens: readonly Token[], bound: ReadonlySet<string>): string[] {
  const out: string[] = [];
  tokens.forEach((token, i) => {
    if (token.type !== 'name' || tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '=') return;
    if (!bound.has(token.text) && !BUILTINS.has(token.text) && !SOFT.has(token.text)) out.push(token.text);
  });
  return out;
}

// What other extensions offer where our fixes are, so that none of ours repeats one of theirs. A menu waits for it, but not long.

import { CodeAction, languages, type Command, type LogOutputChannel, type Range, type TextDocument } from 'vscode';
import { resultKey } from '../../engine/syntax/result-key';
import { onlyHides } from './only-hides';
import { otherActionsAt } from './other-actions';
import { withTimeLimit } from './with-time-limit';

/** Their edits are worked out for so many of their entries. */
const MAX_RESOLVED = 8;
/** A provider that takes longer is not asked further. In ms. */
const MAX_WAIT = 5_000;
/** Who opens a menu waits for the others' own answers anyway; for what we want to know of them, no longer than this. In ms. */
const MENU_WAIT = 500;
/** Nobody waits for the lightbulb, and a click on it shows what was answered then. In ms. */
const LIGHTBULB_WAIT = 1_500;
/** Places at which others are asked at a time: their own work comes first. */
const MAX_ASKING = 3;
/** Places that are remembered. */
const MAX_KEPT = 50;

export interface OthersHere {
  /** What their edits do to this document, as `resultOf` names it. */
  readonly results: ReadonlySet<string>;
  /** `silence`: they have entries, and all of them only hide the problem or tell of it. */
  readonly offer: 'nothing' | 'silence' | 'fixes';
}

export class OthersAt {
  private readonly known = new Map<string, OthersHere>();
  private readonly asking = new Map<string, Promise<OthersHere | undefined>>();

  constructor(private readonly log: LogOutputChannel) {}

  /** Never rejects; undefined where they do not answer in time. */
  async at(document: TextDocument, range: Range, isLightbulb: boolean): Promise<OthersHere | undefined> {
    return (
      this.known.get(placeOf(document, range)) ??
      withTimeLimit(this.ask(document, range), isLightbulb ? LIGHTBULB_WAIT : MENU_WAIT, () => undefined)
    );
  }

  /** A menu may be opened here soon. */
  prepare(document: TextDocument, range: Range): void {
    void this.ask(document, range);
  }

  private ask(document: TextDocument, range: Range): Promise<OthersHere | undefined> {
    const place = placeOf(document, range);
    const under = this.asking.get(place);
    if (under) return under;
    const known = this.known.get(place);
    if (known || this.asking.size >= MAX_ASKING) return Promise.resolve(known);
    const asked = this.answer(document, range)
      .then((here) => {
        this.known.set(place, here);
        const oldest = this.known.keys().next();
        if (this.known.size > MAX_KEPT && !oldest.done) this.known.delete(oldest.value);
        return here;
      })
      .catch((error: unknown) => {
        this.log.debug(`Other extensions' fixes could not be had: ${String(error)}`);
        return undefined;
      })
      .finally(() => this.asking.delete(place));
    this.asking.set(place, asked);
    return asked;
  }

  private async answer(document: TextDocument, range: Range): Promise<OthersHere> {
    const { version } = document;
    const actions = (await otherActionsAt(document, range, MAX_RESOLVED, MAX_WAIT)) ?? [];
    // Edits of a text that has moved on say nothing; it is not looked up again either.
    const results =
      document.version === version ? actions.flatMap((action) => resultOf(action, document) ?? []).filter((result) => result !== '') : [];
    const offer = actions.length === 0 ? 'nothing' : actions.every((action) => isSilence(action, document)) ? 'silence' : 'fixes';
    return { results: new Set(results), offer };
  }
}

/** Alike for actions that do the same to this document alone; undefined for all others. */
export function resultOf(action: CodeAction | Command, document: TextDocument): string | undefined {
  const edits = ownEdits(action, document);
  if (!edits) return undefined;
  try {
    return resultKey(document.getText(), edits);
  } catch {
    return undefined; // they overlap
  }
}

function isSilence(action: CodeAction | Command, document: TextDocument): boolean {
  const command = typeof action.command === 'string' ? action.command : action.command?.command;
  const edits = ownEdits(action, document)?.map(({ start, end, text }) => ({ removed: document.getText().slice(start, end), added: text }));
  // What a model would do is not known before it is asked.
  return ('isAI' in action && action.isAI === true) || onlyHides({ title: action.title, command, edits });
}

/** Offsets of this document, in UTF-16 code units; undefined where an action has no edits, or changes other files too. */
function ownEdits(action: CodeAction | Command, document: TextDocument): { start: number; end: number; text: string }[] | undefined {
  const entries = action instanceof CodeAction ? (action.edit?.entries().filter(([, edits]) => edits.length > 0) ?? []) : [];
  const own = entries.length === 1 ? entries[0] : undefined;
  if (own?.[0].toString() !== document.uri.toString()) return undefined;
  return own[1].map(({ range, newText }) => ({ start: document.offsetAt(range.start), end: document.offsetAt(range.end), text: newText }));
}

/** With what is shown there: whoever looks at a document last has fixes of its own for what it shows. */
function placeOf(document: TextDocument, range: Range): string {
  const shown = languages.getDiagnostics(document.uri).filter((one) => one.range.intersection(range));
  const { start, end } = range;
  return JSON.stringify([
    document.uri.toString(),
    document.version,
    [start.line, start.character, end.line, end.character],
    shown.map(({ source, message }) => [source, message]),
  ]);
}

// What other extensions offer where our fixes are, so that none of ours repeats one of theirs. The menu never waits for it: it is asked for in the
// background when the lightbulb appears, and known by the time a person opens the menu.

import { CodeAction, CodeActionKind, type CodeActionContext, type LogOutputChannel, type Range, type TextDocument } from 'vscode';
import { quickFixesAt } from './other-actions';

/** Their edits are worked out for so many of their entries. */
const MAX_RESOLVED = 8;
/** A provider that takes longer is not waited for. In ms. */
const MAX_WAIT = 5_000;
/** Places that are remembered. */
const MAX_KEPT = 50;

export interface OthersHere {
  /** Their edits of this document, as `editKey` names them. */
  readonly edits: ReadonlySet<string>;
  /** Others have something to offer here. */
  readonly any: boolean;
}

export class OthersAt {
  private readonly known = new Map<string, OthersHere>();
  private asking: string | undefined;

  constructor(private readonly log: LogOutputChannel) {}

  /** This request is our own question: we are not among the others. A person's own request for the menu names no kind. */
  isOwnQuestion(document: TextDocument, range: Range, { only }: CodeActionContext): boolean {
    return this.asking === placeOf(document, range) && only?.value === CodeActionKind.QuickFix.value;
  }

  /** undefined until they have answered for the document's present text. */
  at(document: TextDocument, range: Range): OthersHere | undefined {
    return this.known.get(placeOf(document, range));
  }

  /** Asks them, where that has not been done yet. Never throws; one place at a time, the others are asked when they are looked at again. */
  ask(document: TextDocument, range: Range): void {
    const place = placeOf(document, range);
    if (this.asking !== undefined || this.known.has(place)) return;
    this.asking = place;
    void this.answer(document, range)
      .then((here) => {
        this.known.set(place, here);
        const oldest = this.known.keys().next();
        if (this.known.size > MAX_KEPT && !oldest.done) this.known.delete(oldest.value);
      })
      .catch((error: unknown) => this.log.debug(`Other extensions' fixes could not be had: ${String(error)}`))
      .finally(() => (this.asking = undefined));
  }

  private async answer(document: TextDocument, range: Range): Promise<OthersHere> {
    const actions = (await quickFixesAt(document.uri, range, MAX_RESOLVED, MAX_WAIT)) ?? [];
    return {
      any: actions.length > 0,
      edits: new Set(actions.flatMap((action) => (action instanceof CodeAction ? (editKey(action, document) ?? []) : []))),
    };
  }
}

/** Alike for actions that do the same to this document alone; undefined for all others. */
export function editKey({ edit }: CodeAction, document: TextDocument): string | undefined {
  const entries = edit?.entries().filter(([, edits]) => edits.length > 0) ?? [];
  const own = entries.length === 1 ? entries[0] : undefined;
  if (own?.[0].toString() !== document.uri.toString()) return undefined;
  // What an edit leaves as it is at its ends is no part of it: `greting` → `greeting` is the same as putting an e in.
  const trimmed = own[1].map(({ range, newText }) => {
    const old = document.getText(range);
    let start = 0;
    while (start < old.length && start < newText.length && old[start] === newText[start]) start++;
    let end = 0;
    while (end < old.length - start && end < newText.length - start && old.at(-1 - end) === newText.at(-1 - end)) end++;
    const from = document.offsetAt(range.start);
    return [from + start, from + old.length - end, newText.slice(start, newText.length - end)] as const;
  });
  return JSON.stringify(trimmed.filter(([from, to, text]) => from !== to || text !== '').sort(([a], [b]) => a - b));
}

const placeOf = (document: TextDocument, { start, end }: Range): string =>
  JSON.stringify([document.uri.toString(), document.version, start.line, start.character, end.line, end.character]);

// The open notebooks: which cells belong together, in what order, and what each was last said to have failed with. The cells' texts are documents as all others.

import { Emitter } from 'vscode-languageserver';
import { isHealed, type Cell } from '../../engine';
import type { NotebookSeen } from '../../protocol';
import type { Documents } from './documents';
import { toPath } from './paths';

/** A cell that was run, or whose output was taken away, since the notebook was last seen. */
export interface RunCell {
  readonly uri: string;
  /** undefined: it did well, or nothing is said any more. */
  readonly error: NotebookSeen.CellError | undefined;
}

/** Notebooks with more cells are not looked at as a whole. */
const MAX_CELLS = 500;

export class Notebooks {
  private readonly open = new Map<string, readonly NotebookSeen.Cell[]>();
  private readonly changed = new Emitter<readonly string[]>();

  /** The cells of a notebook, by their URIs, or their order have changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly documents: Pick<Documents, 'get'>) {}

  /** @returns the cells whose outcome is another than before, those that are gone included. */
  seen({ notebook, cells }: NotebookSeen.Params): readonly RunCell[] {
    const before = this.open.get(notebook) ?? [];
    if (cells.length === 0) this.open.delete(notebook);
    else this.open.set(notebook, cells.slice(0, MAX_CELLS));
    const now = this.open.get(notebook) ?? [];
    const uris = now.map(({ uri }) => uri);
    if (JSON.stringify(uris) !== JSON.stringify(before.map(({ uri }) => uri))) this.changed.fire(uris);
    const gone = before.filter(({ uri, error }) => error && !now.some((cell) => cell.uri === uri));
    const changed = now.filter((cell) => outcome(cell) !== outcome(before.find(({ uri }) => uri === cell.uri)));
    return [...gone.map(({ uri }) => ({ uri, error: undefined })), ...changed.map(({ uri, error }) => ({ uri, error }))];
  }

  /** All cells of the notebook that a cell belongs to which are in its language, in their order, with their present texts; empty where nothing is known of it. */
  around(uri: string): readonly Cell[] {
    const language = this.documents.get(uri)?.languageId;
    const notebook = [...this.open.values()].find((cells) => cells.some((cell) => cell.uri === uri)) ?? [];
    return notebook.flatMap(({ uri: one, order }): Cell[] => {
      const document = this.documents.get(one);
      if (document?.languageId !== language || !document || !isHealed(document.languageId)) return [];
      return [{ path: toPath(one), language: document.languageId, text: document.getText(), ...(order !== undefined && { order }) }];
    });
  }
}

/** Running a cell again that fails in the same way is news: its text may be another. */
function outcome(cell: NotebookSeen.Cell | undefined): string {
  return cell?.error ? JSON.stringify([cell.order, cell.error]) : '';
}

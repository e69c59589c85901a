// Notebooks: which cells belong together, and what those that were run in this window failed with. The server shows it in the cells.

import { Disposable, NotebookCellKind, workspace, type NotebookCell, type NotebookDocument } from 'vscode';
import { NotebookSeen } from '../../protocol';
import type { ClientContext } from '../session/context';

/** What VS Code calls the error of a cell's output; it is JSON of name, message and stack. */
const ERROR = 'application/vnd.code.notebook.error';
const MAX_CELLS = 500;
/** Of a stack, the end counts. In UTF-16 code units. */
const MAX_STACK = 100_000;
const MAX_MESSAGE = 8_000;
/** An error as JSON is no longer than this, in bytes. */
const MAX_BYTES = 1_000_000;

export function watchNotebooks({ log, session, settings }: ClientContext): Disposable {
  /** Cells that were run in this window, or whose outputs were taken away: what a file brings along is of another day. */
  const ran = new WeakSet<NotebookCell>();
  const told = new Map<string, string>();

  const tell = (notebook: NotebookDocument, isOpen = true): void => {
    if (session.state !== 'running' || !settings.current.enabled) return;
    const key = notebook.uri.toString();
    const params: NotebookSeen.Params = { notebook: key, cells: isOpen ? cellsOf(notebook, ran) : [] };
    const text = JSON.stringify(params);
    if (told.get(key) === text || (params.cells.length === 0 && !told.has(key))) return;
    if (params.cells.length === 0) told.delete(key);
    else told.set(key, text);
    session.notify(NotebookSeen.type, params);
  };
  const guarded =
    <T>(work: (event: T) => void) =>
    (event: T): void => {
      try {
        work(event);
      } catch (error) {
        log.warn(`A notebook was not read: ${String(error)}`);
      }
    };
  const tellAll = (): void => {
    told.clear();
    for (const notebook of workspace.notebookDocuments) tell(notebook);
  };
  return Disposable.from(
    workspace.onDidOpenNotebookDocument(guarded((notebook) => tell(notebook))),
    workspace.onDidCloseNotebookDocument(guarded((notebook) => tell(notebook, false))),
    workspace.onDidChangeNotebookDocument(
      guarded(({ notebook, cellChanges, contentChanges }) => {
        const outcomes = cellChanges.filter(({ outputs, executionSummary }) => outputs !== undefined || executionSummary !== undefined);
        for (const { cell } of outcomes) ran.add(cell);
        if (outcomes.length > 0 || contentChanges.length > 0 || cellChanges.some(({ document }) => document !== undefined)) tell(notebook);
      }),
    ),
    session.onRunning(guarded(tellAll)),
    settings.onDidChange(guarded(tellAll)),
  );
}

function cellsOf(notebook: NotebookDocument, ran: WeakSet<NotebookCell>): NotebookSeen.Cell[] {
  return notebook
    .getCells()
    .filter(({ kind }) => kind === NotebookCellKind.Code)
    .slice(0, MAX_CELLS)
    .map((cell) => {
      const order = cell.executionSummary?.executionOrder;
      const error = ran.has(cell) ? errorOf(cell) : undefined;
      return { uri: cell.document.uri.toString(), ...(order !== undefined && { order }), ...(error && { error }) };
    });
}

/** undefined where it did well, or what its kernel says of it can't be read. */
function errorOf({ executionSummary, outputs }: NotebookCell): NotebookSeen.CellError | undefined {
  // A cell may be meant to raise.
  if (executionSummary?.success === true) return undefined;
  const item = outputs
    .flatMap(({ items }) => items)
    .filter(({ mime, data }) => mime === ERROR && data.byteLength <= MAX_BYTES)
    .at(-1);
  if (!item) return undefined;
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(item.data));
    if (typeof said !== 'object' || said === null) return undefined;
    const { name, message, stack } = said as Readonly<Record<string, unknown>>;
    return { name: text(name, MAX_MESSAGE), message: text(message, MAX_MESSAGE), stack: text(stack, MAX_STACK) };
  } catch {
    return undefined;
  }
}

const text = (value: unknown, max: number): string => (typeof value === 'string' ? value.slice(-max) : '');

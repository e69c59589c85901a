// Tells the server which lines of a document a person has in sight: fixes are made there first, so that the menu has them when it is asked.

import { Disposable, window, type TextEditor } from 'vscode';
import { InSight } from '../../protocol';
import type { ClientContext } from './context';
import { isHealed } from './languages';

/** A person who scrolls looks at nothing yet. In ms. */
const PAUSE = 150;

export function tellInSight({ session, settings }: ClientContext): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const tell = ({ document, visibleRanges }: TextEditor): void => {
    const [first, last] = [visibleRanges[0], visibleRanges.at(-1)];
    if (!first || !last || !settings.current.enabled || !isHealed(document)) return;
    const uri = session.converter?.asUri(document.uri);
    if (uri !== undefined) session.notify(InSight.type, { uri, first: first.start.line, last: last.end.line });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => window.visibleTextEditors.forEach(tell), PAUSE);
  };
  return Disposable.from(
    { dispose: () => clearTimeout(timer) },
    window.onDidChangeVisibleTextEditors(soon),
    window.onDidChangeTextEditorVisibleRanges(soon),
    session.onRunning(soon),
  );
}

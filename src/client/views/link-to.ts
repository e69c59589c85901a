// A place of the workspace as a link on a page.

import { l10n, workspace, type Uri } from 'vscode';
import { escaped } from './markdown';

/**
 * A place as a link, `[prices.py, line 4](/prices.py#L4)`: the preview of Markdown opens paths that begin at the first folder of the workspace, and no other
 * address of a file. Of other folders it stays plain text.
 * @param line zero-based.
 */
export function linkTo(uri: Uri, line: number): string {
  const words = escaped(l10n.t('{0}, line {1}', workspace.asRelativePath(uri), line + 1));
  const folder = workspace.getWorkspaceFolder(uri);
  if (uri.scheme !== 'file' || folder?.index !== 0) return words;
  const path = uri.path
    .slice(folder.uri.path.length)
    .split('/')
    .map(encodeURIComponent)
    .join('/')
    .replace(/[()]/g, (char) => (char === '(' ? '%28' : '%29'));
  return `[${words}](${path}#L${line + 1})`;
}

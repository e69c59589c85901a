import type { Uri } from 'vscode';
import { visibleLine } from '../../engine/visible-text';

/** The file's name without its folders, as tabs and messages show it. */
export function nameOf(uri: Uri): string {
  return visibleLine(uri.path.split('/').at(-1) ?? uri.toString());
}

import type { Uri } from 'vscode';

/** The file's name without its folders, as tabs and messages show it. */
export function nameOf(uri: Uri): string {
  return uri.path.split('/').at(-1) ?? uri.toString();
}

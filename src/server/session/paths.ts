// URIs of LSP and paths of the engine, converted at this one edge. A document without a file keeps its URI as its path.

import { fileURLToPath, pathToFileURL } from 'node:url';
import * as path from 'node:path';

export function toPath(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri; // a file URI of another machine has no path here
  }
}

/** A notebook's cell is a document of its own, whose URI holds the notebook's path. */
export const isCell = (uri: string): boolean => uri.startsWith('vscode-notebook-cell:') || uri.startsWith('vscode-interactive');

/** The file that a document, by its path, is part of: of a notebook's cell the notebook. */
export function fileOf(file: string): string {
  if (!file.startsWith('vscode-notebook-cell:')) return file;
  try {
    return fileURLToPath(`file://${new URL(file).pathname}`);
  } catch {
    return file; // a notebook that was never saved
  }
}

export function toUri(file: string): string {
  return path.isAbsolute(file) ? pathToFileURL(file).href : file;
}

// Open documents as workspace files: the engine sees what the user sees, saved or not.

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceFiles } from '../../engine/project/workspace';
import { toPath } from './paths';

export class OpenDocuments implements WorkspaceFiles {
  constructor(private readonly documents: () => readonly TextDocument[]) {}

  read(file: string): Promise<string | undefined> {
    return Promise.resolve(
      this.documents()
        .find((document) => toPath(document.uri) === file)
        ?.getText(),
    );
  }

  async exists(file: string): Promise<boolean> {
    return (await this.read(file)) !== undefined;
  }

  list(extensions: readonly string[]): Promise<readonly string[]> {
    const files = this.documents().map((document) => toPath(document.uri));
    return Promise.resolve(files.filter((file) => extensions.some((extension) => file.endsWith(extension))));
  }
}

// The open documents, and other files as the user sees them: an open document first, then the disk.

import * as fs from 'node:fs';
import {
  Emitter,
  TextDocuments,
  type Connection,
  type TextDocumentContentChangeEvent,
  type TextDocumentChangeEvent,
  type Event,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { OverlayFiles, readFileText, type WorkspaceFiles } from '../../engine';
import { toPath } from './paths';

/** A document after an edit, with what the edit changed, each change in the text that the ones before it left. */
export interface EditedDocument {
  readonly document: TextDocument;
  readonly changes: readonly TextDocumentContentChangeEvent[];
}

/** Larger files are no code: they are not read. In bytes. */
const MAX_BYTES = 2 * 1024 * 1024;

export class Documents {
  private readonly manager = new TextDocuments(TextDocument);
  private readonly edited = new Emitter<EditedDocument>();

  readonly onDidOpen: Event<TextDocumentChangeEvent<TextDocument>> = this.manager.onDidOpen;
  readonly onDidEdit = this.edited.event;
  readonly onDidClose: Event<TextDocumentChangeEvent<TextDocument>> = this.manager.onDidClose;

  listen(connection: Connection): void {
    this.manager.listen({
      onDidOpenTextDocument: (handler) => connection.onDidOpenTextDocument(handler),
      // The manager applies the changes of an edit and forgets them; problems move by them, so they are passed on here.
      onDidChangeTextDocument: (handler) =>
        connection.onDidChangeTextDocument((params) => {
          void handler(params);
          const document = this.get(params.textDocument.uri);
          if (document) this.edited.fire({ document, changes: params.contentChanges });
        }),
      onDidCloseTextDocument: (handler) => connection.onDidCloseTextDocument(handler),
      onWillSaveTextDocument: (handler) => connection.onWillSaveTextDocument(handler),
      onWillSaveTextDocumentWaitUntil: (handler) => connection.onWillSaveTextDocumentWaitUntil(handler),
      onDidSaveTextDocument: (handler) => connection.onDidSaveTextDocument(handler),
    });
  }

  get(uri: string): TextDocument | undefined {
    return this.manager.get(uri);
  }

  /** The open document of a file. */
  at(path: string): TextDocument | undefined {
    return this.all().find((document) => toPath(document.uri) === path);
  }

  all(): readonly TextDocument[] {
    return this.manager.all();
  }

  /** The text of a file of the size of source code, read at once: for the few that a failure or a plan names. undefined where it can't be read. */
  textOf(path: string): string | undefined {
    return this.at(path)?.getText() ?? readFromDisk(path);
  }

  /** Whether there is such a file: open, or a regular one on the disk, of any size. */
  exists(path: string): boolean {
    return this.at(path) !== undefined || isRegularFile(path);
  }

  /** Files with the open documents laid over them: the engine sees what the user sees, saved or not. */
  overlay(disk: WorkspaceFiles): WorkspaceFiles {
    return new OverlayFiles(new OpenFiles(this), disk);
  }
}

/** undefined where there is no such file, it is no regular one, or it is too large to be code. */
export function readFromDisk(path: string): string | undefined {
  return readFileText(path, MAX_BYTES);
}

function isRegularFile(path: string): boolean {
  try {
    return fs.statSync(path).isFile();
  } catch {
    return false; // not there, or not for us
  }
}

class OpenFiles implements WorkspaceFiles {
  constructor(private readonly documents: Documents) {}

  read(path: string): Promise<string | undefined> {
    return Promise.resolve(this.documents.at(path)?.getText());
  }

  exists(path: string): Promise<boolean> {
    return Promise.resolve(this.documents.at(path) !== undefined);
  }

  list(extensions: readonly string[]): Promise<readonly string[]> {
    const files = this.documents.all().map((document) => toPath(document.uri));
    return Promise.resolve(files.filter((file) => extensions.some((extension) => file.endsWith(extension))));
  }
}

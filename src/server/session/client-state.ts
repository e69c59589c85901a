// What the client has said of itself and what the person has set. One object, so that nobody keeps a copy that grows old.

import { isAbsolute } from 'node:path';
import { Emitter, type ClientCapabilities } from 'vscode-languageserver';
import type { Problem } from '../../engine';
import type { ClientOptions, FolderSettings, Settings } from '../../protocol';
import { toPath } from './paths';
import { completeSettings, DEFAULT_SETTINGS, isMuted, type SentSettings } from './settings';

export interface SettingsChange {
  readonly before: Settings;
  readonly after: Settings;
}

export class ClientState {
  private options: ClientOptions = { trusted: false, forwardsDiagnostics: false, version: '' };
  private current = DEFAULT_SETTINGS;
  private resolvable: readonly string[] = [];
  /** By the folder's path: a URI can be written in more than one way. */
  private folders: ReadonlyMap<string, FolderSettings> = new Map();
  private readonly changed = new Emitter<SettingsChange>();
  private readonly trustGranted = new Emitter<void>();

  readonly onDidChangeSettings = this.changed.event;
  readonly onDidGrantTrust = this.trustGranted.event;

  /** Nothing is started from or for a workspace that is not trusted, and no store of it is opened. */
  get trusted(): boolean {
    return this.options.trusted;
  }

  /** Diagnostics come by themselves; a client that does not forward them has them in its requests only. */
  get forwardsDiagnostics(): boolean {
    return this.options.forwardsDiagnostics;
  }

  /** The menu and the hover may point to the client's commands. */
  get hasCommands(): boolean {
    return this.options.hasCommands ?? false;
  }

  /** An entry of the menu may come without its edit, which is asked for when the entry is chosen. */
  get resolvesEdits(): boolean {
    return this.resolvable.includes('edit');
  }

  /** The person can be asked whether a heal may go on to the model. */
  get asksForModel(): boolean {
    return this.options.asksForModel ?? false;
  }

  /** Another extension of the editor checks Python. */
  get othersCheckPython(): boolean {
    return this.options.othersCheckPython ?? false;
  }

  /** Linters whose fixes other extensions offer. */
  get linterExtensions(): readonly ('Ruff' | 'eslint')[] {
    return this.options.linterExtensions ?? [];
  }

  /** Folder for what is kept for all workspaces; undefined where the client has none. */
  get globalFolder(): string | undefined {
    const { globalFolder } = this.options;
    return typeof globalFolder === 'string' && isAbsolute(globalFolder) ? globalFolder : undefined;
  }

  get version(): string {
    return this.options.version;
  }

  /** Folders to look for a `typescript` package in, after the workspace's own. */
  get typescriptFolders(): readonly string[] {
    return this.options.editorTypeScript ? [this.options.editorTypeScript] : [];
  }

  get settings(): Settings {
    return this.current;
  }

  /** What is set for a workspace folder, by its path; undefined is for what lies outside all of them. */
  settingsOf(root: string | undefined): FolderSettings {
    return (root === undefined ? undefined : this.folders.get(root)) ?? this.current.defaults;
  }

  /** Whether failures of programs are looked for and shown. */
  get watchesTerminals(): boolean {
    return this.current.enabled && this.current.terminal;
  }

  isMuted(fixer: string, problem: Problem): boolean {
    return isMuted(this.current, fixer, problem.signature.shape);
  }

  /** `initialize` has come. A plain LSP client may leave everything out; a workspace is trusted only where the client says so. */
  initialized(given: unknown, capabilities: ClientCapabilities = {}): void {
    this.resolvable = capabilities.textDocument?.codeAction?.resolveSupport?.properties ?? [];
    const said: Partial<ClientOptions> = typeof given === 'object' && given !== null ? given : {};
    this.options = { forwardsDiagnostics: false, version: '', ...said, trusted: said.trusted === true };
  }

  grantTrust(): void {
    this.options = { ...this.options, trusted: true };
    this.trustGranted.fire();
  }

  change(sent: SentSettings): void {
    const before = this.current;
    this.current = completeSettings(sent);
    this.folders = new Map(Object.entries(this.current.folders).map(([uri, own]) => [toPath(uri), own]));
    this.changed.fire({ before, after: this.current });
  }
}

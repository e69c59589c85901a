// The Python interpreter a person has chosen: by the Python extension where it is installed, else by its setting.
// Where nothing was chosen the server looks for one itself. Nothing is started here.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { EventEmitter, extensions, workspace, type Disposable, type LogOutputChannel, type Uri, type WorkspaceFolder } from 'vscode';

/** The part of `ms-python.python`'s API that is used; others may be missing in older versions. */
interface PythonApi {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<{ readonly executable: { readonly uri?: Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: (listener: () => void) => Disposable;
  };
}

const PYTHON_EXTENSION = 'ms-python.python';
/** The setting's default: nothing chosen. */
const NOTHING_CHOSEN = 'python';

export class Interpreters implements Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly disposables: Disposable[] = [this.changed];
  private byFolder: Readonly<Record<string, string>> = {};
  private api: PythonApi | undefined;
  private round = 0;
  private disposed = false;

  readonly onDidChange = this.changed.event;

  constructor(private readonly log: LogOutputChannel) {
    this.disposables.push(
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('python.defaultInterpreterPath')) this.refresh();
      }),
      workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      // The Python extension starts with the first Python file; asking it earlier would start it for everybody.
      workspace.onDidOpenTextDocument((document) => {
        if (document.languageId === 'python' && !this.api) this.refresh();
      }),
      extensions.onDidChange(() => this.refresh()),
    );
    this.refresh();
  }

  /** Absolute path of the chosen interpreter by path of the workspace folder. */
  get current(): Readonly<Record<string, string>> {
    return this.byFolder;
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of this.disposables) disposable.dispose();
  }

  private refresh(): void {
    const round = ++this.round;
    this.resolve()
      .then((found) => {
        // A later round, started meanwhile, knows better.
        if (this.disposed || round !== this.round || JSON.stringify(found) === JSON.stringify(this.byFolder)) return;
        this.byFolder = found;
        this.changed.fire();
      })
      .catch((error: unknown) => this.log.warn(`The chosen Python interpreter is not known: ${String(error)}`));
  }

  private async resolve(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    await this.findApi();
    for (const folder of workspace.workspaceFolders ?? []) {
      if (folder.uri.scheme !== 'file') continue;
      const chosen = (await this.byExtension(folder)) ?? bySetting(folder);
      if (chosen) found[folder.uri.fsPath] = chosen;
    }
    return found;
  }

  private async findApi(): Promise<void> {
    if (this.api) return;
    const extension = extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
    if (!extension || !workspace.textDocuments.some((document) => document.languageId === 'python')) return;
    const api = extension.isActive ? extension.exports : await extension.activate();
    if (this.api || this.disposed) return;
    this.api = api;
    const listening = api.environments?.onDidChangeActiveEnvironmentPath(() => this.refresh());
    if (listening) this.disposables.push(listening);
  }

  private async byExtension(folder: WorkspaceFolder): Promise<string | undefined> {
    const environments = this.api?.environments;
    if (!environments) return undefined;
    const active = environments.getActiveEnvironmentPath(folder.uri);
    const resolved = await environments.resolveEnvironment(active);
    return resolved?.executable.uri?.fsPath ?? (path.isAbsolute(active.path) ? active.path : undefined);
  }
}

function bySetting(folder: WorkspaceFolder): string | undefined {
  const value = workspace.getConfiguration('python', folder.uri).get<unknown>('defaultInterpreterPath');
  if (typeof value !== 'string' || value === '' || value === NOTHING_CHOSEN) return undefined;
  const written = value
    .replace(/\$\{workspaceFolder\}/g, () => folder.uri.fsPath)
    .replace(/\$\{userHome\}/g, () => os.homedir())
    .replace(/\$\{env:(\w+)\}/g, (_, name: string) => process.env[name] ?? '')
    .replace(/^~(?=$|[\\/])/, () => os.homedir());
  // A name alone is a program of the PATH, as the Python extension takes it, not a file of the folder.
  if (!/[\\/]/.test(written))
    return (process.env['PATH'] ?? '')
      .split(path.delimiter)
      .map((at) => path.join(at, written))
      .find((file) => path.isAbsolute(file) && fs.existsSync(file));
  return path.isAbsolute(written) ? written : path.resolve(folder.uri.fsPath, written);
}

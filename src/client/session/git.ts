// As much of the API of VS Code's own Git extension as is asked here.

import { extensions, type Uri } from 'vscode';

export interface Repository {
  readonly rootUri: Uri;
  /** Of the view Source Control. */
  readonly inputBox: { value: string };
  readonly state: {
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly mergeChanges: readonly Change[];
    /** Older editors have these among the others. */
    readonly untrackedChanges?: readonly Change[];
  };
  readonly ui: { readonly selected: boolean };
  /** Looks at the files anew. */
  status(): Promise<void>;
  /** The text of a file in a commit; rejects where it has none. */
  show(ref: string, path: string): Promise<string>;
}

interface Change {
  readonly uri: Uri;
}

export interface Git {
  readonly repositories: readonly Repository[];
  getRepository(uri: Uri): Repository | null;
}

interface GitExtension {
  getAPI(version: 1): Git;
}

/** undefined where there is no Git, or it is switched off. */
export async function openGit(): Promise<Git | undefined> {
  try {
    const extension = extensions.getExtension<GitExtension>('vscode.git');
    const git = extension && (extension.isActive ? extension.exports : await extension.activate());
    return git?.getAPI(1);
  } catch {
    return undefined;
  }
}

/** The file as the last commit has it; undefined where there is no repository, no commit, or no such file in it. */
export async function committedText(repository: Repository | null | undefined, uri: Uri): Promise<string | undefined> {
  try {
    return await repository?.show('HEAD', uri.fsPath);
  } catch {
    return undefined;
  }
}

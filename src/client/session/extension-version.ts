// The version an extension gives in its package.json, which VS Code hands out untyped.

import type { Extension } from 'vscode';

export function versionOf(extension: Extension<unknown>): string {
  const { version } = extension.packageJSON as { readonly version?: unknown };
  return typeof version === 'string' ? version : '';
}

// Which versions of packages a folder has: Python's from its interpreter, those of scripts from node_modules. Nothing is run for it.

import { join } from 'node:path';
import * as v from 'valibot';
import { isScript, type LanguageId } from '../language';
import type { Workspace } from './workspace';

const PackageSchema = v.object({ version: v.pipe(v.string(), v.maxLength(100)) });

/** By name, those that are known. `names`: as they are imported; a package that is installed under another name is not known. Never rejects. */
export async function installedVersions(
  { files, interpreter, root }: Pick<Workspace, 'files' | 'interpreter' | 'root'>,
  language: LanguageId,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const version = isScript(language)
      ? await versionOf(files, root, name)
      : await interpreter?.packageVersion(name).catch(() => undefined);
    if (version !== undefined) found[name] = version;
  }
  return found;
}

async function versionOf(files: Workspace['files'], root: string, name: string): Promise<string | undefined> {
  try {
    const text = await files.read(join(root, 'node_modules', ...name.split('/'), 'package.json'));
    const parsed = v.safeParse(PackageSchema, text === undefined ? undefined : JSON.parse(text));
    return parsed.success ? parsed.output.version : undefined;
  } catch {
    return undefined;
  }
}

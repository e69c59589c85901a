// Which file a model means: only one that it was shown. Everything else is refused by name alone, nothing is looked up on the disk.

import type { ModelContext, ShownFile } from '../../../diagnose/model-context';
import { oneLine } from '../../../syntax/lines';

/** The file, or a sentence for the model. */
export function fileNamed(path: string, shown: ModelContext): ShownFile | string {
  const plain = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const found = shown.files.find(({ name }) => name === plain);
  if (found) return found;
  const said = JSON.stringify(oneLine(path, 100));
  const names = shown.files.map(({ name }) => name).join(', ');
  if (/^(?:[/~]|[A-Za-z]:)/.test(plain) || plain.split('/').includes('..'))
    return `${said} leads out of the folder: only these files can be changed: ${names}.`;
  // Models cut the folders away, or begin with the folder's own name.
  const ends = shown.files.filter(({ name }) => name.endsWith(`/${plain}`) || plain.endsWith(`/${name}`));
  return ends.length === 1 && ends[0] ? ends[0] : `${said} was not shown: only these files can be changed: ${names}.`;
}

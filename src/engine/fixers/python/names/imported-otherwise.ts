// Readings of an undefined name that the file imports, only not under this name: by an alias, with a slip in the import, or as part of a module
// that is imported as a whole.

import { insert, replace } from '../../../syntax/edits';
import { children, type ImportedName, type NameUse } from '../../../syntax/python-scopes';
import { CONVENTIONAL_MEMBERS, MODULE_ALIASES } from '../shared/data/aliases';
import type { PythonFile } from '../shared/python-file';
import { nearness } from '../shared/similar';
import { standardExports, standardHas } from '../shared/stdlib';
import { isCommonWord, wordsOf } from '../shared/words';
import { attributeOf, type Option } from './name-option';
import { isEverydayWord } from './standard-import';

/** `pandas` where it was imported as `pd`; `np` where numpy was imported under its own name. */
export function underAlias(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option[] {
  const { scopes } = file;
  for (const it of scopes.imports) {
    if (it.name === '*') continue;
    const real = it.member ?? it.module;
    const means = it.aliased && (real === use.name || (real.split('.').at(-1) === use.name && it.member === undefined));
    if (means && scopes.resolve(it.name, use.scope) !== undefined) {
      return [
        {
          ground: 'fact',
          variant: 'alias-of-import',
          title: `Change '${use.name}' to '${it.name}'`,
          explanation: `'${real}' was imported under the name '${it.name}'.`,
          edits: same.map((other) => replace(other.from, other.to, it.name)),
        },
      ];
    }
  }
  const target = Object.hasOwn(MODULE_ALIASES, use.name) ? MODULE_ALIASES[use.name] : undefined;
  if (target === undefined || attributeOf(use, file) === undefined) return [];
  for (const it of scopes.imports) {
    if (it.aliased || it.member !== undefined || it.module !== target) continue;
    const read = scopes.uses.some((other) => other.name === it.name);
    if (read || children(it.node).some((part) => part.name === ',')) {
      return [
        {
          ground: 'fact',
          variant: 'own-name-of-import',
          title: `Change '${use.name}' to '${it.module}'`,
          explanation: `'${it.module}' was imported under its own name.`,
          edits: same.map((other) => replace(other.from, other.to, it.module)),
        },
      ];
    }
    return [
      {
        ground: 'fact',
        variant: 'import-under-alias',
        title: `Import '${it.module}' as '${use.name}'`,
        explanation: `The code calls '${it.module}' by its usual short name '${use.name}'.`,
        edits: [insert(it.node.to, ` as ${use.name}`)],
      },
    ];
  }
  return [];
}

/** As much of an imported name must stay for the import to be what is misspelt. */
const MIN_SIMILARITY = 0.7;

/**
 * Whether an import that nothing reads is rather what is misspelt than the name that is used: its module says so, it is used so again and again, or
 * its words are no words and those that are used are. undefined where both may be.
 */
export function isSlipInImport(file: PythonFile, it: ImportedName, use: NameUse, same: readonly NameUse[]): boolean | undefined {
  if (it.member === undefined || it.aliased || file.scopes.uses.some((other) => other.name === it.name)) return false;
  const near = nearness(it.member, use.name);
  if (!near || near.similarity < MIN_SIMILARITY) return false;
  const known = standardExports(it.module, file.minor);
  if (known) return !known.includes(it.member) && known.includes(use.name);
  const [imported, used] = [strangeness(file, it.member), strangeness(file, use.name)];
  if (imported !== used) return imported > used;
  return same.length > 1 ? true : undefined;
}

/** How many words of a name are none that code is made of, nor stand elsewhere in the file. */
function strangeness(file: PythonFile, name: string): number {
  return wordsOf(name).filter(({ word }) => {
    if (word.length < 3 || isCommonWord(word)) return false;
    const elsewhere = file.text.replace(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'), '');
    return !new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(elsewhere);
  }).length;
}

/** `from threading import RoLck` where the code says `RLock`: the import is what is misspelt. */
export function misspeltImport(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  for (const it of file.scopes.imports) {
    const slip = isSlipInImport(file, it, use, same);
    if (slip === false || it.member === undefined) continue;
    const near = nearness(it.member, use.name);
    if (!near) continue;
    const known = standardExports(it.module, file.minor);
    const part = children(it.node)
      .filter((node) => node.name === 'VariableName' && file.text.slice(node.from, node.to) === it.member)
      .at(-1);
    if (!part) continue;
    return {
      ground: slip ? 'fact' : 'sign',
      variant: known ? 'slip-in-import' : slip ? 'slip-in-import-of-unknown-module' : 'slip-in-import-or-use',
      features: { edits: near.edits, similarity: near.similarity },
      title: `Change '${it.member}' to '${use.name}' in the import`,
      explanation: `'${it.member}' is imported and never used; '${use.name}' is used and never imported.`,
      edits: [replace(part.from, part.to, use.name)],
    };
  }
  return undefined;
}

/** `pi` where `math` is imported: `math.pi`. */
export function inImportedModule(file: PythonFile, use: NameUse, same: readonly NameUse[]): Option | undefined {
  const found: { readonly it: ImportedName; readonly reads: number }[] = [];
  for (const it of file.scopes.imports) {
    if (it.member !== undefined || it.name === '*' || it.scope !== file.scopes.module) continue;
    const module = it.aliased ? it.module : it.name;
    if (!standardHas(module, use.name, file.minor) || use.name.length < 2) continue;
    const reads = file.scopes.uses.filter((other) => other.name === it.name && file.text[other.to] === '.').length;
    found.push({ it, reads });
  }
  found.sort((a, b) => b.reads - a.reads);
  const [first, second] = found;
  if (!first || (second && second.reads === first.reads)) return undefined;
  const everyday = isEverydayWord(use.name, 5);
  const variant =
    CONVENTIONAL_MEMBERS.get(use.name) === first.it.module
      ? 'usual-member-of-import'
      : everyday
        ? 'everyday-member-of-import'
        : file.text[use.to] === '('
          ? 'called-member-of-import'
          : 'member-of-import';
  return {
    ground: everyday && variant !== 'usual-member-of-import' ? 'guess' : 'sign',
    variant,
    features: { reads: first.reads, rivals: found.length - 1 },
    title: `Change '${use.name}' to '${first.it.name}.${use.name}'`,
    explanation: `'${use.name}' is part of the module '${first.it.name}', which is imported as a whole.`,
    edits: same.map((other) => insert(other.from, `${first.it.name}.`)),
  };
}

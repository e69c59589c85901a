// Which files of the project a test reaches: what its module imports, and what that imports. Told from the texts, so a lower bound: what is
// imported by a name made up at run time is not seen.

import path from 'node:path';
import type { TestSources } from './find-tests';

/** Files read for one question: a test that imports more is an end-to-end test of everything. */
const MAX_FILES = 400;
const MAX_TEXT = 200_000;
const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];

export class TestReach {
  private readonly imports = new Map<string, Promise<readonly string[]>>();
  /** Paths by their last part, without extension; an index file and an `__init__.py` by their folder's. */
  private readonly byStem = new Map<string, string[]>();
  private readonly known: ReadonlySet<string>;

  constructor(private readonly sources: TestSources) {
    this.known = new Set(sources.paths);
    for (const file of sources.paths) {
      const stem = stemOf(file);
      const named = stem === 'index' || stem === '__init__' ? path.basename(path.dirname(file)) : stem;
      const there = this.byStem.get(named);
      if (there) there.push(file);
      else this.byStem.set(named, [file]);
    }
  }

  /** Whether the module of the test at `test`, or what it imports, imports or names the file. Both absolute. Never throws. */
  async reaches(test: string, file: string): Promise<boolean> {
    const seen = new Set([test, ...this.conftests(test)]);
    const names = new RegExp(`["'\`/\\\\]${path.basename(file).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["'\`\\s]`);
    if (seen.has(file)) return true;
    for (const one of seen) {
      if (seen.size > MAX_FILES) return false;
      // A program that a test starts is named there.
      if (one === test && names.test(await this.textOf(one))) return true;
      for (const imported of await this.importsOf(one)) {
        if (imported === file) return true;
        seen.add(imported);
      }
    }
    return false;
  }

  /** What pytest loads with a test. */
  private conftests(test: string): readonly string[] {
    const found: string[] = [];
    if (!/\.pyw?$/.test(test)) return found;
    for (let folder = path.dirname(test); folder.startsWith(this.sources.root); folder = path.dirname(folder)) {
      const file = path.join(folder, 'conftest.py');
      if (this.known.has(file)) found.push(file);
      if (folder === this.sources.root || folder === path.dirname(folder)) break;
    }
    return found;
  }

  private async textOf(file: string): Promise<string> {
    return ((await this.sources.read(file)) ?? '').slice(0, MAX_TEXT);
  }

  private importsOf(file: string): Promise<readonly string[]> {
    let found = this.imports.get(file);
    if (!found) this.imports.set(file, (found = this.readImports(file)));
    return found;
  }

  private async readImports(file: string): Promise<readonly string[]> {
    const text = await this.textOf(file);
    const found = /\.pyw?$/.test(file) ? this.pythonImports(file, text) : this.scriptImports(file, text);
    return [...new Set(found)].filter((one) => one !== file);
  }

  private pythonImports(file: string, text: string): string[] {
    const found: string[] = [];
    for (const [, names = ''] of text.matchAll(/^[ \t]*import[ \t]+([^\n#;]+)/gm))
      for (const name of names.split(',')) found.push(...this.modules(file, (name.trim().split(/\s/)[0] ?? '').split('.')));
    for (const [, dots = '', module = '', inBrackets, plain] of text.matchAll(
      /^[ \t]*from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n#;]*))/gm,
    )) {
      const parts = module.split('.').filter((part) => part !== '');
      const names = (inBrackets ?? plain ?? '').split(',').flatMap((name) => /^\s*(\w+)/.exec(name)?.[1] ?? []);
      for (const more of [[], ...names.map((name) => [name])]) found.push(...this.modules(file, [...parts, ...more], dots.length));
    }
    for (const [, module = ''] of text.matchAll(/\b(?:import_module|__import__|run_module|patch)\s*\(\s*["']([\w.]+)["']/g)) {
      const parts = module.split('.');
      for (let length = parts.length; length > 0; length--) found.push(...this.modules(file, parts.slice(0, length)));
    }
    return found;
  }

  /** The files of a dotted module and of its packages. `dots`: how many stood before it. */
  private modules(from: string, parts: readonly string[], dots = 0): string[] {
    if (dots > 0) {
      let folder = path.dirname(from);
      for (let up = 1; up < dots; up++) folder = path.dirname(folder);
      return this.existing([path.join(folder, ...parts) + '.py', path.join(folder, ...parts, '__init__.py')]);
    }
    const found: string[] = [];
    for (let length = parts.length; length > 0; length--) {
      const way = parts.slice(0, length);
      found.push(...this.endingWith(from, way.at(-1) ?? '', [`${way.join('/')}.py`, `${way.join('/')}/__init__.py`]));
    }
    return found;
  }

  private scriptImports(file: string, text: string): string[] {
    const found: string[] = [];
    for (const [, spec = ''] of text.matchAll(/(?:\bfrom|\bimport|\brequire|\bmock|\bimport)\s*\(?\s*["'`]([^"'`\n]+)["'`]/g)) {
      if (spec.startsWith('.')) {
        found.push(...this.existing(variants(path.resolve(path.dirname(file), spec))));
        continue;
      }
      // By an alias (`@/lib/x`, `#lib/x`), by a base folder, or a package of the workspace.
      const way = spec.replace(/^(?:@|~|#)?\//, '').replace(/^[#@~]/, '');
      if (!way.includes('/')) {
        found.push(
          ...this.existing([...variants(path.join(this.sources.root, way)), ...variants(path.join(this.sources.root, 'src', way))]),
        );
        continue;
      }
      found.push(...this.endingWith(file, stemOf(way), variants(way)));
    }
    return found;
  }

  private existing(files: readonly string[]): string[] {
    return files.filter((file) => this.known.has(file));
  }

  /** Files whose path ends so; of several those in a folder above the importing file. */
  private endingWith(from: string, stem: string, ends: readonly string[]): string[] {
    const all = (this.byStem.get(stem) ?? []).flatMap((file) => {
      const end = ends.find((one) => file.replaceAll('\\', '/').endsWith(`/${one}`));
      return end === undefined ? [] : [{ file, folder: file.slice(0, -end.length) }];
    });
    const near = all.filter(({ folder }) => from.startsWith(folder) || from.startsWith(folder.replace(/(?:src|lib|app)[\\/]$/, '')));
    return (near.length > 0 ? near : all).map(({ file }) => file);
  }
}

function stemOf(file: string): string {
  return path.basename(file).replace(/(?:\.d)?\.[cm]?[jt]sx?$|\.pyw?$/, '');
}

/** A path in an import as the files that it may mean: `./a.js` of a TypeScript file is `a.ts`. */
function variants(file: string): string[] {
  const plain = file.replace(/\.[cm]?jsx?$/, '');
  return [file, plain].flatMap((one) => [
    ...EXTENSIONS.map((extension) => one + extension),
    ...EXTENSIONS.map((extension) => `${one}/index${extension}`),
  ]);
}

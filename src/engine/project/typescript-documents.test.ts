import * as path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { documentRegistry } from './typescript-documents';

const libraryFolder = path.dirname(ts.getDefaultLibFilePath({}));

function program(
  registry: ts.DocumentRegistry,
  options: ts.CompilerOptions,
  files: Record<string, string>,
): { service: ts.LanguageService; files: (pattern: RegExp) => ts.SourceFile[] } {
  const text = (name: string): string | undefined => files[name] ?? ts.sys.readFile(name);
  const service = ts.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => Object.keys(files),
      getScriptVersion: () => '1',
      getScriptSnapshot: (name) => ts.ScriptSnapshot.fromString(text(name) ?? ''),
      getCurrentDirectory: () => '/',
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      readFile: text,
      fileExists: (name) => text(name) !== undefined,
    },
    registry,
  );
  return { service, files: (pattern) => (service.getProgram()?.getSourceFiles() ?? []).filter((file) => pattern.test(file.fileName)) };
}

describe('documentRegistry', () => {
  it('parses a library file once for all options, also after the last program that had it is gone', () => {
    const registry = documentRegistry(ts, libraryFolder);
    const first = program(
      registry,
      { target: ts.ScriptTarget.ES2020, lib: ['lib.es5.d.ts'], strict: true },
      { '/a.ts': 'let a: string = 1;' },
    );
    const before = first.files(/lib\.es5\.d\.ts$/)[0];
    expect(before).toBeDefined();
    expect(first.service.getSemanticDiagnostics('/a.ts').map((d) => d.code)).toEqual([2322]);
    first.service.dispose();
    const second = program(
      registry,
      { target: ts.ScriptTarget.ES5, ignoreDeprecations: '6.0', lib: ['lib.es5.d.ts'], alwaysStrict: true },
      { '/b.ts': 'let b: number = [1].map(String)[0]!;' },
    );
    expect(second.files(/lib\.es5\.d\.ts$/)[0]).toBe(before);
    expect(second.service.getSemanticDiagnostics('/b.ts').map((d) => d.code)).toEqual([2322]);
  });

  it('keeps other files by their options, and lets them go with their program', () => {
    const registry = documentRegistry(ts, libraryFolder);
    const files = { '/a.ts': 'export const a = 1;', '/node_modules/p/index.d.ts': '/** Said. */ export declare const p: string;' };
    const first = program(registry, { target: ts.ScriptTarget.ES2020, lib: ['lib.es5.d.ts'] }, files);
    const own = first.files(/^\/(?:a|node_modules)/);
    expect(own).toHaveLength(2);
    first.service.dispose();
    const second = program(registry, { target: ts.ScriptTarget.ES2020, lib: ['lib.es5.d.ts'] }, files);
    for (const [i, file] of second.files(/^\/(?:a|node_modules)/).entries()) expect(file).not.toBe(own[i]);
  });
});

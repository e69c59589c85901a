// Pyright's errors of many Python texts in one run of its command line.
import fs from 'node:fs';
import path from 'node:path';
import { inFolder, program, root } from '../figures.mjs';

/**
 * `texts`: [{path, text, files?}]; each is checked in a folder of its own. Answers its errors in the same order, as
 * [{code, message, startLine, startCol, endLine, endCol}]: one-based, columns in code points, ends exclusive.
 */
export async function pyrightErrors(texts) {
  if (texts.length === 0) return [];
  return inFolder(async (folder) => {
    const files = texts.map(({ path: name, text, files: others = {} }, i) => {
      for (const [other, content] of Object.entries(others)) write(path.join(folder, `c${i}`, other), content);
      const file = path.join(folder, `c${i}`, name);
      write(file, text);
      return file;
    });
    fs.writeFileSync(
      path.join(folder, 'pyrightconfig.json'),
      JSON.stringify({ include: files.map((file) => path.relative(folder, file)) }),
    );
    const { out, err } = await program(
      process.execPath,
      [path.join(root, 'node_modules/pyright/index.js'), '--outputjson', '--project', folder],
      { cwd: folder },
    );
    let found;
    try {
      found = JSON.parse(out).generalDiagnostics;
    } catch {
      throw new Error(`pyright gave no answer: ${(err || out).slice(0, 300)}`);
    }
    const by = new Map(files.map((file) => [file, []]));
    for (const one of found) if (one.severity === 'error') by.get(fs.realpathSync(one.file))?.push(one);
    return files.map((file, i) => {
      const lines = texts[i].text.split(/\r\n|\r|\n/);
      const column = ({ line, character }) => [...(lines[line] ?? '').slice(0, character)].length + 1;
      return by.get(file).map(({ rule = null, message, range }) => ({
        // Its own module's full name begins with the folder it was checked in.
        tool: 'pyright',
        code: rule,
        category: 'error',
        message: message.replaceAll(`c${i}.`, ''),
        startLine: range.start.line + 1,
        startCol: column(range.start),
        endLine: range.end.line + 1,
        endCol: column(range.end),
      }));
    });
  });
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

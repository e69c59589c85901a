import { test } from 'vitest';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { contextOf } from './context';
const block = (search: string, replace: string, path = 'app.py'): string =>
  `${path === '' ? '' : `${path}\n`}<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;
test('slow', async () => {
  const shown = await contextOf({files: {'app.py': 'import os\nreturn cuont\n'}, at: 'cuont'});
    for (const reply of [
      '<<<<<<< SEARCH\n'.repeat(12_000),
      `${'='.repeat(190_000)}`,
      ' '.repeat(190_000),
      '```'.repeat(60_000),
      '<think>'.repeat(25_000),
      block('=======\n'.repeat(11_000), '=======\n'.repeat(11_000)),
      'in the file '.repeat(15_000),
      '`'.repeat(190_000),
      block('x'.repeat(150_000), 'y'),
    ]) {
        let start = performance.now();
        await searchReplace.read(reply, shown);
        const a = performance.now() - start;
        start = performance.now();
        await wholeFunction.read(reply, shown);
        console.log(JSON.stringify(reply.slice(0, 20)), a, performance.now() - start);
      }
}, 400_000);

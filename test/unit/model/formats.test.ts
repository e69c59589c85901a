// What comes back from a model, in either form, and what is made of it.

import { describe, expect, test } from 'vitest';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { wholeFunction } from '../../../src/engine/generate/model/formats/whole-function';
import { contextOf, textsAfter, type Folder } from './context';

const APP = `import os


def total(items):
    count = len(items)
    # how many
    return cuont


def other(items):
    return len(items)
`;
const FIXED = APP.replace('cuont', 'count');
const app: Folder = { files: { 'app.py': APP }, at: 'cuont' };

const block = (search: string, replace: string, path = 'app.py'): string =>
  `${path === '' ? '' : `${path}\n`}<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

async function blocks(reply: string, folder: Folder = app): Promise<ReturnType<typeof textsAfter>> {
  const shown = await contextOf(folder);
  return textsAfter(await searchReplace.read(reply, shown), shown);
}
async function whole(reply: string, folder: Folder = app): Promise<ReturnType<typeof textsAfter>> {
  const shown = await contextOf(folder);
  return textsAfter(await wholeFunction.read(reply, shown), shown);
}

describe('search and replace', () => {
  test.each([
    ['exactly', block('    return cuont', '    return count')],
    ['without a path', block('    return cuont', '    return count', '')],
    ['in a fence', `The name is misspelt.\n\napp.py\n\`\`\`python\n${block('    return cuont', '    return count', '')}\`\`\`\n`],
    ['with the path in the fence', `\`\`\`python\n${block('    return cuont', '    return count')}\`\`\``],
    ['with a path as prose writes it', block('    return cuont', '    return count', '**`./app.py`**:')],
    ['with blanks at the ends', block('    # how many  \n    return cuont ', '    # how many\n    return count')],
    ['shifted as a block', block('# how many\nreturn cuont', '# how many\nreturn count')],
    ['with the numbers copied', block('6|     # how many\n7|     return cuont', '6|     # how many\n7|     return count')],
    ['with blank lines around', block('\n    return cuont\n', '\n    return count\n')],
    ['with CRLF', block('    return cuont', '    return count').replaceAll('\n', '\r\n')],
    ['after thinking', `<think>\n${block('x', 'y')}</think>\n${block('    return cuont', '    return count')}`],
    ['after the rest of thinking', `${block('x', 'y')}so be it</think>\n${block('    return cuont', '    return count')}`],
  ])('is placed %s', async (_name, reply) => {
    expect(await blocks(reply)).toEqual({ 'app.py': FIXED });
  });
});

describe('the whole function', () => {
  test.each([
    ['alone', '```python\ndef total(items):\n    count = len(items)\n    # how many\n    return count\n```'],
    ['with prose around', 'Misspelt.\n```\ndef total(items):\n    count = len(items)\n    # how many\n    return count\n```\nDone.'],
    ['numbered', '```\n4| def total(items):\n5|     count = len(items)\n6|     # how many\n7|     return count\n```'],
    ['without a fence', 'def total(items):\n    count = len(items)\n    # how many\n    return count\n'],
  ])('is placed %s', async (_name, reply) => {
    expect(await whole(reply, { files: { 'app.py': `${APP}${'x = 1\n'.repeat(90)}` }, at: 'cuont' })).toEqual({
      'app.py': `${FIXED}${'x = 1\n'.repeat(90)}`,
    });
  });
});

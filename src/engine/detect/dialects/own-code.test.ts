import { expect, test } from 'vitest';
import { filePath, ownFile } from './own-code';

const shop = { cwd: '/home/ada/shop/api', roots: ['/home/ada/shop'] };

test.each([
  ['/home/ada/shop/app.py', true],
  ['/home/ada/shop/api/lib/util.py', true],
  ['/home/ada/shopping/app.py', false],
  ['/home/ada/shop/.venv/lib/python3.11/site-packages/x/y.py', false],
  ['/home/ada/shop/node_modules/x/index.js', false],
  ['/home/ada/shop/env/lib/python3.13/json/decoder.py', false],
  ['/home/ada/shop/tools.zip/run.py', false],
  ['/usr/lib/python3.11/json/decoder.py', false],
])('%s own: %s', (file, own) => expect(ownFile(file, shop)).toBe(own));

test('who works on a library owns it', () => {
  expect(ownFile('/usr/lib/python3/dist-packages/x/y.py', { cwd: '', roots: ['/usr/lib/python3/dist-packages/x'] })).toBe(true);
});

test('no folder known: nothing is own', () => expect(ownFile('/a/b.py', { cwd: '', roots: [] })).toBe(false));

test.each([
  ['app.py', '/home/ada', '/home/ada/app.py'],
  ['./src/../app.py', '/home/ada', '/home/ada/app.py'],
  ['/a/b.py', '', '/a/b.py'],
  ['file:///a/b%20c.mjs', '', '/a/b c.mjs'],
  ['file:///C:/a/b.mjs', '', 'C:\\a\\b.mjs'],
  ['C:/a/b.py', '/home', 'C:\\a\\b.py'],
  ['src\\a.py', 'C:\\shop', 'C:\\shop\\src\\a.py'],
  ['app.py', '', undefined],
  ['<stdin>', '/home', undefined],
  ['<frozen importlib._bootstrap>', '/home', undefined],
  ['node:internal/modules/cjs/loader', '/home', undefined],
  ['[eval]', '/home', undefined],
  ['webpack:///./src/a.js', '/home', undefined],
  ['https://example.com/a.js', '/home', undefined],
  ['file:///%zz', '/home', undefined],
  ['', '/home', undefined],
  // A server, or a share of it, is no file; a device neither.
  ['file://crash.mjs', '/home', undefined],
  ['file://server/share', '/home', undefined],
  ['file://server/share/a.mjs', '/home', '\\\\server\\share\\a.mjs'],
  ['\\\\crash.mjs', '/home', undefined],
  ['\\\\.\\pipe\\x.py', '/home', undefined],
  ['\\\\?\\C:\\shop\\a.py', '/home', '\\\\?\\C:\\shop\\a.py'],
])('%s in %s is %s', (printed, cwd, path) => expect(filePath(printed, cwd)).toBe(path));

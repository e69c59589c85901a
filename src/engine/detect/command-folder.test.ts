import { expect, test } from 'vitest';
import { folderOf } from './command-folder';

test.each([
  ['pytest', '/home/ada/shop', '/home/ada/shop'],
  ['cd web && npm test', '/home/ada/shop', '/home/ada/shop/web'],
  ['cd "my shop" && cd ../api; pytest -q', '/home/ada', '/home/ada/api'],
  ["(cd 'web' && npm test)", '/home/ada/shop', '/home/ada/shop/web'],
  ['cd my\\ shop && pytest', '/home/ada', '/home/ada/my shop'],
  ['cd /srv/shop && pytest', '/home/ada', '/srv/shop'],
  ['cd web && npm --prefix app test', '/home/ada', '/home/ada/web/app'],
  ['make -C build all', '/home/ada', '/home/ada/build'],
  ['pnpm -C packages/ui test', '/home/ada', '/home/ada/packages/ui'],
  ['cd web; npm test', 'C:\\shop', 'C:\\shop\\web'],
  ['cd /d D:\\shop && npm test', 'C:\\shop', 'D:\\shop'],
  // Only the shell could tell.
  ['cd "$WEB" && npm test', '/home/ada', '/home/ada'],
  ['cd ~/shop && npm test', '/home/ada', '/home/ada'],
  ['echo cd web && npm test', '/home/ada', '/home/ada'],
  ['cd web && npm test', '', ''],
])('%s in %s runs in %s', (line, cwd, folder) => expect(folderOf(line, cwd)).toBe(folder));

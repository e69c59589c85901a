// The server in a real Neovim, with the configuration of docs/editors.md word for word, and with none but its command. Skipped where there is no Neovim.

import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPO = path.resolve(__dirname, '../..');
const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
const hasNeovim = spawnSync('nvim', ['--version'], { encoding: 'utf8' }).status === 0;

let folder = '';
beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-neovim-')));
  fs.mkdirSync(path.join(folder, 'bin'));
  fs.writeFileSync(path.join(folder, 'bin', 'self-heal'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The configuration as a person copies it. */
function documented(): string {
  const page = fs.readFileSync(path.join(REPO, 'docs/editors.md'), 'utf8');
  const block = /<!-- neovim: .*?-->\s*```lua\n(.*?)```/s.exec(page)?.[1];
  if (!block) throw new Error('docs/editors.md has no configuration for Neovim');
  return block;
}

/** What a script can use: `wait(what, condition)`, `lines()`, `shown()`, `note(name, value)`. */
const HELPERS = `
local noted = {}
function note(name, value) noted[name] = value end
function finish()
  local file = io.open(os.getenv('NOTED'), 'w')
  file:write(vim.json.encode(noted))
  file:close()
  vim.cmd('qall!')
end
function wait(what, condition)
  if not vim.wait(60000, condition, 50) then
    note('timed out', what)
    note('messages', vim.fn.execute('messages'))
    finish()
  end
end
function lines() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n' end
function shown()
  return vim.tbl_map(function(d) return (d.lnum + 1) .. ' ' .. (d.source or '') .. ': ' .. d.message end, vim.diagnostic.get(0))
end
-- A person who takes the first entry of the menu.
menu = {}
vim.ui.select = function(items, options, choose)
  menu = vim.tbl_map(function(item) return options.format_item and options.format_item(item) or item end, items)
  choose(items[1], 1)
end
-- The fixes are ready: a person would open the menu now. One request at a time, so that nothing is put in twice.
function offered()
  local params = vim.lsp.util.make_range_params(0, 'utf-16')
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics() }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000) or {}) do
    if answer.result and #answer.result > 0 then return true end
  end
  return false
end
function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\\n')
    end
  end
end
`;

async function neovim(files: Readonly<Record<string, string>>, config: string, script: string): Promise<Record<string, unknown>> {
  const root = fs.mkdtempSync(path.join(folder, 'w-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
  const noted = path.join(root, '.noted.json');
  const file = path.join(root, '.script.lua');
  fs.writeFileSync(
    file,
    `${HELPERS}\n${config}\nlocal ok, why = pcall(function()\n${script}\nend)\nif not ok then note('failed', why) end\nfinish()\n`,
  );
  const child = spawn('nvim', ['--headless', '--clean', '-c', 'filetype on', '-c', `luafile ${file}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NOTED: noted,
      HOME: root,
      XDG_STATE_HOME: root,
      PATH: [path.join(folder, 'bin'), path.join(REPO, 'node_modules/.bin'), process.env['PATH']].join(path.delimiter),
    },
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const timer = setTimeout(() => child.kill('SIGKILL'), 150_000);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  if (!fs.existsSync(noted)) throw new Error(`Neovim said: ${err}`);
  return JSON.parse(fs.readFileSync(noted, 'utf8')) as Record<string, unknown>;
}

const BROKEN = 'def f(items):\n    for item in items\n        print(item)\n';
const MENDED = BROKEN.replace('in items\n', 'in items:\n');

describe.skipIf(!hasNeovim)('a real Neovim', () => {
  it('with the configuration of the docs: error, hover, fix, commands, and the errors of others', async () => {
    const noted = await neovim(
      { 'a.py': BROKEN, 'b.py': `${BROKEN}\n\nprint(qqqqqq)\n`, 'c.py': 'é = "é𝒳"; total = 1\nprint("é𝒳", totl)\n' },
      documented(),
      `
vim.cmd('edit a.py')
wait('a diagnostic', function() return #vim.diagnostic.get(0) > 0 end)
note('shown', shown())
vim.api.nvim_win_set_cursor(0, { 2, 20 })
vim.lsp.buf.hover()
wait('the hover', function() return float() ~= nil end)
note('hover', float())
vim.cmd('normal! l')
wait('an offer', offered)
vim.lsp.buf.code_action()
wait('the fix', function() return lines() ~= ${JSON.stringify(BROKEN)} end)
note('menu', menu)
note('fixed', lines())
wait('no diagnostic', function() return #vim.diagnostic.get(0) == 0 end)
vim.cmd('write')

vim.cmd('edit b.py')
wait('a diagnostic of b', function() return #vim.diagnostic.get(0) > 0 end)
local before = lines()
vim.cmd('SelfHealFile')
wait('the heal', function() return lines() ~= before end)
note('healed', lines())
vim.wait(1500)
vim.cmd('SelfHealUndo')
wait('the undo', function() return lines() == before end)
vim.cmd('write')

vim.cmd('edit c.py')
local other = vim.api.nvim_create_namespace('other')
local column = #'print("é𝒳", '
vim.diagnostic.set(other, 0, { { lnum = 1, col = column, end_lnum = 1, end_col = column + 4, severity = 1, source = 'Pyright', code = 'reportUndefinedVariable', message = '"totl" is not defined' } })
vim.api.nvim_win_set_cursor(0, { 2, column })
before = lines()
wait('an offer for a foreign error', offered)
vim.lsp.buf.code_action()
wait('the fix of a foreign error', function() return lines() ~= before end)
note('foreign', lines())
vim.diagnostic.reset(other, 0)
note('errors', vim.fn.execute('messages'))
`,
    );
    expect(noted).toMatchObject({
      shown: [expect.stringMatching(/^2 Self-Heal: expected ':'/)],
      hover: expect.stringContaining("Add ':'") as string,
      menu: [expect.stringContaining("Add ':'")],
      fixed: MENDED,
      healed: `${MENDED}\n\nprint(qqqqqq)\n`,
      foreign: 'é = "é𝒳"; total = 1\nprint("é𝒳", total)\n',
    });
    expect(noted['timed out']).toBeUndefined();
    expect(noted['failed']).toBeUndefined();
    expect(String(noted['errors'])).not.toMatch(/error|E\d+:/i);
  }, 180_000);

  it('with its command alone, and no trust: error, hover, fix', async () => {
    const noted = await neovim(
      { 'a.py': BROKEN },
      `
local id = vim.lsp.start_client({ name = 'self-heal', cmd = { 'self-heal', 'serve', '--stdio' }, root_dir = vim.fn.getcwd() })
vim.api.nvim_create_autocmd('FileType', { pattern = 'python', callback = function(args) vim.lsp.buf_attach_client(args.buf, id) end })`,
      `
vim.cmd('edit a.py')
wait('a diagnostic', function() return #vim.diagnostic.get(0) > 0 end)
note('shown', shown())
vim.api.nvim_win_set_cursor(0, { 2, 20 })
vim.lsp.buf.hover()
wait('the hover', function() return float() ~= nil end)
note('hover', float())
vim.cmd('normal! l')
wait('an offer', offered)
vim.lsp.buf.code_action()
wait('the fix', function() return lines() ~= ${JSON.stringify(BROKEN)} end)
note('fixed', lines())
`,
    );
    expect(noted).toMatchObject({
      shown: [expect.stringMatching(/^2 Self-Heal: expected ':'/)],
      hover: expect.stringContaining("Add ':'") as string,
      fixed: MENDED,
    });
  }, 180_000);
});

import { expect, test } from 'vitest';
import { cleanEnvironment, looksSecret } from './environment';

test.each([
  'OPENAI_API_KEY',
  'GITHUB_TOKEN',
  'DB_PASSWORD',
  'MY_SECRET',
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'npm_config__auth',
  'NPM_CONFIG_REGISTRY',
  'SESSION_COOKIE',
  'SENTRY_DSN',
  'APP_PASS',
  'JWT',
  'KUBECONFIG_AUTH',
  'STRIPE_SK',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'SIGNING_KEY',
])('the name %s is kept out, and told', (name) => {
  expect(cleanEnvironment({ [name]: 'x', LANG: 'C' })).toEqual({ env: { LANG: 'C' }, withheld: [name] });
});

test.each([
  'SSH_AUTH_SOCK',
  'DBUS_SESSION_BUS_ADDRESS',
  'XDG_RUNTIME_DIR',
  'DISPLAY',
  'VSCODE_IPC_HOOK',
  'ELECTRON_RUN_AS_NODE',
  'LD_PRELOAD',
  'BASH_ENV',
  'TMPDIR',
  'SELF_HEAL_HELPERS',
])('the door %s is shut without a word', (name) => {
  expect(cleanEnvironment({ [name]: 'x' })).toEqual({ env: {}, withheld: [] });
});

test.each([
  'PATH',
  'PWD',
  'LANG',
  'LC_ALL',
  'TERM',
  'USER',
  'SHELL',
  'VIRTUAL_ENV',
  'PYTHONPATH',
  'NODE_ENV',
  'DJANGO_SETTINGS_MODULE',
  'JAVA_HOME',
  'EDITOR',
  'AUTHOR',
  'GIT_AUTHOR_NAME',
  'MONKEY',
  'PYTHONHASHSEED',
  'SSL_CERT_FILE',
  'COMPASS',
])('%s stays', (name) => {
  expect(cleanEnvironment({ [name]: 'x' }).env).toEqual({ [name]: 'x' });
});

test.each([
  `ghp_${'aB3'.repeat(12)}`,
  'postgres://me:hunter2@db.example.com/app',
  'https://0123456789abcdefghij@host/1',
  'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  'Zx81kQ0p7VbN3mT5rW9yLdF2',
  'x=1;key=Zx81kQ0p7VbN3mT5rW9yLdF2',
  '-----BEGIN PRIVATE KEY-----',
])('the value %s looks secret', (value) => {
  expect(looksSecret(value)).toBe(true);
});

test.each([
  '',
  'true',
  '3.11.4',
  'en_US.UTF-8',
  'xterm-256color',
  '/nix/store/a1b2c3d4e5f60718293a4b5c6d7e8f90-python/bin:/usr/bin',
  'myproject.settings.production',
  'http://localhost:8080/path',
  '2026-11-20T17:00:00Z',
  'feature-branch-for-the-new-parser-2',
  '--max-old-space-size=4096',
  'node_modules/.bin',
  'C:\\Program Files\\Python311',
])('the value %j does not', (value) => {
  expect(looksSecret(value)).toBe(false);
});

test('a debugger’s loader does not keep node from starting, other options stay', () => {
  expect(cleanEnvironment({ NODE_OPTIONS: '--require /x/js-debug/bootloader.js' }).env).toEqual({});
  expect(cleanEnvironment({ NODE_OPTIONS: '--max-old-space-size=4096' }).env).toEqual({ NODE_OPTIONS: '--max-old-space-size=4096' });
});

test('what the caller gives is laid over as it is', () => {
  expect(cleanEnvironment({ A: '1', API_TOKEN: 'x' }, { A: '2', API_TOKEN: 'fake' })).toEqual({
    env: { A: '2', API_TOKEN: 'fake' },
    withheld: [],
  });
});

import { expect, test } from 'vitest';
import { cleanEnvironment } from './environment';

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
  'GIT_AUTHOR_NAME',
  'PYTHONHASHSEED',
  'SSL_CERT_FILE',
])('%s stays', (name) => {
  expect(cleanEnvironment({ [name]: 'x' }).env).toEqual({ [name]: 'x' });
});

test.each(['MONKEY', 'COMPASS', 'AUTHOR', 'DB', 'LOGIN', 'MY_SETTING', 'PYTHON_THING', 'NODE_THING', 'LC_', 'XPATH', 'PATHS', 'HOME2'])(
  'nobody knows what %s holds, so it is kept out whatever it looks like, and told',
  (name) => {
    for (const value of ['', 'hunter2', 'true', '/usr/bin', '3.11'])
      expect(cleanEnvironment({ [name]: value })).toEqual({ env: {}, withheld: [name] });
  },
);

test.each(['http://me:hunter2@localhost:8080', 'https://0123456789abcdefghij@host/1'])(
  'no name lets a password in an address through: %s',
  (value) => {
    expect(cleanEnvironment({ HOST: value, TZ: 'UTC' })).toEqual({ env: { TZ: 'UTC' }, withheld: ['HOST'] });
  },
);

test('what Windows can’t do without stays, in any case', () => {
  const env = { Path: 'C:\\Windows', SYSTEMROOT: 'C:\\Windows', 'ProgramFiles(x86)': 'C:\\', PATHEXT: '.EXE' };
  expect(cleanEnvironment(env).env).toEqual(env);
});

test('what the shell counts with is neither given nor told', () => {
  expect(cleanEnvironment({ _: '/usr/bin/env', SHLVL: '2', PS1: '$', OLDPWD: '/' })).toEqual({ env: {}, withheld: [] });
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

import { expect, test } from 'vitest';
import { taskCommand, type ShellTask } from './task-command';

test.each<[ShellTask, string, string]>([
  [{ commandLine: 'npm test -- --watch=false' }, 'npm test -- --watch=false', '/w'],
  [{ command: 'python3', args: ['app.py', { value: 'a b' }, 'c d', "it's"] }, `python3 app.py 'a b' 'c d' it's`, '/w'],
  [{ command: { value: 'npm' }, args: ['run', { value: "it's" }] }, `npm run 'it'\\''s'`, '/w'],
  [{ commandLine: 'make', options: { cwd: 'sub' } }, 'make', '/w/sub'],
  [{ commandLine: 'make', options: { cwd: '/other' } }, 'make', '/other'],
  [
    { commandLine: 'python3 ${workspaceFolder}/a.py "${HOME}"', options: { cwd: '${workspaceFolder}/b' } },
    'python3 /w/a.py "${HOME}"',
    '/w/b',
  ],
])('%j', (task, line, cwd) => expect(taskCommand(task, '/w')).toEqual({ line, cwd }));

test.each<[ShellTask, string | undefined]>([
  [{}, '/w'],
  [{ commandLine: '  ' }, '/w'],
  [{ commandLine: 'python3 ${file}' }, '/w'],
  [{ commandLine: 'python3 ${input:which}' }, '/w'],
  [{ commandLine: 'make', options: { cwd: '${fileDirname}' } }, '/w'],
  [{ commandLine: 'make\nmake install' }, '/w'],
  [{ commandLine: 'make' }, undefined],
])('not known: %j in %s', (task, folder) => expect(taskCommand(task, folder)).toBeUndefined());

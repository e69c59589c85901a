import { expect, test } from 'vitest';
import { taskCommand, taskOf, type ShellTask } from './task-command';

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

test.each([
  ['make', 'make'],
  [' *  Executing task: python3 a.py ', 'python3 a.py'],
  [' *  Executing task in folder shop: python3 a.py ', 'python3 a.py'],
  [' *  Executing task: build ', 'make'],
])('the task of a terminal’s line: %j', (line, command) => {
  const running = [
    { name: 'build', command: { line: 'make', cwd: '/w' } },
    { name: 'run', command: { line: 'python3 a.py', cwd: '/w' } },
  ];
  expect(taskOf(line, running)).toEqual({ command: { line: command, cwd: '/w' } });
});

test('a line that is no task’s, and a task that does not say what it runs', () => {
  expect(taskOf('build', [{ name: 'build', command: undefined }])).toBeUndefined();
  expect(taskOf(' *  Executing task: build ', [{ name: 'build', command: undefined }])).toEqual({ command: undefined });
  expect(taskOf(' *  Executing task: other ', [])).toEqual({ command: undefined });
});

import { expect, test } from 'vitest';
import { LastCommand } from './last-command';

const TASK = { line: 'npm test', cwd: '/w' };
const OTHER = { line: 'npm run build', cwd: '/w' };

test('a task that fails is the last command; that it then does well is known too', () => {
  const last = new LastCommand();
  last.taskEnded(TASK, 0);
  expect(last.value).toBeUndefined();
  last.taskEnded(TASK, 2);
  expect(last.value).toEqual({ ...TASK, failed: true, by: 'task' });
  // Another one that does well, or that was ended by hand, says nothing of it.
  last.taskEnded(OTHER, 0);
  last.taskEnded(OTHER, 130);
  last.taskEnded(OTHER, undefined);
  expect(last.value).toEqual({ ...TASK, failed: true, by: 'task' });
  expect(last.idleIn('/w')).toBeUndefined();
  last.taskEnded(TASK, 0);
  expect(last.value).toEqual({ ...TASK, failed: false, by: 'task' });
});

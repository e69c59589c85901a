import { expect, test } from 'vitest';
import type { Refusal } from '../../protocol';
import { Cancelled, UserError, answerOrThrow } from './user-error';

const thrown = (answer: object | Refusal): unknown => {
  try {
    return answerOrThrow(answer);
  } catch (error) {
    return error;
  }
};

test('an answer is handed on', () => {
  const answer = { edits: [] };
  expect(answerOrThrow(answer)).toBe(answer);
});

test('a refusal is told by its reason, whatever its sentence says', () => {
  expect(thrown({ reason: 'no-fix', message: 'The model failed.' })).toMatchObject({ message: 'The model failed.', severity: 'info' });
  expect(thrown({ reason: 'model-failed', message: 'No.' })).toMatchObject({ message: 'No.', severity: 'warning' });
  expect(thrown({ reason: 'cancelled', message: 'Cancelled.' })).toBeInstanceOf(Cancelled);
});

test('a damaged store is named, so that it can be set aside from the message', () => {
  const error = thrown({ reason: 'no-store', message: 'It is damaged.', damagedStore: 'file:///project' });
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ damagedStore: 'file:///project', severity: 'warning' });
});

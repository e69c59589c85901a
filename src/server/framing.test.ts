import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FrameWatch, MAX_BODY } from './framing';

let said: string[];
let watch: FrameWatch;

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  watch = new FrameWatch((why) => said.push(why));
});
afterEach(() => {
  watch.dispose();
  vi.useRealTimers();
});

const frame = (body: string, header = ''): Buffer => Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n${header}\r\n${body}`);

test('messages framed well, in whatever pieces they come', () => {
  const messages = Buffer.concat([
    frame('{"a":1}'),
    frame('{"b":"ü\\r\\n\\r\\n"}', 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n'),
    Buffer.from('content-length:2\r\n\r\n{}'),
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(messages.length)), (cuts) => {
      const whole = new FrameWatch((why) => said.push(why));
      let from = 0;
      for (const to of [...cuts.sort((a, b) => a - b), messages.length]) {
        whole.take(messages.subarray(from, to));
        from = to;
      }
      expect([said, whole.isWithin]).toEqual([[], false]);
    }),
  );
});

test('a message that stops within is given up where nothing more of it comes for half a minute', () => {
  watch.take(Buffer.from('Content-Length: 10\r\n\r\n{"a'));
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(19_000);
    watch.take(Buffer.from(i < 6 ? '"' : ''));
  }
  expect(said).toEqual([]);
  vi.advanceTimersByTime(30_001);
  expect(said).toEqual(['the rest of it never came']);
  vi.advanceTimersByTime(100_000);
  expect(said).toHaveLength(1);
});

test('between messages it waits as long as it takes', () => {
  watch.take(frame('{}'));
  vi.advanceTimersByTime(24 * 3_600_000);
  expect(said).toEqual([]);
});

test('the largest body is let through, one byte more is not', () => {
  watch.take(Buffer.from(`Content-Length: ${MAX_BODY}\r\n\r\n`));
  expect(said).toEqual([]);
  const other = new FrameWatch((why) => said.push(why));
  other.take(Buffer.from(`Content-Length: ${MAX_BODY + 1}\r\n\r\n`));
  expect(said).toEqual(['it is too long']);
});

test('whatever comes, it says at most once that it is broken, and keeps no more than a header', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 40 }), (chunks) => {
      const whys: string[] = [];
      const any = new FrameWatch((why) => whys.push(why));
      for (const chunk of chunks) any.take(chunk);
      any.dispose();
      expect(whys.length).toBeLessThanOrEqual(1);
    }),
  );
});

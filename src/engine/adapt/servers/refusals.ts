// What a person is told where a server that is given an adapter's folder does not load it, whatever server that is.

import { failure, type Failure } from '../../result';

/** `no`: who did not load what; `said`: what the server said of it, or nothing. */
interface Refused {
  readonly no: string;
  readonly said: string;
}

/** @param base as PEFT's configuration names it. */
export const madeForAnother = ({ no, said }: Refused, base: string | undefined): Failure<'wrong-base'> =>
  failure('wrong-base', `${no}: the adapter was made for ${base ?? 'another model'}, and does not fit the one there${said}.`);

/** @param folder as the server was told it. */
export const nothingAt = ({ no, said }: Refused, folder: string): Failure<'bad-adapter'> =>
  failure(
    'bad-adapter',
    `${no}: it finds nothing at ${folder}${said}. If it runs in a container or on another machine, say where it sees the folder of adapters.`,
  );

export const startedWithout = ({ no }: Refused): Failure<'not-supported'> =>
  failure('not-supported', `${no}: it was started without adapters; start it with --enable-lora.`);

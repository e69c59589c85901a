// What people install to get a module, and modules that Python no longer has.

import { knownPackage } from '../../detect/known-packages';

interface Removed {
  /** Last version that has it, and the first that has not. */
  readonly last: string;
  readonly gone: string;
  readonly instead: string;
  readonly install?: string;
}

const removed = (last: string, gone: string, instead: string, install?: string): Removed => ({
  last,
  gone,
  instead,
  ...(install ? { install } : {}),
});

const REMOVED: Readonly<Record<string, Removed>> = {
  asynchat: removed('3.11', '3.12', "'asyncio'"),
  asyncore: removed('3.11', '3.12', "'asyncio'"),
  smtpd: removed('3.11', '3.12', "the package 'aiosmtpd'", 'aiosmtpd'),
  distutils: removed('3.11', '3.12', "the package 'setuptools' brings it along", 'setuptools'),
  imp: removed('3.11', '3.12', "'importlib'"),
  cgi: removed('3.12', '3.13', "a web framework, or 'urllib.parse' for the query and 'email' for forms"),
  cgitb: removed('3.12', '3.13', "'traceback' or 'logging'"),
  crypt: removed('3.12', '3.13', "'hashlib' or the package 'bcrypt'", 'bcrypt'),
  imghdr: removed('3.12', '3.13', "the package 'filetype'", 'filetype'),
  mailcap: removed('3.12', '3.13', "'mimetypes'"),
  nntplib: removed('3.12', '3.13', 'nothing in Python itself'),
  pipes: removed('3.12', '3.13', "'subprocess', and 'shlex.quote' for quoting"),
  sndhdr: removed('3.12', '3.13', "the package 'filetype'", 'filetype'),
  telnetlib: removed('3.12', '3.13', "the package 'telnetlib3'", 'telnetlib3'),
  uu: removed('3.12', '3.13', "'base64'"),
  xdrlib: removed('3.12', '3.13', "'struct'"),
  audioop: removed('3.12', '3.13', 'a package for sound'),
  chunk: removed('3.12', '3.13', "'struct'"),
  aifc: removed('3.12', '3.13', 'a package for sound'),
  sunau: removed('3.12', '3.13', 'a package for sound'),
};

/** Where a module of Python's own library has gone; undefined for all others. */
export function removedSince(module: string): Removed | undefined {
  const [top = ''] = module.split('.');
  return Object.hasOwn(REMOVED, top) ? REMOVED[top] : undefined;
}

/**
 * The line that installs the package of a module; undefined where the name is no plain name, as a command that a person copies must not hold
 * anything else, and, in Python, where it is not known whose package that is. Shown, never run.
 */
export function installCommand(module: string, python: boolean): string | undefined {
  if (python) {
    const name = knownPackage(module);
    return name === undefined ? undefined : `python3 -m pip install ${name}`;
  }
  const name = /^(?:@[a-z0-9][\w.-]{0,60}\/)?[a-z0-9][\w.-]{0,80}(?=\/|$)/.exec(module)?.[0];
  return name === undefined ? undefined : `npm install ${name}`;
}

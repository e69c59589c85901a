// Explanations by the class of an exception or the code of the system, where its words are somebody's own.

import type { Template } from './template';

const first = (message: string): string => message.split('\n')[0]?.trim().slice(0, 160) ?? '';
const said = (message: string): string => (first(message) === '' ? '' : `: ${first(message).replace(/[.:]$/, '')}`);
const pathIn = (message: string): string => /'([^']+)'\s*$/.exec(first(message))?.[1] ?? '';

const PERMISSION: Template = ({ problem }) => {
  const at = pathIn(problem.message);
  return {
    what: `The system does not allow this program to do that${at === '' ? said(problem.message) : ` with '${at}'`}.`,
    needed: `Look at whose it is and what is allowed there. A folder in place of a file, a file that another program holds open, and a port below 1024 end the same way.`,
  };
};
const NOT_FOUND: Template = ({ problem }) => ({
  what: `There is no file or folder ${pathIn(problem.message) === '' ? 'of this name' : `'${pathIn(problem.message)}'`}, seen from the folder the program was started in.`,
  needed: `A relative path counts from where the program is started, not from where its file lies. Look at the spelling and at the folder; or build the path from the file's own place.`,
});
const REFUSED: Template = () => ({
  what: `Nobody listens at the address and port that were asked.`,
  needed: `The other program has to run, at this address and this port. Look whether it was started, and where.`,
});
const TIMEOUT: Template = ({ problem }) => ({
  what: `Something took longer than it was given time for${said(problem.message)}.`,
  needed: `Find out what it waits for: a server that does not answer, a lock that nobody gives back, or work that takes that long. More time helps only in the last case.`,
});
const CONNECTION: Template = ({ problem }) => ({
  what: `The connection to the other side broke, or never came about${said(problem.message)}.`,
  needed: `Look whether the other side runs and can be reached, and what it says in its own log. What should happen then is for the program to decide: try again, or say so.`,
});

/** By the last part of the class's name, or the code of the system. */
const EXCEPTIONS: Readonly<Record<string, Template>> = {
  PermissionError: PERMISSION,
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  ENOENT: NOT_FOUND,
  TimeoutError: TIMEOUT,
  ETIMEDOUT: TIMEOUT,
  TimeoutExpired: TIMEOUT,
  ConnectionError: CONNECTION,
  ConnectionResetError: CONNECTION,
  ConnectionAbortedError: CONNECTION,
  BrokenPipeError: CONNECTION,
  ECONNRESET: CONNECTION,
  EPIPE: CONNECTION,
  ConnectionRefusedError: REFUSED,
  ECONNREFUSED: REFUSED,
  EADDRINUSE: () => ({
    what: `Another program, or an earlier run of this one, already listens at this port.`,
    needed: `The other one ended, or another port.`,
  }),
  ENOTFOUND: () => ({
    what: `The name of the other machine is not known.`,
    needed: `The right name: without https:// and without a path where only the host is wanted; and a network that is there.`,
  }),
  EISDIR: () => ({ what: `A folder is read or written as if it were a file.`, needed: `The path of the file inside it.` }),
  IsADirectoryError: () => ({ what: `A folder is opened as if it were a file.`, needed: `The path of the file inside it.` }),
  ENOTDIR: () => ({
    what: `A file stands where the path goes on as through a folder.`,
    needed: `The right path: look at each part of it.`,
  }),
  NotADirectoryError: () => ({ what: `A file stands where a folder is expected.`, needed: `The right path: look at each part of it.` }),
  EEXIST: () => ({
    what: `Something of this name is there already.`,
    needed: `Another name; or a word that it may be there (recursive: true for a folder).`,
  }),
  FileExistsError: () => ({
    what: `Something of this name is there already.`,
    needed: `Another name; or exist_ok=True for a folder. Mode "x" only makes what is not there.`,
  }),
  ENOTEMPTY: () => ({ what: `A folder is to be removed that is not empty.`, needed: `What is in it removed first, if that is meant.` }),
  EMFILE: () => ({
    what: `More files are open at once than the system allows.`,
    needed: `Files closed when they are done with, or fewer at a time.`,
  }),
  ENOSPC: () => ({
    what: `There is no room left on the disk, or no more files may be watched.`,
    needed: `Room made, or fewer files watched.`,
  }),
  MemoryError: () => ({
    what: `The program asked for more memory than there is.`,
    needed: `Find out what grows: a list that is never emptied, a file that is read whole, or a number that is far larger than meant. Reading piece by piece needs little.`,
  }),
  NotImplementedError: ({ problem }) => ({
    what: `The code says itself that this part is not written yet${said(problem.message)}.`,
    needed: `The method in the class that is used here: the class above only promises it. What it should do, only you know.`,
  }),
  RuntimeError: ({ problem }) => ({
    what: `The code, or a library, stopped here by itself${said(problem.message)}.`,
    needed: `What the message says. Look at the line that raises it, and at what led there.`,
  }),
  StopIteration: () => ({
    what: `next() was asked for another item, and there was none left.`,
    needed: `next(items, default) says what counts then; a for loop ends by itself.`,
  }),
  StopAsyncIteration: () => ({
    what: `anext() was asked for another item, and there was none left.`,
    needed: `An 'async for', which ends by itself.`,
  }),
  SystemExit: ({ problem }) => ({
    what: `The program ended itself${first(problem.message) === '' || first(problem.message) === '0' ? '' : ` with ${/^\d+$/.test(first(problem.message)) ? `the exit code ${first(problem.message)}` : `the words: ${first(problem.message)}`}`}.`,
    needed: `2 mostly means that its arguments were not understood: the lines above say how it is called.`,
  }),
  KeyboardInterrupt: () => ({ what: `Somebody pressed Ctrl+C.`, needed: `Nothing, if that was meant.` }),
  EOFError: () => ({
    what: `input() was to read a line, and there was none: the input has ended.`,
    needed: `A terminal to type in, or the input given to the program; and a decision what counts when there is none.`,
  }),
  OverflowError: ({ problem }) => ({
    what: `A number became too large for where it is put${said(problem.message)}.`,
    needed: `Look at how it grows; whole numbers of Python have no limit, floats have.`,
  }),
  CalledProcessError: ({ problem }) => ({
    what: `Another program that was started failed${said(problem.message)}.`,
    needed: `What that program printed: capture_output=True, text=True and e.stderr show it.`,
  }),
  OSError: ({ problem }) => ({
    what: `The system refused what was asked of it${said(problem.message)}.`,
    needed: `Look at the file, the address or the device that is named.`,
  }),
  LookupError: ({ problem }) => ({
    what: `Something that is looked for is not there${said(problem.message)}.`,
    needed: `Look at its spelling, and at where it should have been put in.`,
  }),
  CancelledError: () => ({
    what: `The task was cancelled while it waited.`,
    needed: `Nothing, if that was meant; a timeout around it, or the end of the program, cancels it too.`,
  }),
  gaierror: () => ({
    what: `The name of the other machine is not known.`,
    needed: `The right name: without https:// and without a path; and a network that is there.`,
  }),
  URLError: ({ problem }) => ({
    what: `The address could not be reached${said(problem.message)}.`,
    needed: `The right address, and a network that leads to it.`,
  }),
  HTTPError: ({ problem }) => ({
    what: `The server refused the request${said(problem.message)}.`,
    needed: `What its answer says: 401 and 403 are about who asks, 404 about the address, 429 about how often, 500 and more about the server.`,
  }),
  SSLCertVerificationError: () => ({
    what: `The certificate of the other side could not be checked.`,
    needed: `The right name and date of the machine, and its list of trusted certificates. To switch the check off only hides it.`,
  }),
  SSLError: ({ problem }) => ({
    what: `No safe connection came about${said(problem.message)}.`,
    needed: `The right port and protocol on both sides.`,
  }),
  OperationalError: ({ problem }) => ({
    what: `The database refused the statement, or could not be reached${said(problem.message)}.`,
    needed: `Look at the names of tables and columns, at the statement itself, and at which database is really opened: a path counts from where the program is started.`,
  }),
  IntegrityError: ({ problem }) => ({
    what: `The database keeps a rule that this row breaks${said(problem.message)}.`,
    needed: `Another value, or an update of the row that is there already. What should happen then is for you to decide.`,
  }),
  InvalidOperation: () => ({
    what: `The value is no number that Decimal can read, or the operation has no result.`,
    needed: `Look at where the text comes from: a comma, a sign or a blank may stand in it.`,
  }),
  ScannerError: ({ problem }) => ({
    what: `The text is not YAML${said(problem.message)}.`,
    needed: `Look at that line: blanks for the levels and no tabs, a blank behind each colon, quotes round a text with a colon in it.`,
  }),
  ParserError: ({ problem }) => ({
    what: `The text does not have the form that is read here${said(problem.message)}.`,
    needed: `Look at that line of the data: a sign between the columns that also stands in the text, or more columns than in the lines before.`,
  }),
  TOMLDecodeError: ({ problem }) => ({
    what: `The text is not TOML${said(problem.message)}.`,
    needed: `Look at that place: text in quotes, true and false small, one value a key.`,
  }),
  EmptyDataError: () => ({
    what: `The file that should hold a table is empty.`,
    needed: `Look at which file is read, and whether it was read before.`,
  }),
  NoSectionError: ({ problem }) => ({
    what: `The configuration does not have that section${said(problem.message)}.`,
    needed: `Its name as the file has it. A file that is not found counts as empty: look at its path, too.`,
  }),
  NoOptionError: ({ problem }) => ({
    what: `The configuration does not have that value${said(problem.message)}.`,
    needed: `Its name as the file has it, or fallback=….`,
  }),
  ArgumentError: ({ problem }) => ({
    what: `The arguments of the program do not fit${said(problem.message)}.`,
    needed: `What it says it takes: --help shows it.`,
  }),
  UsageError: ({ problem }) => ({
    what: `The arguments of the program do not fit${said(problem.message)}.`,
    needed: `What it says it takes: --help shows it.`,
  }),
  DeprecationWarning: ({ problem }) => ({
    what: `Something is used that will go in a later version${said(problem.message)}.`,
    needed: `What the message names in its place.`,
  }),
  FutureWarning: ({ problem }) => ({
    what: `Something is used that will behave otherwise in a later version${said(problem.message)}.`,
    needed: `What the message names in its place.`,
  }),
  BadZipFile: () => ({
    what: `The file is no zip archive, or a broken one.`,
    needed: `Look at what it really is: a download that failed is often a page of HTML.`,
  }),
  ERR_UNHANDLED_REJECTION: ({ problem }) => ({
    what: `A promise failed, and nobody was there to notice${said(problem.message)}.`,
    needed: `try and catch around the await, or .catch(…), that says what should happen then.`,
  }),
  ERR_INVALID_URL: () => ({
    what: `The text is no complete address.`,
    needed: `An address with its scheme: https://…; a path alone needs a second argument that it counts from.`,
  }),
  ERR_HTTP_HEADERS_SENT: () => ({
    what: `An answer was already sent, and a second one is begun.`,
    needed: `'return' behind each answer, so that nothing follows it; look for two res.send or res.json on one way.`,
  }),
  ERR_UNKNOWN_FILE_EXTENSION: ({ problem }) => ({
    what: `Node does not know what to do with a file of this ending${said(problem.message)}.`,
    needed: `A loader for it (such as tsx for .ts), a newer Node, or the compiled file.`,
  }),
  ERR_IMPORT_ATTRIBUTE_MISSING: () => ({
    what: `A JSON file is imported without a word that it is JSON.`,
    needed: `The import with its kind: import data from './data.json' with { type: 'json' }.`,
  }),
  ERR_UNSUPPORTED_ESM_URL_SCHEME: () => ({
    what: `An import has an address that Node does not load.`,
    needed: `A path or a file: address; on Windows pathToFileURL(…) for a full path.`,
  }),
  ERR_OUT_OF_RANGE: ({ problem }) => ({
    what: `A number is outside of what is allowed${said(problem.message)}.`,
    needed: `Look at how it is worked out.`,
  }),
  ERR_STREAM_WRITE_AFTER_END: () => ({
    what: `Something is written after the stream was ended.`,
    needed: `The end() after the last write.`,
  }),
  ERR_SOCKET_BAD_PORT: ({ problem }) => ({
    what: `This is no port${said(problem.message)}.`,
    needed: `A number from 0 to 65535: what comes from the environment is text, and may be missing.`,
  }),
  ERR_INVALID_ARG_VALUE: ({ problem }) => ({
    what: `An argument has a value that is not allowed${said(problem.message)}.`,
    needed: `Look at where the value comes from.`,
  }),
  ERR_USE_AFTER_CLOSE: () => ({ what: `Something is used after it was closed.`, needed: `The use before the close().` }),
};

/** Numbers of the system behind a plain OSError: Linux, macOS, Windows. */
const NUMBERS: Readonly<Record<string, string>> = {
  '98': 'EADDRINUSE',
  '48': 'EADDRINUSE',
  '10048': 'EADDRINUSE',
  '28': 'ENOSPC',
  '24': 'EMFILE',
  '111': 'ECONNREFUSED',
  '61': 'ECONNREFUSED',
  '10061': 'ECONNREFUSED',
  '13': 'EACCES',
  '2': 'ENOENT',
};

export const exceptionOf = (errorType: string, message: string): Template | undefined => {
  const code = /^(?:[a-z]+ )?(E[A-Z]{3,}|ERR_[A-Z_]+)\b/.exec(message)?.[1] ?? /\b(E[A-Z]{3,}|ERR_[A-Z_]+)\b/.exec(errorType)?.[1];
  const name = /(\w+)$/.exec(errorType.trim())?.[1];
  const number = NUMBERS[/^\[(?:Errno|WinError) (\d+)\]/.exec(message)?.[1] ?? ''];
  for (const key of [code, name === 'OSError' ? number : undefined, name])
    if (key !== undefined && Object.hasOwn(EXCEPTIONS, key)) return EXCEPTIONS[key];
  return undefined;
};

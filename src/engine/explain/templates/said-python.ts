// What CPython and its library say of values, calls, texts and files, in words that tell more than their family.

import type { Said } from './said';

export const SAID_PYTHON: readonly Said[] = [
  // ---- text and bytes
  {
    message: /^'?(?<codec>[\w-]+)'? codec can't decode bytes? (?:(?<byte>0x[0-9a-f]+) )?in position/i,
    type: /Unicode/,
    say: (part) => ({
      what: `The bytes are read as text in the encoding '${part('codec')}', and they are not written in it${part('byte') === '' ? '' : `: the byte ${part('byte')} can't stand there`}.`,
      needed: /^utf[-_]?8/i.test(part('codec'))
        ? `The encoding that the file was really written in: only who made it knows. Files of older Windows programs are often in 'cp1252'. It may also be no text at all, but an archive or a picture: then it is opened with "rb".`
        : `The encoding that the file was really written in, given as encoding=…: most new files are in 'utf-8'. It may also be no text at all: then it is opened with "rb".`,
    }),
  },
  {
    message: /^'?(?<codec>[\w-]+)'? codec can't encode characters?/i,
    type: /Unicode/,
    say: (part) => ({
      what: `The text has a character that the encoding '${part('codec')}' has no bytes for.`,
      needed: `An encoding that knows it, where the text is written: 'utf-8' knows all. Where it is the terminal's, PYTHONIOENCODING=utf-8 sets it.`,
    }),
  },
  {
    message: /\(unicode error\) 'unicodeescape' codec can't decode bytes/,
    say: () => ({
      what: `A backslash in this text is read as the beginning of a special character: \\U and \\x want digits behind them. In a path of Windows that is not meant.`,
      needed: `An r in front of the text (r"C:\\Users"), two backslashes, or forward slashes.`,
    }),
  },
  {
    message:
      /^a bytes-like object is required, not '?str'?|^argument should be a bytes-like object or ASCII string|^Strings must be encoded before hashing|^Unicode-objects must be encoded before hashing/,
    say: () => ({
      what: `Bytes are wanted here, and text is given.`,
      needed: `The text as bytes: .encode(). Or, if the other side should be text, it as text: .decode(), or a file opened without "b".`,
    }),
  },
  {
    message: /^can only concatenate str \(not "bytes"\) to str/,
    say: () => ({
      what: `Text and bytes are added, and the two are different things.`,
      needed: `The bytes as text: .decode(); or the text as bytes: .encode(). It depends on what is wanted in the end.`,
    }),
  },
  {
    message: /^can only concatenate (?<left>\w+) \(not "(?<right>[\w.]+)"\) to/,
    say: (part) => ({
      what: `'+' joins a ${part('left')} with a ${part('left')} only, and on the other side stands a value of the type '${part('right')}'.`,
      needed:
        part('left') === 'str'
          ? `The value as text: str(…), or an f-string.`
          : part('left') === 'tuple'
            ? `A tuple on both sides. If the first one should be no tuple, look whether a comma too many made it one.`
            : `A ${part('left')} on both sides: a single value in brackets, or append.`,
    }),
  },
  {
    message: /iterator should return strings, not bytes/,
    say: () => ({
      what: `The csv module reads lines of text, and the file was opened for bytes.`,
      needed: `The file opened as text: without "b", with newline="".`,
    }),
  },
  {
    message: /^not (?<what>readable|writable)$/,
    say: (part) => ({
      what: `The file was opened in a mode in which it is not ${part('what')}.`,
      needed:
        part('what') === 'readable'
          ? `A mode that reads: "r", or "r+" to do both. "w" empties the file, "a" only adds to it.`
          : `A mode that writes: "a" adds at the end, "w" empties the file first, "r+" does both.`,
    }),
  },
  // ---- format strings
  {
    message: /^not all arguments converted during string formatting/,
    say: () => ({
      what: `There are more values behind the % than places in the text, or the % was meant as a remainder and stands behind a text.`,
      needed: `As many %s in the text as there are values; or a number in front of the %: int(…) where it was read as text.`,
    }),
  },
  {
    message: /^not enough arguments for format string/,
    say: () => ({
      what: `The text has more places (%s, %d) than there are values behind the %.`,
      needed: `All values in one pair of brackets behind the %. A % that is meant as such is written %%.`,
    }),
  },
  {
    message: /^(?:Replacement index \d+ out of range for positional args tuple|tuple index out of range)$/,
    type: /IndexError/,
    say: (_part, { problem }) =>
      problem.message.startsWith('Replacement')
        ? {
            what: `The text has more {} than .format(…) was given values.`,
            needed: `As many values as {}; a brace that is meant as such is written twice.`,
          }
        : {
            what: `The index points past the end of the tuple.`,
            needed: `Look at how many values the tuple has here, and which one is meant: the first has the index 0.`,
          },
  },
  // ---- calls
  {
    message: /^(?<type>\w+)\(\) takes no arguments$/,
    say: (part) => ({
      what: `The class '${part('type')}' has no __init__ that takes arguments, and was given some.`,
      needed: `A method called exactly __init__, with two underscores on each side, and self first. Look whether it is spelt otherwise, or stands outside of the class.`,
    }),
  },
  {
    message: /^Object of type (?<type>\w+) is not JSON serializable/,
    say: (part) => ({
      what: `JSON knows text, numbers, lists, dicts, true, false and null, and no value of the type '${part('type')}'.`,
      needed: `The value as one of those: a set as a list, a date as text (.isoformat()), a Decimal as text or number, your own object as a dict; or default=str for everything that JSON does not know.`,
    }),
  },
  {
    message: /^(?<function>\w+)\(\) argument must be (?<expected>.+?), not (?<type>\w+)/,
    say: (part) => ({
      what: `${part('function')}() takes ${part('expected')}, and was given a value of the type '${part('type')}'.`,
      needed: `The value as ${part('expected')}, converted where it is passed; if it should be that already, look at where it comes from.`,
    }),
  },
  {
    message: /^Population must be a sequence/,
    say: () => ({
      what: `random chooses by place, and a set or a dict has no places.`,
      needed: `A list in a known order: sorted(…), or list(…).`,
    }),
  },
  {
    message: /^object (?<type>\w+) can't be used in 'await' expression|^"(?<named>[^"]+)" is not awaitable/,
    say: (part) => ({
      what: `'await' waits for a coroutine, a task or a future, and stands here in front of ${part('type') === 'NoneType' || part('named') === 'None' ? 'nothing (None)' : `a plain value of the type '${part('type') || part('named')}'`}.`,
      needed: `Without 'await', if what is called is a plain function. If it should be asynchronous, it is defined with 'async def', or its library has an asynchronous one beside it.`,
    }),
  },
  {
    message: /^Passing coroutines is forbidden, use tasks explicitly/,
    say: () => ({
      what: `asyncio.wait no longer takes coroutines.`,
      needed: `A task of each: asyncio.create_task(…); or asyncio.gather(…), which takes coroutines.`,
    }),
  },
  {
    message: /^asyncio\.run\(\) cannot be called from a running event loop/,
    say: () => ({
      what: `A loop is running here already (as in a notebook), and asyncio.run wants to start its own.`,
      needed: `'await' in front of the call instead of asyncio.run(…).`,
    }),
  },
  {
    message: /^(?:There is no current event loop|no running event loop)/,
    say: () => ({
      what: `Something needs a running event loop, and none is running at this place.`,
      needed: `The call inside an 'async def' that asyncio.run(…) starts.`,
    }),
  },
  {
    message: /^coroutine '(?<function>[^']+)' was never awaited/,
    say: (part) => ({
      what: `'${part('function')}' was called, but nobody waited for it: it has not run at all.`,
      needed: `'await' in front of the call, inside an 'async def'; asyncio.run(…) at the top.`,
    }),
  },
  {
    message: /^'coroutine' object has no attribute '(?<attribute>\w+)'/,
    say: (part) => ({
      what: `The call gave a coroutine, which has not run yet, and is asked for '${part('attribute')}' of its result.`,
      needed: `'await' in front of the call, in brackets where the attribute follows: (await f()).${part('attribute')}. That needs an 'async def' around it; at the top of a program asyncio.run(…).`,
    }),
  },
  {
    message: /^Can't instantiate abstract class (?<type>\S+)/,
    say: (part, { quoted }) => ({
      what: `The class '${part('type')}' lacks ${quoted('attribute', 'a method')}, which the class above it only promises.`,
      needed: `The missing method in '${part('type')}' itself, spelt exactly so. What it should do, only you know. If it is there, look at its name and its indentation; two underscores in front make a name of the class's own.`,
    }),
  },
  {
    message: /^sequence item \d+: expected (?<expected>str|bytes).*? instance, (?<type>\w+) found/,
    say: (part) => ({
      what: `join puts texts together, and one of the items is a value of the type '${part('type')}'.`,
      needed: `The items as text: ', '.join(map(str, items)).`,
    }),
  },
  {
    message: /^exceptions must derive from BaseException|^catching classes that do not inherit from BaseException/,
    say: () => ({
      what: `Something that is no exception is raised or caught: a text, or a class of another kind.`,
      needed: `An exception: raise ValueError("…"); a class of your own extends Exception.`,
    }),
  },
  {
    message: /^Cannot create a consistent method resolution/,
    say: () => ({
      what: `The classes that this one is made of stand in an order that can't be kept.`,
      needed: `The more special class before the one that it extends itself.`,
    }),
  },
  {
    message: /^type '(?<type>\w+)' is not subscriptable/,
    say: (part) => ({
      what: `'${part('type')}' is a class, and [ ] behind it asks for an item.`,
      needed: `An object of the class, with its brackets: ${part('type')}(…). As a type, list[int] needs Python 3.9.`,
    }),
  },
  {
    message: /^attempted relative import with no known parent package/,
    say: () => ({
      what: `The file was started by itself, so Python does not know which package its dots count from.`,
      needed: `The program started from the folder above its package: python3 -m package.module; or an import without dots.`,
    }),
  },
  {
    message: /^attempted relative import beyond top-level package/,
    say: () => ({
      what: `The import has more dots than there are packages above the file.`,
      needed: `One dot for its own folder, one more for each folder above; the program is started from above them all.`,
    }),
  },
  // ---- values
  {
    message: /^(?:max|min)\(\) (?:arg is an empty sequence|iterable argument is empty)|^zero-size array to reduction/,
    say: () => ({
      what: `The largest or smallest of nothing is asked for: there are no items.`,
      needed: `default=… says what counts then, or a check before. Look also at why there are none.`,
    }),
  },
  {
    message: /^(?:math domain error|expected a (?:nonnegative|positive) input)/,
    say: () => ({
      what: `The function has no result for this number: the root or the logarithm of a negative one.`,
      needed: `Look at how the number is worked out.`,
    }),
  },
  {
    message:
      /^operands could not be broadcast together|must have same first dimension|^All arrays must be of the same length|^Length of values|^shapes .+ not aligned/,
    say: (_part, { problem }) => ({
      what: `Two columns or arrays do not have lengths that go together: ${problem.message.split('\n')[0]?.trim().slice(0, 120) ?? ''}.`,
      needed: `Print the shape or the length of each, and look where one got more or fewer.`,
    }),
  },
  {
    message: /^mutable default .+ for field (?<name>\w+) is not allowed/,
    say: (part) => ({
      what: `The field '${part('name')}' has a value that all objects of the class would share.`,
      needed: `field(default_factory=…): it makes a new value for each object.`,
    }),
  },
  {
    message: /^non-default argument '(?<name>\w+)' follows default argument/,
    say: (part) => ({
      what: `The field '${part('name')}' has no default value, and stands behind one that has: also a field of the class above counts.`,
      needed: `A default for '${part('name')}', its place before the others, or kw_only=True.`,
    }),
  },
  {
    message: /^time data '?(?<value>.+?)'? does not match format '?(?<format>.+?)'?$/,
    say: (part) => ({
      what: `The text '${part('value')}' is read as a date in the form '${part('format')}', and does not have that form.`,
      needed: `The form of the text as it is: %d day, %m month, %Y year with four digits and %y with two, %H hour of 24 and %I of 12 (with %p), %M minute, %S second. Everything else stands there as in the text.`,
    }),
  },
  {
    message: /^unconverted data remains/,
    say: () => ({
      what: `The text goes on behind what the form of the date covers.`,
      needed: `The rest in the form too (%H:%M:%S, %f, %z), or the text without it.`,
    }),
  },
  {
    message: /^invalid literal for int\(\) with base \d+: (?<value>.*)$/,
    say: (part) => ({
      what: `The text ${part('value')} is not of the form of a whole number.`,
      needed: `${/['"]\s*['"]/.test(part('value')) ? 'It is empty: look at where it comes from.' : /[.,]\d/.test(part('value')) ? 'It has a decimal point: float(…) reads it, with a point and not a comma.' : 'Look at where it comes from.'} What should happen with such input is for you to decide.`,
    }),
  },
  {
    message: /^could not convert string to float: (?<value>.*)$/,
    say: (part) => ({
      what: `The text ${part('value')} is not of the form of a number.`,
      needed: `${/\d,\d/.test(part('value')) ? 'It has a comma where float(…) wants a point.' : /^['"]\s*['"]$/.test(part('value')) ? 'It is empty: look at where it comes from.' : 'Look at where it comes from: a heading, a unit or a sign may stand in it.'} What should happen with such input is for you to decide.`,
    }),
  },
  {
    message: /^Expecting value: line 1 column 1 \(char 0\)/,
    type: /JSONDecodeError/,
    say: () => ({
      what: `The text has no JSON at its very beginning: it is empty, or something else, such as a page that says that something went wrong.`,
      needed: `Look at what was really read or answered: print it. The status of an answer tells, too.`,
    }),
  },
  {
    message: /^(?:Expecting|Extra data|Invalid control character|Unterminated string|Invalid \\escape)/,
    type: /JSONDecodeError/,
    say: (_part, { problem }) => ({
      what: `The text is not JSON: ${problem.message.split('\n')[0]?.slice(0, 120) ?? ''}.`,
      needed: `Look at that place of the text: JSON has double quotes, no comma behind the last item, no comments, and one value a text.`,
    }),
  },
  {
    message: /^can't (?:compare|subtract) offset-naive and offset-aware datetimes/,
    say: (_part, { problem }) => ({
      what: `One of the two times knows its time zone and the other does not, so they can't be ${problem.message.includes('compare') ? 'compared' : 'subtracted'}.`,
      needed: `Both with a time zone, or both without: datetime.now(timezone.utc) has one, datetime.now() has none. Which zone the other one means, only you know.`,
    }),
  },
  {
    message: /^(?<what>dictionary|Set|deque|OrderedDict) (?:changed size|keys changed|mutated) during iteration/,
    say: () => ({
      what: `The loop goes through something that the loop itself adds to or takes from.`,
      needed: `A loop over a copy: list(…); or a new one that is filled while the old one stays.`,
    }),
  },
  {
    message: /^list assignment index out of range/,
    say: () => ({
      what: `A value is stored at an index that the list does not have yet: a list does not grow by that.`,
      needed: `append(…) to add at the end, or a list that is made long enough first: [0] * n.`,
    }),
  },
  {
    message: /^list index out of range/,
    say: (_part, { code }) => ({
      what: `The index points past the end of the list: a list of n elements has the indices 0 to n − 1, and an empty one has none.`,
      needed: /\bargv\[/.test(code)
        ? `sys.argv has what was typed behind the program's name: look at how it is started, and say what should happen when nothing is given.`
        : `Find out which of the two is wrong: the index, or the list that is shorter than you think. What should happen for a short list, only you know; a check of its length says it.`,
    }),
  },
  {
    message: /^string indices must be integers/,
    say: () => ({
      what: `A text is asked for an item by something that is no whole number: what was taken for a dict is text.`,
      needed: `Look at where it comes from: JSON that was not read yet (json.loads), a loop over a dict (it gives the keys), or one index too many.`,
    }),
  },
  {
    message: /^(?:list|tuple) indices must be integers or slices, not (?<type>\w+)/,
    say: (part) => ({
      what: `A list is asked for an item by a value of the type '${part('type')}', and it has its items by whole numbers.`,
      needed:
        part('type') === 'str'
          ? `First the record, then its field: rows[0]["name"], or a loop over the rows.`
          : part('type') === 'float'
            ? `A whole number: // instead of /, or int(…).`
            : `A whole number, or two with a colon between for a part of the list.`,
    }),
  },
  {
    message: /^'(?<type>method|function|builtin_function_or_method)' object is not (?<what>subscriptable|iterable)/,
    say: (part) => ({
      what: `A ${part('type') === 'method' ? 'method' : 'function'} itself is used here, not what it gives.`,
      needed: `The brackets of the call: f()${part('what') === 'subscriptable' ? '[…]' : ''}.`,
    }),
  },
  {
    message: /^'(?<type>dict_keys|dict_values|dict_items|map|filter|zip|set|generator|frozenset)' object is not subscriptable/,
    say: (part) => ({
      what: `A value of the type '${part('type')}' has items, but not by number.`,
      needed: `A list of it: list(…), or sorted(…) where the order matters; next(iter(…)) for any one item.`,
    }),
  },
  {
    message: /^object of type '(?<type>map|filter|zip|generator)' has no len\(\)/,
    say: (part) => ({
      what: `A value of the type '${part('type')}' gives its items one by one and does not know how many there will be.`,
      needed: `A list of it: list(…). It can be gone through only once.`,
    }),
  },
  {
    message: /^(?:unsupported operand type\(s\) for|'[<>]=?' not supported between instances of).*NoneType/,
    say: () => ({
      what: `One of the two sides is None: there is no value where one is expected.`,
      needed: `Find out why it is None: a function without 'return' gives None, as do print and methods that change a list in place. Then make sure that there is a value.`,
    }),
  },
  {
    message: /^unsupported operand type\(s\) for (?<operator>[-+]): '(?:datetime\.)?(?:date|datetime)(?:\.datetime)?' and '(?:int|float)'/,
    say: () => ({
      what: `A number is added to a date or taken from it, and a number alone does not say of what: days, hours, seconds.`,
      needed: `timedelta(days=…) from the module datetime.`,
    }),
  },
  {
    message:
      /^'[<>]=?' not supported between instances of (?:'datetime\.timedelta' and '(?:int|float)'|'(?:int|float)' and 'datetime\.timedelta')/,
    say: () => ({
      what: `A span of time is compared with a number, and a number alone does not say of what: days, hours, seconds.`,
      needed: `The number as a span, timedelta(seconds=…) or timedelta(days=…); or the span as a number: its .days or .total_seconds().`,
    }),
  },
  {
    message: /^Unknown format code '(?<code>\w)' for object of type '(?<type>\w+)'/,
    say: (part) => ({
      what: `A value of the type '${part('type')}' is to be written with the format '${part('code')}', which is for values of another type.`,
      needed:
        part('type') === 'str'
          ? `A number instead of the text: float(…) or int(…), where the value is made or here; or a format for text.`
          : `A format for this type, or the value converted first.`,
    }),
  },
  {
    message: /^unsupported operand type\(s\) for \+: '(?:Posix|Windows)?Path' and 'str'/,
    say: () => ({
      what: `A path is no text, and '+' does not join the two.`,
      needed: `'/' to go down into a folder; .with_suffix(…) or an f-string for another ending of the name.`,
    }),
  },
  {
    message: /^(?:Can't pickle|cannot pickle|Can't get (?:local )?(?:object|attribute))/,
    say: (_part, { problem }) => ({
      what: `Something is to be sent to another process or stored, and can't be: ${problem.message.split('\n')[0]?.slice(0, 120) ?? ''}.`,
      needed: `A function that stands at the top of its file instead of a lambda or one inside another function; values without open files, locks and connections.`,
    }),
  },
  {
    message:
      /^Incorrect number of bindings supplied\. The current statement uses (?<expected>\d+), and there (?:are|is) (?<given>\d+) supplied/,
    say: (part) => ({
      what: `The statement has ${part('expected')} ${part('expected') === '1' ? 'place' : 'places'} (?), and was given ${part('given')} ${part('given') === '1' ? 'value' : 'values'}.`,
      needed:
        part('expected') === '1'
          ? `One value in a tuple, with its comma: (name,). A text by itself counts as one value a letter.`
          : `As many values as there are places, in one tuple or list.`,
    }),
  },
  {
    message: /^I\/O operation on closed file/,
    say: () => ({
      what: `The file is read or written after it was closed: a 'with' closes it at its end.`,
      needed: `The reading or writing inside the 'with'.`,
    }),
  },
  {
    message: /^maximum recursion depth exceeded/,
    say: (_part, { code }) => ({
      what: `A function called itself again and again until there was no room left.`,
      needed: /\bself\.\w+/.test(code)
        ? `A case in which it stops, reached by every call. If this is a property, it may ask for itself: its value is then kept under another name (self._name).`
        : `A case in which it stops, reached by every call; or a loop instead.`,
    }),
  },
  {
    message: /^'super' object has no attribute '(?<attribute>\w+)'/,
    say: (part) => ({
      what: `None of the classes above has a method called '${part('attribute')}'.`,
      needed: `Its exact name: __init__ has two underscores on each side. If no class above has it, there is nothing to call.`,
    }),
  },
  {
    message: /^name '(?<name>[^']+)' is not defined$/,
    type: /^(?!NameError)/,
    language: 'python',
    say: (part) => ({
      what: `This error was raised with the words of another one: the name '${part('name')}' is not defined.`,
      needed: `The place where that name is used: further down in the call, before this error was made of it.`,
    }),
  },
];

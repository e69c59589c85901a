// Conventions of Python code as data: aliases everybody uses, members everybody imports, names of Python 2 and of other languages.

/** Alias → the module it conventionally stands for. */
export const MODULE_ALIASES: Readonly<Record<string, string>> = {
  np: 'numpy', pd: 'pandas', plt: 'matplotlib.pyplot', mpl: 'matplotlib', sns: 'seaborn', tf: 'tensorflow', sp: 'scipy', nx: 'networkx', xr: 'xarray', sm: 'statsmodels.api',
  px: 'plotly.express', go: 'plotly.graph_objects', jnp: 'jax.numpy', F: 'torch.nn.functional', nn: 'torch.nn', pl: 'polars', sk: 'sklearn', sa: 'sqlalchemy', st: 'streamlit',
  ET: 'xml.etree.ElementTree', cabc: 'collections.abc', osp: 'os.path', dt: 'datetime', tk: 'tkinter', ttk: 'tkinter.ttk', mp: 'multiprocessing', etree: 'xml.etree.ElementTree',
};

/** Members that code imports by name, and from where: `choice` is random's, not secrets'. A name in several modules is settled here. */
export const CONVENTIONAL_MEMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    typing: 'Any Optional Union List Dict Tuple Set FrozenSet Type TypeVar Generic Protocol NamedTuple TypedDict Literal Final ClassVar Annotated cast overload TYPE_CHECKING NoReturn Text IO BinaryIO TextIO ParamSpec Concatenate TypeAlias Self Never override get_type_hints DefaultDict Deque NewType AnyStr SupportsInt SupportsFloat runtime_checkable final TypeGuard Unpack Required NotRequired assert_never Callable Iterable Iterator Sequence Mapping Generator Awaitable Coroutine AsyncIterator AsyncGenerator AsyncIterable Hashable Sized Collection MutableMapping MutableSequence',
    collections: 'defaultdict OrderedDict Counter deque namedtuple ChainMap UserDict UserList UserString',
    functools: 'partial wraps lru_cache reduce cached_property total_ordering singledispatch cache cmp_to_key update_wrapper partialmethod',
    itertools: 'chain product combinations permutations islice groupby count cycle repeat accumulate zip_longest takewhile dropwhile starmap filterfalse combinations_with_replacement tee pairwise',
    math: 'sqrt pi ceil floor log log2 log10 sin cos tan exp gcd inf factorial isnan hypot atan2 radians degrees isclose comb perm prod lcm atan isinf fabs',
    random: 'choice randint shuffle sample uniform randrange choices gauss getrandbits',
    datetime: 'datetime timedelta date timezone tzinfo',
    time: 'sleep perf_counter monotonic strftime',
    os: 'getenv environ getcwd listdir makedirs fspath PathLike urandom',
    'os.path': 'join exists dirname basename abspath isfile isdir expanduser splitext realpath normpath relpath',
    pathlib: 'Path PurePath PurePosixPath PureWindowsPath', copy: 'deepcopy', enum: 'Enum IntEnum auto Flag IntFlag unique', dataclasses: 'dataclass field asdict astuple fields replace is_dataclass',
    abc: 'ABC abstractmethod ABCMeta abstractproperty', contextlib: 'contextmanager suppress closing ExitStack nullcontext redirect_stdout asynccontextmanager AsyncExitStack',
    io: 'StringIO BytesIO TextIOWrapper BufferedReader', decimal: 'Decimal ROUND_HALF_UP getcontext localcontext', fractions: 'Fraction', threading: 'Thread Lock RLock Event Timer Semaphore Condition',
    multiprocessing: 'Pool Process cpu_count', 'concurrent.futures': 'ThreadPoolExecutor ProcessPoolExecutor as_completed', queue: 'Queue PriorityQueue Empty LifoQueue',
    subprocess: 'Popen PIPE check_output CalledProcessError check_call DEVNULL', sys: 'argv stdin stdout stderr exit version_info platform maxsize getsizeof', json: 'JSONDecodeError JSONEncoder dumps loads', operator: 'itemgetter attrgetter methodcaller',
    string: 'ascii_letters ascii_lowercase ascii_uppercase digits punctuation Template', heapq: 'heappush heappop heapify nlargest nsmallest heappushpop heapreplace', bisect: 'bisect_left bisect_right insort insort_left bisect',
    textwrap: 'dedent indent', tempfile: 'NamedTemporaryFile TemporaryDirectory mkdtemp mkstemp gettempdir', shutil: 'rmtree copyfile copytree which', types: 'SimpleNamespace ModuleType TracebackType FunctionType MappingProxyType MethodType GenericAlias',
    argparse: 'ArgumentParser Namespace ArgumentTypeError', logging: 'getLogger Logger StreamHandler Formatter FileHandler', uuid: 'uuid4 UUID uuid1', unittest: 'TestCase mock', 'unittest.mock': 'patch MagicMock Mock AsyncMock call',
    'urllib.parse': 'urlparse urlencode quote unquote urljoin parse_qs urlsplit urlunparse quote_plus parse_qsl urlunsplit', 'urllib.request': 'urlopen Request urlretrieve', 'urllib.error': 'HTTPError URLError',
    statistics: 'mean median stdev mode', getpass: 'getpass', pprint: 'pprint pformat', glob: 'glob', inspect: 'signature isclass getmembers Parameter', importlib: 'import_module reload', hashlib: 'md5 sha256 sha1',
    warnings: 'warn catch_warnings', traceback: 'format_exc print_exc', struct: 'pack unpack calcsize', ast: 'literal_eval', fnmatch: 'fnmatch', zipfile: 'ZipFile', csv: 'DictReader DictWriter', base64: 'b64encode b64decode urlsafe_b64encode',
    weakref: 'WeakKeyDictionary WeakValueDictionary WeakSet', email: 'message_from_string', html: 'escape unescape', 'http.server': 'HTTPServer BaseHTTPRequestHandler SimpleHTTPRequestHandler', 'xml.etree.ElementTree': 'Element SubElement', http: 'HTTPStatus', ctypes: 'cdll Structure c_int POINTER byref c_void_p', keyword: 'iskeyword', numbers: 'Number Integral Real', asyncio: 'TaskGroup gather create_task', socketserver: 'BaseRequestHandler', configparser: 'ConfigParser', difflib: 'SequenceMatcher get_close_matches', secrets: 'token_hex token_urlsafe', gzip: 'GzipFile', platform: 'python_version',
    timeit: 'timeit', cProfile: 'Profile', calendar: 'monthrange', ipaddress: 'ip_address', shlex: 'split', tokenize: 'generate_tokens', array: 'array', locale: 'setlocale', stat: 'S_ISDIR', signal: 'SIGTERM SIGINT', socket: 'gethostname', zoneinfo: 'ZoneInfo',
  }).flatMap(([module, names]) => names.split(' ').map((name) => [name, module] as const)).reverse(),
);

/** Names of `typing` that `collections.abc` also has: a file that imports from one of them takes it from there. */
export const ABSTRACT_COLLECTIONS: ReadonlySet<string> = new Set(
  'Callable Iterable Iterator Sequence Mapping Generator Awaitable Coroutine AsyncIterator AsyncGenerator AsyncIterable Hashable Sized Collection MutableMapping MutableSequence MutableSet Container Reversible ByteString ItemsView KeysView ValuesView MappingView'.split(' '),
);

/** A builtin of Python 2 → what Python 3 calls it, and how sure it is that the code means that. */
export const PYTHON2_NAMES: Readonly<Record<string, readonly [string, number]>> = {
  xrange: ['range', 0.97], raw_input: ['input', 0.97], unicode: ['str', 0.93], basestring: ['str', 0.9], unichr: ['chr', 0.96], long: ['int', 0.93], izip: ['zip', 0.9], imap: ['map', 0.85],
  ifilter: ['filter', 0.85], StandardError: ['Exception', 0.93], buffer: ['memoryview', 0.55], file: ['open', 0.55],
};
/** A builtin of Python 2 that Python 3 keeps in a module. */
export const PYTHON2_MOVED: Readonly<Record<string, readonly [string, number]>> = { reduce: ['functools', 0.95], reload: ['importlib', 0.93], intern: ['sys', 0.9], izip_longest: ['itertools', 0] };

/** Functions of other languages → Python's built-in ones with the same arguments. */
export const OTHER_FUNCTIONS: Readonly<Record<string, string>> = {
  parseInt: 'int', parseFloat: 'float', println: 'print', printf: 'print', puts: 'print', echo: 'print', writeln: 'print', cout: 'print', String: 'str', Number: 'float', Boolean: 'bool', toString: 'str', strlen: 'len', length: 'len', count: 'len', sizeof: 'len',
  HashMap: 'dict', Map: 'dict', TreeMap: 'dict', Dictionary: 'dict', HashSet: 'set', Set: 'set', ArrayList: 'list', Vector: 'list', LinkedList: 'list', Array: 'list', typeof: 'type', instanceof: 'isinstance', foreach: 'map', absolute: 'abs', power: 'pow', sort: 'sorted', maximum: 'max', minimum: 'min',
};
/** Constants of other languages that are expressions in Python. */
export const OTHER_VALUES: Readonly<Record<string, string>> = { Infinity: "float('inf')", infinity: "float('inf')", INFINITY: "float('inf')", INT_MAX: "float('inf')", INT_MIN: "float('-inf')", NaN: "float('nan')" };
/** What `Math.name` of JavaScript, Java and C# is: a built-in function, or a member of `math`. */
export const MATH_MEMBERS: Readonly<Record<string, string>> = {
  max: 'max', min: 'min', abs: 'abs', pow: 'pow', round: 'round', floor: 'math.floor', ceil: 'math.ceil', sqrt: 'math.sqrt', log: 'math.log', log10: 'math.log10', log2: 'math.log2', exp: 'math.exp', sin: 'math.sin', cos: 'math.cos', tan: 'math.tan', atan: 'math.atan', atan2: 'math.atan2', hypot: 'math.hypot', trunc: 'math.trunc', PI: 'math.pi', E: 'math.e', cbrt: 'math.cbrt',
};

/** Types of other languages as they are written in annotations → Python's: [bare, generic of typing]. */
export const OTHER_TYPES: readonly { readonly name: RegExp; readonly builtin: string; readonly typing?: string }[] = [
  { name: /^(?:\w*(?:List|Array|Vector)|vector|array|list_|Iterable_)$/, builtin: 'list', typing: 'List' }, { name: /^(?:\w*Map|\w*Dict|Dictionary|map_|dictionary|Hash|Record)$/, builtin: 'dict', typing: 'Dict' }, { name: /^(?:Hash|Tree|Ordered)?Set$/, builtin: 'set', typing: 'Set' },
  { name: /^(?:String|string|Str|text|Text|char|Char|varchar)$/, builtin: 'str' }, { name: /^(?:Integer|integer|Int|long|Long|short|uint|int32|int64|i32|i64)$/, builtin: 'int' }, { name: /^(?:Boolean|boolean|Bool)$/, builtin: 'bool' },
  { name: /^(?:Double|double|Float|number|Number|real)$/, builtin: 'float' }, { name: /^(?:Void|void|Nothing|unit)$/, builtin: 'None' }, { name: /^(?:Object|any)$/, builtin: 'object' }, { name: /^(?:Tuple|Pair)$/, builtin: 'tuple', typing: 'Tuple' },
];

/** Constants of other languages. */
export const OTHER_CONSTANTS: Readonly<Record<string, readonly [string, number]>> = {
  true: ['True', 0.97], false: ['False', 0.97], TRUE: ['True', 0.94], FALSE: ['False', 0.94], null: ['None', 0.95], NULL: ['None', 0.9], Null: ['None', 0.93], nil: ['None', 0.93], none: ['None', 0.96], NONE: ['None', 0.9], undefined: ['None', 0.85], nullptr: ['None', 0.93],
};

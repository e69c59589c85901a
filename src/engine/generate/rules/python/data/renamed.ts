// APIs that moved, were renamed or removed: the standard library since Python 2 and from 3.8 to 3.14, and widely used packages.
// `from.path` → where it is now. A value without a dot is a builtin. Only replacements that take the same arguments.

/** Attributes of modules: `module.name` → its place today. */
export const MOVED_ATTRIBUTES: Readonly<Record<string, string>> = {
  // time, sys, os
  'time.clock': 'time.perf_counter', 'sys.maxint': 'sys.maxsize', 'sys.setcheckinterval': 'sys.setswitchinterval', 'os.getcwdu': 'os.getcwd', 'os.errno': 'errno', 
  'os.path.walk': 'os.walk', 'threading.currentThread': 'threading.current_thread', 'threading.activeCount': 'threading.active_count', 'threading._sleep': 'time.sleep',
  // string
  'string.maketrans': 'str.maketrans', 'string.letters': 'string.ascii_letters', 'string.lowercase': 'string.ascii_lowercase', 'string.uppercase': 'string.ascii_uppercase', 'string.atoi': 'int', 'string.atof': 'float', 'string.atol': 'int',
  // itertools
  'itertools.izip': 'zip', 'itertools.imap': 'map', 'itertools.ifilter': 'filter', 'itertools.izip_longest': 'itertools.zip_longest', 'itertools.ifilterfalse': 'itertools.filterfalse',
  // collections → collections.abc (3.10)
  ...Object.fromEntries('Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator Generator Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping MappingView KeysView ItemsView ValuesView Sequence MutableSequence ByteString'.split(' ').map((name) => [`collections.${name}`, `collections.abc.${name}`])),
  // inspect, types, imp, asyncio, unittest, typing
  'inspect.getargspec': 'inspect.getfullargspec', 'types.StringType': 'str', 'types.StringTypes': 'str', 'types.UnicodeType': 'str', 'types.IntType': 'int', 'types.LongType': 'int', 'types.FloatType': 'float', 'types.ListType': 'list',
  'types.DictType': 'dict', 'types.TupleType': 'tuple', 'types.BooleanType': 'bool', 'types.ObjectType': 'object', 'types.TypeType': 'type', 'types.ClassType': 'type', 'types.InstanceType': 'object', 'asyncio.async': 'asyncio.ensure_future',
  'asyncio.coroutine': 'types.coroutine', 'asyncio.JoinableQueue': 'asyncio.Queue', 'imp.reload': 'importlib.reload', 'importlib.find_loader': 'importlib.util.find_spec', 'pkgutil.find_loader': 'importlib.util.find_spec', 'unittest._TextTestResult': 'unittest.TextTestResult',
  'gettext.lgettext': 'gettext.gettext', 'locale.format': 'locale.format_string', 'operator.isCallable': 'callable', 'operator.div': 'operator.truediv', 'operator.sequenceIncludes': 'operator.contains',
  'typing.io': 'typing.IO', 'typing.re': 're', 'configparser.SafeConfigParser': 'configparser.ConfigParser', 'fractions.gcd': 'math.gcd', 'cgi.escape': 'html.escape', 'cgi.parse_qs': 'urllib.parse.parse_qs', 'cgi.parse_qsl': 'urllib.parse.parse_qsl', 'base64.encodestring': 'base64.encodebytes', 'base64.decodestring': 'base64.decodebytes',
  'xml.etree.cElementTree': 'xml.etree.ElementTree', 'plistlib.readPlist': 'plistlib.load', 'plistlib.writePlist': 'plistlib.dump', 'ast.Num': 'ast.Constant', 'ast.Str': 'ast.Constant', 'ast.Bytes': 'ast.Constant', 'ast.NameConstant': 'ast.Constant',
  'datetime.UTC': 'datetime.timezone.utc', 'email.Utils': 'email.utils', 'email.MIMEText': 'email.mime.text', 'sqlite3.OptimizedUnicode': 'str', 'pipes.quote': 'shlex.quote', 'commands.getoutput': 'subprocess.getoutput', 'commands.getstatusoutput': 'subprocess.getstatusoutput', 'tarfile.filemode': 'stat.filemode',
  // urllib of Python 2
  'urllib.urlencode': 'urllib.parse.urlencode', 'urllib.quote': 'urllib.parse.quote', 'urllib.quote_plus': 'urllib.parse.quote_plus', 'urllib.unquote': 'urllib.parse.unquote', 'urllib.unquote_plus': 'urllib.parse.unquote_plus', 'urllib.urlopen': 'urllib.request.urlopen', 'urllib.urlretrieve': 'urllib.request.urlretrieve', 'urllib.splitquery': 'urllib.parse.splitquery',
  'urllib.pathname2url': 'urllib.request.pathname2url', 'urllib.url2pathname': 'urllib.request.url2pathname', 'urllib.urljoin': 'urllib.parse.urljoin', 'urllib.urlparse': 'urllib.parse.urlparse', 'urllib.Request': 'urllib.request.Request', 'urllib.HTTPError': 'urllib.error.HTTPError', 'urllib.URLError': 'urllib.error.URLError',
  // numpy
  'numpy.float': 'float', 'numpy.int': 'int', 'numpy.bool': 'bool', 'numpy.object': 'object', 'numpy.complex': 'complex', 'numpy.str': 'str', 'numpy.long': 'int', 'numpy.unicode': 'str', 'numpy.float_': 'numpy.float64', 'numpy.complex_': 'numpy.complex128', 'numpy.int0': 'numpy.intp', 'numpy.NaN': 'numpy.nan', 'numpy.NAN': 'numpy.nan', 'numpy.Inf': 'numpy.inf', 'numpy.Infinity': 'numpy.inf', 'numpy.infty': 'numpy.inf', 'numpy.PINF': 'numpy.inf',
  'numpy.product': 'numpy.prod', 'numpy.cumproduct': 'numpy.cumprod', 'numpy.sometrue': 'numpy.any', 'numpy.alltrue': 'numpy.all', 'numpy.in1d': 'numpy.isin', 'numpy.trapz': 'numpy.trapezoid', 'numpy.row_stack': 'numpy.vstack', 'numpy.string_': 'numpy.bytes_', 'numpy.unicode_': 'numpy.str_', 'numpy.round_': 'numpy.round', 'numpy.mat': 'numpy.asmatrix', 'numpy.issubclass_': 'issubclass', 'numpy.rank': 'numpy.ndim',
  'numpy.AxisError': 'numpy.exceptions.AxisError', 'numpy.ComplexWarning': 'numpy.exceptions.ComplexWarning', 'numpy.VisibleDeprecationWarning': 'numpy.exceptions.VisibleDeprecationWarning', 'numpy.random.random_integers': 'numpy.random.randint',
  // pandas, scipy, others
  'pandas.np': 'numpy', 'pandas.datetime': 'datetime.datetime', 'pandas.io.json.json_normalize': 'pandas.json_normalize', 'pandas.Int64Index': 'pandas.Index', 'pandas.Float64Index': 'pandas.Index', 'pandas.util.testing': 'pandas.testing', 'pandas.tools.plotting': 'pandas.plotting', 'scipy.misc.imread': 'imageio.imread', 'scipy.misc.factorial': 'scipy.special.factorial', 'scipy.misc.comb': 'scipy.special.comb',
  'scipy.misc.logsumexp': 'scipy.special.logsumexp', 'scipy.integrate.trapz': 'scipy.integrate.trapezoid', 'scipy.integrate.simps': 'scipy.integrate.simpson', 'scipy.integrate.cumtrapz': 'scipy.integrate.cumulative_trapezoid', 'scipy.signal.hann': 'scipy.signal.windows.hann', 'scipy.signal.hamming': 'scipy.signal.windows.hamming', 'scipy.signal.blackman': 'scipy.signal.windows.blackman', 'scipy.signal.gaussian': 'scipy.signal.windows.gaussian', 'scipy.interp': 'numpy.interp',
  'sklearn.cross_validation': 'sklearn.model_selection', 'sklearn.grid_search': 'sklearn.model_selection', 'sklearn.externals.joblib': 'joblib', 'sklearn.preprocessing.Imputer': 'sklearn.impute.SimpleImputer', 'tensorflow.placeholder': 'tensorflow.compat.v1.placeholder', 'tensorflow.Session': 'tensorflow.compat.v1.Session', 'tensorflow.random_normal': 'tensorflow.random.normal', 'tensorflow.log': 'tensorflow.math.log', 
  'flask.escape': 'markupsafe.escape', 'flask.Markup': 'markupsafe.Markup', 'jinja2.Markup': 'markupsafe.Markup', 'jinja2.escape': 'markupsafe.escape', 'jinja2.contextfunction': 'jinja2.pass_context', 'jinja2.contextfilter': 'jinja2.pass_context', 'jinja2.evalcontextfilter': 'jinja2.pass_eval_context', 'werkzeug.secure_filename': 'werkzeug.utils.secure_filename', 'werkzeug.generate_password_hash': 'werkzeug.security.generate_password_hash',
  'werkzeug.check_password_hash': 'werkzeug.security.check_password_hash', 'werkzeug.url_quote': 'urllib.parse.quote', 'werkzeug.urls.url_quote': 'urllib.parse.quote', 'werkzeug.urls.url_parse': 'urllib.parse.urlparse', 'werkzeug.urls.url_encode': 'urllib.parse.urlencode', 'werkzeug.wsgi.DispatcherMiddleware': 'werkzeug.middleware.dispatcher.DispatcherMiddleware', 'django.core.urlresolvers': 'django.urls', 'django.conf.urls.url': 'django.urls.re_path',
  'django.utils.translation.ugettext': 'django.utils.translation.gettext', 'django.utils.translation.ugettext_lazy': 'django.utils.translation.gettext_lazy', 'django.utils.encoding.force_text': 'django.utils.encoding.force_str', 'django.utils.encoding.smart_text': 'django.utils.encoding.smart_str', 'django.utils.six': 'six', 'django.contrib.postgres.fields.JSONField': 'django.db.models.JSONField',
  'django.utils.http.urlquote': 'urllib.parse.quote', 'django.utils.http.is_safe_url': 'django.utils.http.url_has_allowed_host_and_scheme', 'pydantic.BaseSettings': 'pydantic_settings.BaseSettings', 'pydantic.validator': 'pydantic.field_validator', 'pydantic.root_validator': 'pydantic.model_validator', 'PIL.Image.ANTIALIAS': 'PIL.Image.LANCZOS', 'matplotlib.cm.get_cmap': 'matplotlib.pyplot.get_cmap', 'networkx.from_numpy_matrix': 'networkx.from_numpy_array', 'networkx.to_numpy_matrix': 'networkx.to_numpy_array',
  'torch.solve': 'torch.linalg.solve', 'torch.symeig': 'torch.linalg.eigh', 'torch.qr': 'torch.linalg.qr', 'sqlalchemy.ext.declarative.declarative_base': 'sqlalchemy.orm.declarative_base', 'pytest.yield_fixture': 'pytest.fixture', 'requests.packages.urllib3': 'urllib3', 'keras.utils.np_utils.to_categorical': 'keras.utils.to_categorical', 'jax.tree_map': 'jax.tree.map', 'jax.tree_multimap': 'jax.tree.map', 'aiohttp.Timeout': 'aiohttp.ClientTimeout', 'markdown.util.etree': 'xml.etree.ElementTree',
};

/** Whole modules that were renamed or moved: old dotted name → new one. */
export const MOVED_MODULES: Readonly<Record<string, string>> = {
  ConfigParser: 'configparser', Queue: 'queue', SocketServer: 'socketserver', StringIO: 'io', cStringIO: 'io', cPickle: 'pickle', Cookie: 'http.cookies', cookielib: 'http.cookiejar', httplib: 'http.client', HTMLParser: 'html.parser', htmlentitydefs: 'html.entities',
  urlparse: 'urllib.parse', urllib2: 'urllib.request', robotparser: 'urllib.robotparser', xmlrpclib: 'xmlrpc.client', SimpleXMLRPCServer: 'xmlrpc.server', DocXMLRPCServer: 'xmlrpc.server', BaseHTTPServer: 'http.server', SimpleHTTPServer: 'http.server', CGIHTTPServer: 'http.server', Tkinter: 'tkinter',
  ttk: 'tkinter.ttk', tkMessageBox: 'tkinter.messagebox', tkFileDialog: 'tkinter.filedialog', tkSimpleDialog: 'tkinter.simpledialog', tkColorChooser: 'tkinter.colorchooser', tkFont: 'tkinter.font', ScrolledText: 'tkinter.scrolledtext', Tix: 'tkinter.tix', Dialog: 'tkinter.dialog', thread: '_thread', dummy_thread: '_thread', dummy_threading: 'threading', copy_reg: 'copyreg', __builtin__: 'builtins', repr: 'reprlib', UserDict: 'collections', UserList: 'collections', UserString: 'collections',
  anydbm: 'dbm', whichdb: 'dbm', dbhash: 'dbm.bsd', gdbm: 'dbm.gnu', dumbdbm: 'dbm.dumb', commands: 'subprocess', md5: 'hashlib', sha: 'hashlib', _winreg: 'winreg', 'email.MIMEText': 'email.mime.text', 'email.MIMEMultipart': 'email.mime.multipart', 'email.MIMEBase': 'email.mime.base', 'email.MIMEImage': 'email.mime.image', 'email.MIMEAudio': 'email.mime.audio', 'email.Utils': 'email.utils', 'email.Encoders': 'email.encoders', 'email.Header': 'email.header',
  'os.errno': 'errno', imp: 'importlib', 'xml.etree.cElementTree': 'xml.etree.ElementTree', 'typing.io': 'typing', 'distutils.version': 'packaging.version', 'distutils.core': 'setuptools', 'distutils.command': 'setuptools.command', 
  'sklearn.cross_validation': 'sklearn.model_selection', 'sklearn.grid_search': 'sklearn.model_selection', 'sklearn.externals': 'joblib', 'sklearn.learning_curve': 'sklearn.model_selection', 'pandas.util.testing': 'pandas.testing', 'pandas.tools.plotting': 'pandas.plotting', 'pandas.io.data': 'pandas_datareader.data', 'django.core.urlresolvers': 'django.urls', 'django.utils.six': 'six', 
  'flask.ext.sqlalchemy': 'flask_sqlalchemy', 'flask.ext.login': 'flask_login', 'flask.ext.wtf': 'flask_wtf', 'flask.ext.script': 'flask_script', 'flask.ext.migrate': 'flask_migrate', 'flask.ext.bootstrap': 'flask_bootstrap', 'werkzeug.contrib.cache': 'cachelib', 'werkzeug.contrib.fixers': 'werkzeug.middleware.proxy_fix', 'keras.utils.np_utils': 'keras.utils', 'keras.layers.core': 'keras.layers', 'keras.layers.convolutional': 'keras.layers', 'scipy.misc.pilutil': 'imageio',
};

/** Where `from old import name` goes when the module was split: old module → name → new module. Others follow MOVED_MODULES. */
export const SPLIT_MODULES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  urllib2: { HTTPError: 'urllib.error', URLError: 'urllib.error', quote: 'urllib.parse', unquote: 'urllib.parse', urlparse: 'urllib.parse' },
  distutils: { log: 'logging' }, 'distutils.spawn': {}, 'distutils.version': {}, imp: { reload: 'importlib' }, md5: { md5: 'hashlib' }, sha: {}, 'distutils.core': {}, 'sklearn.externals': {},
};

/** Methods by the type they were, or would be, called on: what the same thing is called in Python 3. */
export const MOVED_METHODS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dict: { iteritems: 'items', iterkeys: 'keys', itervalues: 'values', viewitems: 'items', viewkeys: 'keys', viewvalues: 'values', getOrDefault: 'get', putAll: 'update', addAll: 'update', extend: 'update', merge: 'update', entries: 'items', keySet: 'keys', value: 'values', key: 'keys', item: 'items', deepcopy: 'copy', clone: 'copy' },
  list: { add: 'append', push: 'append', push_back: 'append', pushback: 'append', append_back: 'append', update: 'extend', addAll: 'extend', concat: 'extend', append_all: 'extend', indexOf: 'index', find: 'index', indexof: 'index', removeAt: 'pop', delete: 'remove', discard: 'remove', pop_back: 'pop', clone: 'copy', sorted: 'sort', reversed: 'reverse', enqueue: 'append', put: 'append' },
  set: { append: 'add', push: 'add', insert: 'add', put: 'add', extend: 'update', addAll: 'update', delete: 'discard', erase: 'discard', removeAll: 'difference_update', retainAll: 'intersection_update', subset: 'issubset', superset: 'issuperset' },
  str: { implode: 'join', explode: 'split', trim: 'strip', ltrim: 'lstrip', rtrim: 'rstrip', trimStart: 'lstrip', trimEnd: 'rstrip', toLowerCase: 'lower', toUpperCase: 'upper', tolower: 'lower', toupper: 'upper', to_lower: 'lower', to_upper: 'upper', lowercase: 'lower', uppercase: 'upper', downcase: 'lower', upcase: 'upper', startsWith: 'startswith', endsWith: 'endswith', starts_with: 'startswith', ends_with: 'endswith', replaceAll: 'replace', indexOf: 'find', lastIndexOf: 'rfind', index_of: 'find', isnumber: 'isnumeric', is_digit: 'isdigit', isDigit: 'isdigit', isAlpha: 'isalpha', is_alpha: 'isalpha', padStart: 'rjust', padEnd: 'ljust', capitalise: 'capitalize', sub: 'replace', gsub: 'replace', to_title: 'title' },
  module: { implode: 'join', explode: 'split' },
  tuple: { indexOf: 'index' }, bytes: { encode: 'decode' },
  'collections.deque': { push: 'append', add: 'append', enqueue: 'append', push_back: 'append', push_front: 'appendleft', append_left: 'appendleft', prepend: 'appendleft', pop_left: 'popleft', pop_front: 'popleft', popfirst: 'popleft', dequeue: 'popleft', shift: 'popleft', poll: 'popleft', pollFirst: 'popleft', unshift: 'appendleft', pop_back: 'pop' },
  'threading.Thread': { isAlive: 'is_alive', stop: 'join' },
  'array.array': { tostring: 'tobytes', fromstring: 'frombytes' },
  'logging.Logger': { warn: 'warning', err: 'error', fatal_error: 'critical' },
  'unittest.TestCase': { assertEquals: 'assertEqual', assertNotEquals: 'assertNotEqual', assert_: 'assertTrue', failUnless: 'assertTrue', failIf: 'assertFalse', failUnlessEqual: 'assertEqual', failUnlessRaises: 'assertRaises', assertItemsEqual: 'assertCountEqual', assertRegexpMatches: 'assertRegex', assertNotRegexpMatches: 'assertNotRegex', assertRaisesRegexp: 'assertRaisesRegex', assertAlmostEquals: 'assertAlmostEqual' },
  'xml.etree.ElementTree.Element': { getiterator: 'iter' },
  'configparser.ConfigParser': { readfp: 'read_file' },
  DataFrame: { iteritems: 'items', ix: 'loc', sort: 'sort_values', as_matrix: 'to_numpy', get_value: 'at', applymap: 'map' }, Series: { iteritems: 'items', ix: 'loc', order: 'sort_values', as_matrix: 'to_numpy', sort: 'sort_values' },
  ndarray: { tostring: 'tobytes' }, generator: { next: '__next__' },
};

/** What other languages call it, where the type is not known: only names that mean one thing whatever the type. */
export const FOREIGN_METHODS: Readonly<Record<string, string>> = {
  iteritems: 'items', iterkeys: 'keys', itervalues: 'values', entries: 'items', entrySet: 'items', keySet: 'keys', push: 'append', push_back: 'append', pushBack: 'append', append_all: 'extend', addAll: 'extend', concat: 'extend',
  trim: 'strip', trimStart: 'lstrip', trimEnd: 'rstrip', ltrim: 'lstrip', rtrim: 'rstrip', toLowerCase: 'lower', toUpperCase: 'upper', toLower: 'lower', toUpper: 'upper', to_lower: 'lower', to_upper: 'upper', downcase: 'lower', upcase: 'upper',
  startsWith: 'startswith', starts_with: 'startswith', endsWith: 'endswith', ends_with: 'endswith', implode: 'join', explode: 'split', replaceAll: 'replace', lastIndexOf: 'rfind', indexOf: 'index', isDigit: 'isdigit', is_digit: 'isdigit', unshift: 'appendleft', getOrDefault: 'get', removeAt: 'pop',
  isAlive: 'is_alive', assertEquals: 'assertEqual', assertNotEquals: 'assertNotEqual', assert_: 'assertTrue', assertItemsEqual: 'assertCountEqual', assertRegexpMatches: 'assertRegex', assertRaisesRegexp: 'assertRaisesRegex', readfp: 'read_file', tostring: 'tobytes', getchildren: 'iter', splitLines: 'splitlines', setDefault: 'setdefault', popLeft: 'popleft', appendLeft: 'appendleft',
};

/** Methods that a set has and a dict has not: what tells that `{}` was meant as an empty set. */
export const SET_ONLY: ReadonlySet<string> = new Set(['add', 'remove', 'discard', 'union', 'intersection', 'difference', 'symmetric_difference', 'issubset', 'issuperset', 'isdisjoint', 'intersection_update', 'difference_update', 'symmetric_difference_update']);

/** Attributes that other languages have for `len(x)`. */
export const LENGTH_NAMES: ReadonlySet<string> = new Set(['length', 'size', 'len', 'count_', 'Length', 'Count', 'getLength', 'sizeof', '__length__']);
/** Methods that other languages have for `y in x`. */
export const CONTAINS_NAMES: ReadonlySet<string> = new Set(['has_key', 'contains', 'includes', 'has', 'containsKey', 'contains_key', 'exists', 'Contains', 'in_', 'hasKey', 'include', 'haskey']);

// What people install to get a module: data. Names of modules and of the packages that bring them, and modules that Python no longer has.

/** Module → package on PyPI, where the two differ and the package is beyond doubt. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  google_auth_oauthlib: 'google-auth-oauthlib',
  jose: 'python-jose',
  jwt: 'PyJWT',
  lxml: 'lxml',
  magic: 'python-magic',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  pydantic_settings: 'pydantic-settings',
  pytest_asyncio: 'pytest-asyncio',
  rest_framework: 'djangorestframework',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  socks: 'PySocks',
  telegram: 'python-telegram-bot',
  usb: 'pyusb',
  win32api: 'pywin32',
  win32con: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
};

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
 * The line that installs the package of a module; undefined where the name is no plain name: a command that a person
 * copies must not hold anything else. Shown, never run.
 */
export function installCommand(module: string, python: boolean): string | undefined;
export function installCommand(module: string, python: true): string;
export function installCommand(module: string, python: boolean): string | undefined {
  if (python) {
    const [top = ''] = module.split('.');
    if (!/^[A-Za-z]\w{0,60}(?:-\w+)*$/.test(top)) return undefined;
    return `python3 -m pip install ${Object.hasOwn(DISTRIBUTIONS, top) ? DISTRIBUTIONS[top] : top}`;
  }
  const name = /^(?:@[a-z0-9][\w.-]{0,60}\/)?[a-z0-9][\w.-]{0,80}(?=\/|$)/.exec(module)?.[0];
  return name === undefined ? undefined : `npm install ${name}`;
}

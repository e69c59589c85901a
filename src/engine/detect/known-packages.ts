// Widely used packages of Python: the modules people import, and what is installed to get them.

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

/**
 * Modules of widely used packages that are called as the package is. A command to install a package is shown for these alone: anybody can publish
 * one under the name of somebody's `helpers`.
 */
const SAME_NAME: ReadonlySet<string> = new Set(
  `absl accelerate aiofiles aiogram aiohttp aiomysql aiosqlite airflow alembic altair aniso8601 anthropic anyio apscheduler arrow arviz asgiref
  astropy async_timeout asyncpg asyncssh attrs autobahn autogluon automat azure babel backoff bcrypt beautifulsoup4 billiard black bleach blinker
  bokeh boto boto3 botocore bottle bs4 cachetools catboost cattrs celery certifi cffi chardet charset_normalizer chromadb click cloudpickle
  colorama colorlog construct coverage crispy_forms cryptography cssselect cupy cycler cython cytoolz dash dask databases dataclasses_json
  datasets ddt deap decorator deepdiff defusedxml diffusers dill discord distributed django django_filters docker docopt docutils dominate
  dramatiq dropbox duckdb dulwich easygui ebooklib editdistance einops elasticsearch emoji environ eventlet evaluate exifread factory_boy faker
  falcon fastapi fastparquet feedparser filelock fiona flake8 flask flask_bcrypt flask_caching flask_cors flask_jwt_extended flask_limiter
  flask_login flask_mail flask_marshmallow flask_migrate flask_restful flask_session flask_socketio flask_sqlalchemy flask_wtf folium fpdf
  freezegun frozendict fsspec furl gensim geopandas geopy gevent gradio graphene graphviz greenlet grpcio gspread gunicorn gym gymnasium h5py
  hiredis holidays html5lib httplib2 httptools httpx huggingface_hub humanize hydra hypercorn hypothesis icecream idna ijson imageio imgaug
  imutils inflect inflection influxdb invoke ipdb ipykernel ipython ipywidgets isodate isort itsdangerous jax jaxlib jedi jieba jinja2 jmespath
  joblib jsonpickle jsonschema jupyter jupyterlab kafka keras keyboard kivy kombu kornia langchain langdetect lightgbm lightning line_profiler
  litellm llvmlite loguru lxml mako mammoth markdown markdown2 markupsafe marshmallow matplotlib mechanize memory_profiler mido missingno mitmproxy
  mkdocs mlflow mock mongoengine moto motor moviepy mpmath msgpack msgspec multidict munch mutagen mypy mysqlclient nest_asyncio
  netaddr netmiko networkx nibabel nicegui nltk nose notebook nox ntplib numba numexpr numpy oauthlib odfpy onnx onnxruntime openai opencv
  openpyxl optuna orjson packaging palettable pandas pandas_datareader pandera panel paramiko parsel parso passlib pathos patsy pdfkit pdfminer
  pdfplumber peewee pendulum pexpect pika pillow pint pip pipenv pkginfo platformdirs playsound playwright plotly plotnine pluggy poetry polars
  pony portalocker prettytable prefect progress progressbar2 prometheus_client prompt_toolkit protobuf psutil psycopg psycopg2 ptyprocess pulp
  py7zr pyaml pyarrow pyasn1 pyautogui pycountry pycparser pycurl pydantic pydantic_settings pydicom pydot pydub pyfiglet pyflakes pygame pygithub
  pyglet pygments pyinstaller pylint pymc pymongo pymssql pymysql pynput pyodbc pyparsing pypdf pyperclip pyproj pyqtgraph pyrebase
  pyrogram pyserial pysftp pyspark pytesseract pytest pytest_mock pythonnet pytorch_lightning pytz pytube pywavelets qrcode quart
  rapidfuzz rasterio ratelimit ray redis regex reportlab requests requests_html requests_oauthlib requests_toolbelt responses retrying rich
  ruamel ruff s3fs sanic scapy schedule schema scikit_image scipy scrapy seaborn selenium sentence_transformers sentencepiece sentry_sdk
  setuptools setproctitle sh shap shapely shortuuid simplejson simpy six slack_sdk smart_open soupsieve spacy sphinx sqlalchemy sqlmodel sqlparse
  starlette statsmodels streamlit stripe structlog supabase sympy tabulate tenacity tensorboard tensorboardX tensorflow termcolor
  textblob textual textdistance thefuzz tiktoken timm tinydb tokenizers toml tomli tomlkit toolz torch torchaudio torchmetrics torchvision
  tornado tox tqdm transformers trimesh trio tweepy twilio twisted typeguard typer typing_extensions tzdata tzlocal ujson umap unidecode
  unittest2 uvicorn uvloop validators virtualenv waitress wandb watchdog watchfiles wcwidth web3 webcolors websocket websockets werkzeug wget
  wheel wikipedia wordcloud wrapt wtforms xarray xgboost xlrd xlsxwriter xlwt xmltodict xxhash yarl yfinance zeep zstandard`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/** The package that brings a module, by its first name; undefined where that is no widely used one. */
export function knownPackage(module: string): string | undefined {
  const [top = ''] = module.split('.');
  if (Object.hasOwn(DISTRIBUTIONS, top)) return DISTRIBUTIONS[top];
  return /^[A-Za-z]\w*$/.test(top) && SAME_NAME.has(top.toLowerCase()) ? top : undefined;
}

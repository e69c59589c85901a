import { proposes } from '../../../../../test/support/fixer-cases';

proposes([
  [
    'import hashlib\nname = "bob"\n«print(hashlib.sha256(name).hexdigest())»\n',
    'TypeError: Strings must be encoded before hashing',
    'import hashlib\nname = "bob"\nprint(hashlib.sha256(name.encode()).hexdigest())\n',
  ],
  [
    'import subprocess\nrun = subprocess.run(["echo", "x"], capture_output=True)\nfor line in run.stdout.splitlines():\n    «k = line.split("=")»\n',
    "TypeError: a bytes-like object is required, not 'str'",
    'import subprocess\nrun = subprocess.run(["echo", "x"], capture_output=True, text=True)\nfor line in run.stdout.splitlines():\n    k = line.split("=")\n',
  ],
  [
    'import subprocess\n«p = subprocess.run(["cat"], input="hi")»\n',
    "TypeError: a bytes-like object is required, not 'str'",
    'import subprocess\np = subprocess.run(["cat"], input="hi", text=True)\n',
  ],
  [
    'from urllib.request import urlopen\n«rows = urlopen(url).read().split(",")»\n',
    "TypeError: a bytes-like object is required, not 'str'",
    'from urllib.request import urlopen\nrows = urlopen(url).read().decode().split(",")\n',
  ],
  [
    'import base64\ntoken = base64.b64encode(b"u:p")\n«header = "Basic " + token»\n',
    'TypeError: can only concatenate str (not "bytes") to str',
    'import base64\ntoken = base64.b64encode(b"u:p")\nheader = "Basic " + token.decode()\n',
  ],
  [
    'chunks = [b"a", b"b"]\n«print("".join(chunks))»\n',
    'TypeError: sequence item 0: expected str instance, bytes found',
    'chunks = [b"a", b"b"]\nprint(b"".join(chunks).decode())\n',
  ],
  ['«data = bytes("abc")»\n', 'TypeError: string argument without an encoding', 'data = "abc".encode()\n'],
  [
    'import hashlib\npw = "x"\n«h = hashlib.pbkdf2_hmac("sha256", pw, salt, 10)»\n',
    "TypeError: a bytes-like object is required, not 'str'",
    'import hashlib\npw = "x"\nh = hashlib.pbkdf2_hmac("sha256", pw.encode(), salt, 10)\n',
  ],
  [
    'name = "jo"\n«print(name.decode("utf-8"))»\n',
    "AttributeError: 'str' object has no attribute 'decode'. Did you mean: 'encode'?",
    'name = "jo"\nprint(name)\n',
  ],
]);

import { expect, test } from 'vitest';
import { heals, proposes } from '../../../../../test/support/fixer-cases';
import { tried } from '../../../../../test/support/python-case';

heals(
  'python/missing-module',
  [
    ['«import maht»\nprint(maht.sqrt(2))\n', "ModuleNotFoundError: No module named 'maht'", 'import math\nprint(math.sqrt(2))\n'],
    [
      '«from Queue import Queue»\njobs = Queue()\n',
      "ModuleNotFoundError: No module named 'Queue'",
      'from queue import Queue\njobs = Queue()\n',
    ],
  ],
  [['«import flask»\n', "ModuleNotFoundError: No module named 'flask'"]],
);

proposes([
  ['«from flask.ext.mail import Mail»\n', "ModuleNotFoundError: No module named 'flask.ext'", 'from flask_mail import Mail\n'],
  [
    '«from distutils.version import LooseVersion»\n',
    "ModuleNotFoundError: No module named 'distutils'",
    'from packaging.version import Version as LooseVersion\n',
  ],
  [
    '«from distutils.command.build_ext import build_ext»\n',
    "ModuleNotFoundError: No module named 'distutils'",
    'from setuptools.command.build_ext import build_ext\n',
  ],
  [
    '«from BeautifulSoup import BeautifulSoup»\n',
    "ModuleNotFoundError: No module named 'BeautifulSoup'",
    'from bs4 import BeautifulSoup\n',
  ],
  ['«import jsn»\nprint(jsn.loads("1"))\n', "ModuleNotFoundError: No module named 'jsn'", 'import json\nprint(json.loads("1"))\n'],
  ['«import ssy»\nprint(sys.argv)\n', 'reportMissingImports: Import "ssy" could not be resolved', 'import sys\nprint(sys.argv)\n'],
  ['«from urlparse import urljoin»\n', "ModuleNotFoundError: No module named 'urlparse'", 'from urllib.parse import urljoin\n'],
  [
    '«import ConfigParser»\nc = ConfigParser.ConfigParser()\n',
    "ModuleNotFoundError: No module named 'ConfigParser'",
    'import configparser\nc = configparser.ConfigParser()\n',
  ],
]);

test('a package that is not installed is no slip', async () => {
  expect(
    (
      await tried(
        '«import nonexistent_module»\nprint(nonexistent_module.foo())\n',
        "ModuleNotFoundError: No module named 'nonexistent_module'",
      )
    ).all,
  ).toEqual([]);
  expect((await tried('«import requests»\n', "ModuleNotFoundError: No module named 'requests'")).all).toEqual([]);
});

test('a module of a library was not moved by Python', async () => {
  const { best } = await tried(
    '«from django.core.urlresolvers import reverse»\n',
    "ModuleNotFoundError: No module named 'django.core.urlresolvers'",
  );
  expect(best?.explanation).toBe("In newer versions of 'django' the module 'django.core.urlresolvers' is 'django.urls'.");
  const { best: queue } = await tried('«from Queue import Queue»\n', "ModuleNotFoundError: No module named 'Queue'");
  expect(queue?.explanation).toBe("Python 3 calls the module 'Queue' 'queue'.");
});

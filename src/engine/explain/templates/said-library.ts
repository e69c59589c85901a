// What libraries say of how they are used: mostly the message itself names what is wanted.

import type { Said } from './said';

export const SAID_LIBRARY: readonly Said[] = [
  {
    message: /`(?<old>[\w.]+)` was removed in the (?<library>[\w.]+) (?<version>[\d.]+) release\.(?: Use `(?<now>[^`]+)` instead)?/,
    say: (part) => ({
      what: `${part('library')} ${part('version')} no longer has '${part('old')}'.`,
      needed: part('now') === '' ? `What replaces it: the notes of that release say it.` : `'${part('now')}' instead.`,
    }),
  },
  {
    message: /'(?<old>[^']+)' is no longer supported.*Please use '(?<now>[^']+)' instead/s,
    say: (part) => ({ what: `'${part('old')}' is no longer understood by this version.`, needed: `'${part('now')}' instead.` }),
  },
  {
    message: /^`?(?<old>[\w.]+)`? is removed\. use `(?<now>\w+)` instead/i,
    say: (part) => ({ what: `This version no longer knows '${part('old')}'.`, needed: `'${part('now')}' instead.` }),
  },
  {
    message: /^If you use `@root_validator` with pre=False/,
    say: () => ({
      what: `Pydantic 2 takes @root_validator only with a word about when it is to be skipped, and has a newer one in its place.`,
      needed: `@root_validator(skip_on_failure=True) as it is, or @model_validator(mode="after").`,
    }),
  },
  {
    message: /^(?<count>\d+) validation errors? for (?<model>\S+)/,
    type: /ValidationError/,
    say: (part) => ({
      what: `The values given to '${part('model')}' do not fit its fields; the lines below name each field and why.`,
      needed: `The values that the fields want, or fields that allow these. In pydantic 2 a field of the type Optional[…] still has to be given unless it has a default.`,
    }),
  },
  {
    message: /^A non-annotated attribute was detected: `(?<name>\w+)/,
    say: (part) => ({
      what: `The field '${part('name')}' has no type, and pydantic 2 wants one for each.`,
      needed: `${part('name')}: <type> = …; or ClassVar for what is no field.`,
    }),
  },
  {
    message: /^`BaseSettings` has been moved to the `pydantic-settings` package/,
    say: () => ({
      what: `BaseSettings is a package of its own since pydantic 2.`,
      needed: `from pydantic_settings import BaseSettings, with that package installed.`,
      commands: ['python3 -m pip install pydantic-settings'],
    }),
  },
  {
    message: /^Not an executable object: /,
    say: () => ({ what: `SQLAlchemy 2 does not execute plain text.`, needed: `text("…") around it, from sqlalchemy.` }),
  },
  {
    message: /^Textual SQL expression .+ should be explicitly declared as text/,
    say: () => ({ what: `SQLAlchemy does not take plain text here.`, needed: `text("…") around it, from sqlalchemy.` }),
  },
  {
    message: /^Requested setting (?<name>\w+), but settings are not configured/,
    say: (part) => ({
      what: `Django was asked for '${part('name')}' before it knew which settings to use.`,
      needed: `The program started through manage.py; or DJANGO_SETTINGS_MODULE set and django.setup() called before anything of Django is imported that needs it.`,
    }),
  },
  {
    message: /^Apps aren't loaded yet/,
    say: () => ({
      what: `A model is used before Django has loaded its apps.`,
      needed: `django.setup() first, in a program of its own; or the import inside the function that needs it.`,
    }),
  },
  {
    message: /^Reverse for '(?<name>[^']+)' (?<not>not found)?/,
    say: (part) => ({
      what:
        part('not') === ''
          ? `The address called '${part('name')}' does not go with the arguments that were given.`
          : `No address in the urls is called '${part('name')}'.`,
      needed:
        part('not') === ''
          ? `The arguments that its path in urls.py has, by the same names.`
          : `The name as urls.py has it; in an app with an app_name it is 'app:${part('name')}', with the name of the app.`,
    }),
  },
  {
    message: /^View function mapping is overwriting an existing endpoint function: (?<name>\w+)/,
    say: (part) => ({
      what: `Two routes of Flask have a function called '${part('name')}'.`,
      needed: `Different names; where a decorator of your own wraps them, functools.wraps in it keeps each function's own name. Or endpoint='…' at the route.`,
    }),
  },
  {
    message: /^Working outside of (?<what>application|request) context/,
    say: (part) => ({
      what: `Flask is asked for something that belongs to ${part('what') === 'request' ? 'a request' : 'an app'}, and none is at hand here.`,
      needed: part('what') === 'request' ? `The use inside a view; test_request_context() in tests.` : `with app.app_context(): around it.`,
    }),
  },
  {
    message: /^'(?<object>.+?)' (?:object' )?has no attribute '(?<name>\w+)'|^'(?<missing>\w+)' is undefined/,
    type: /UndefinedError/,
    say: (part) => ({
      what:
        part('missing') === ''
          ? `The template asks for '${part('name')}', and what it is given has nothing of that name.`
          : `The template uses '${part('missing')}', and was not given it.`,
      needed: `The name as the program passes it to the template; or the value passed where the template is rendered.`,
    }),
  },
  {
    message: /^Invalid URL '(?<url>[^']*)': No scheme supplied\./,
    say: (part) => ({
      what: `The address '${part('url')}' does not say how it is reached.`,
      needed: `https:// in front of it, or http://.`,
    }),
  },
  {
    message: /^Expected 2D array, got 1D array instead/,
    say: () => ({
      what: `scikit-learn wants a table, rows and columns, and was given one list.`,
      needed: `values.reshape(-1, 1) for one column, reshape(1, -1) for one row; or two brackets: frame[["name"]].`,
    }),
  },
  {
    message: /^The truth value of (?:a (?<type>\w+)|an array with more than one element) is ambiguous/,
    say: () => ({
      what: `A whole column or array is used as if it were one yes or no.`,
      needed: `& , | and ~ with brackets round each part instead of and, or, not; or .any() or .all() where one answer is wanted.`,
    }),
  },
  {
    message: /^Invalid frequency: (?<name>\S+?)[.,]/,
    say: (part) => ({
      what: `pandas does not know the frequency '${part('name')}'.`,
      needed: `One that this version has: 'ME' end of month, 'YE' end of year, 'h' hour, 'min' minute.`,
    }),
  },
  {
    message: /^'module' object at (?<module>[\w.]+) has no attribute '(?<name>\w+)'/,
    say: (part) => ({
      what: `The test replaces '${part('name')}' in '${part('module')}', and that module has nothing of this name.`,
      needed: `The name as that module has it, or the module that uses it: what is replaced is the name where it is looked up.`,
    }),
  },
  {
    message: /^(?<what>(?:time|Time)d? ?out|.*timed out|.*timeout).*/,
    type: /^(?:requests|httpx|urllib3|aiohttp)\./,
    say: () => ({
      what: `The other side did not answer in time.`,
      needed: `Look whether it can be reached and is not too busy; a longer timeout if it just takes long.`,
    }),
  },
  {
    message: /^(?:HTTPSConnectionPool|HTTPConnectionPool|Cannot connect to host)/,
    say: () => ({
      what: `The other side could not be reached.`,
      needed: `The right address and port, a server that runs there, and a network that leads to it.`,
    }),
  },
  {
    message: /^(?<status>\d{3}) (?:Client|Server) Error: (?<why>.+?) for url/,
    say: (part) => ({
      what: `The server answered with ${part('status')}: ${part('why')}.`,
      needed:
        {
          '401': 'It wants to know who asks: a key or a password.',
          '403': 'It knows who asks and does not allow it.',
          '404': 'There is nothing at this address.',
          '429': 'It was asked too often: wait, and ask less often.',
        }[part('status')] ??
        (part('status').startsWith('5')
          ? 'The mistake is on its side, or in what it was sent.'
          : 'Look at what was sent and at the address.'),
    }),
  },
];

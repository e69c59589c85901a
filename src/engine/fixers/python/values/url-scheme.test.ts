import { proposes } from '../../../../../test/support/fixer-cases';

proposes([
  [
    'import requests\nBASE = "api.example.org"\n«requests.get(BASE + "/a")»\n',
    "requests.exceptions.MissingSchema: Invalid URL 'api.example.org/a': No scheme supplied. Perhaps you meant https://api.example.org/a?",
    'import requests\nBASE = "https://api.example.org"\nrequests.get(BASE + "/a")\n',
  ],
  [
    'import requests\nbase = "localhost:80"\n«requests.get(f"{base}/x")»\n',
    "requests.exceptions.InvalidSchema: No connection adapters were found for 'localhost:80/x'",
    'import requests\nbase = "http://localhost:80"\nrequests.get(f"{base}/x")\n',
  ],
]);

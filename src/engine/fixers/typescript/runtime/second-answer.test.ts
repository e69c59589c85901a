import { healsCrashes } from '../../../../../test/unit/fixer-cases';

healsCrashes(
  'typescript/second-answer',
  [
    [
      'Error: Cannot write headers after they are sent to the client',
      "export function handle(request, response) {\n  if (!request.url) {\n    response.end('no');\n  }\n  response.«writeHead»(200);\n  response.end('ok');\n}\n",
      "export function handle(request, response) {\n  if (!request.url) {\n    response.end('no');\n    return;\n  }\n  response.writeHead(200);\n  response.end('ok');\n}\n",
    ],
  ],
  [
    [
      'Error: Cannot write headers after they are sent to the client',
      "export function handle(request, response) {\n  if (!request.url) {\n    response.end('no');\n    return;\n  }\n  response.end('yes');\n  response.«writeHead»(200);\n}\n",
    ],
  ],
);

import { describe } from 'vitest';
import { keepsStill, mends } from '../../../../../test/support/mended';

describe('a parameter that the base class calls otherwise', () => {
  const message =
    'reportIncompatibleMethodOverride: Method "send" overrides class "Port" in an incompatible manner\n  Parameter 2 name mismatch: base parameter is named "data", override parameter is named "body"';
  mends([
    [
      'class Wire(Port):\n    def «send»(self, body: bytes, *rest):\n        """Sends the body."""\n        def again():\n            return body\n        self.log(body.hex(), note="body", body=1)\n        body = body[1:]\n        return again() + body\n\n\nbody = 1\n',
      message,
      'class Wire(Port):\n    def send(self, data: bytes, *rest):\n        """Sends the body."""\n        def again():\n            return data\n        self.log(data.hex(), note="body", body=1)\n        data = data[1:]\n        return again() + data\n\n\nbody = 1\n',
    ],
    [
      'class Wire(Port):\n    «def send(self, body):»\n        return body\n',
      "W0237: Parameter 'data' has been renamed to 'body' in overriding 'Wire.send' method",
      'class Wire(Port):\n    def send(self, data):\n        return data\n',
    ],
  ]);
  keepsStill([
    ['class Wire(Port):\n    def «send»(self, body):\n        data = body\n        return data\n', message],
    ['class Wire(Port):\n    def «send»(self, body):\n        return body\n\n\nWire().send(body=1)\n', message],
    [
      'class Wire(Port):\n    def «send»(self, body, more):\n        return body\n',
      `${message}\n  Parameter 3 name mismatch: base parameter is named "x", override parameter is named "more"`,
    ],
  ]);
});

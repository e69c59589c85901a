// An OpenAI-compatible server on loopback that knows one fix: it finds the line in what it is sent and answers with an edit of it.
// `mode` decides how it behaves: 'answer', 'stall' (headers, then silence), 'garbage'.
import http from 'node:http';

export async function modelServer() {
  const state = { mode: 'answer', requests: [], aborted: 0, find: /./, replace: (line) => line };
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      state.requests.push({ url: request.url, headers: request.headers, body });
      response.on('close', () => {
        if (!response.writableFinished) state.aborted++;
      });
      if (state.mode === 'garbage') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>It works!</html>');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const send = (delta, finish = null) =>
        response.write(
          `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'test', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
        );
      send({ role: 'assistant', content: '' });
      if (state.mode === 'stall') return undefined;
      const prompt = JSON.parse(body)
        .messages.map(({ content }) => content)
        .join('\n');
      // Lines are shown with their number in front.
      const shown = prompt
        .split('\n')
        .map((line) => /^\s*>?\s*(\d+)[\s|:]\s?(.*)$/.exec(line))
        .find((match) => match && state.find.test(match[2]));
      const number = Number(shown?.[1] ?? 1);
      const reply = JSON.stringify({
        explanation: 'The total must be divided by how many there are.',
        edits: shown ? [{ startLine: number, endLine: number, replacement: state.replace(shown[2]) }] : [],
      });
      for (let at = 0; at < reply.length; at += 20) send({ content: reply.slice(at, at + 20) });
      send({}, 'stop');
      response.end('data: [DONE]\n\n');
      return undefined;
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${server.address().port}/v1`;
  state.stop = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(resolve);
    });
  return state;
}

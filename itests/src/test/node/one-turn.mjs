// One turn through OpenClaw's published client: node one-turn.mjs URL MESSAGE, the token in CHELA_TEST_TOKEN.
import { randomUUID } from 'node:crypto';
import { GatewayClient } from '@openclaw/gateway-client';

const [url, message] = process.argv.slice(2);
const run = randomUUID();
const gaps = [];
let ended;
const end = new Promise((resolve) => (ended = resolve));
const client = await new Promise((resolve, reject) => {
  const connecting = new GatewayClient({
    url,
    token: process.env.CHELA_TEST_TOKEN,
    minProtocol: 4,
    maxProtocol: 4,
    onHelloOk: (hello) => {
      console.log('hello', hello.protocol, hello.server.version);
      resolve(connecting);
    },
    onConnectError: reject,
    onGap: (gap) => gaps.push(gap),
    onEvent: ({ event, payload }) => {
      if (event === 'chat' && payload.runId === run && payload.state !== 'delta' && payload.state !== 'status') ended(payload);
    },
  });
  connecting.start();
});
const health = await client.request('health', {});
console.log('health', health.ok);
const sent = await client.request('chat.send', { sessionKey: 'main', message, idempotencyKey: run });
console.log('sent', sent.status);
const { state, message: answer } = await end;
console.log(state, answer?.content?.map((block) => block.text ?? '').join(''));
const { messages } = await client.request('chat.history', { sessionKey: 'main', limit: 10 });
console.log('history', messages.length);
await client.stopAndWait();
console.log(gaps.length ? `gaps ${JSON.stringify(gaps)}` : 'stopped');

// One turn through OpenClaw's published client: node one-turn.mjs URL MESSAGE
import { connecting } from './gateway.mjs';

const [url, message] = process.argv.slice(2);
let deltas = 0;
const client = await new Promise((resolve, reject) => {
  const made = connecting({
    url,
    onHelloOk: (hello) => {
      console.log('hello', hello.protocol, hello.server.version);
      resolve(made);
    },
    onConnectError: reject,
    onEvent: ({ event, payload }) => {
      if (event === 'chat' && payload.state === 'delta') deltas++;
    },
  });
  made.start();
});
console.log('health', (await client.request('health', {})).ok);
await client.turn('main', message);
console.log('streamed', deltas > 0);
const refused = await client.request('no.such.method', {}).catch((error) => error);
console.log('refused', refused.gatewayCode ?? refused.code, refused.message);
console.log('history', (await client.request('chat.history', { sessionKey: 'main', limit: 10 })).messages.length);
await client.stopAndWait();
console.log('stopped');

// Two turns, and between them the gateway goes and comes back: node reconnect.mjs URL
import { connecting, text } from './gateway.mjs';

const [url] = process.argv.slice(2);
let hellos = 0;
const client = connecting({
  url,
  onHelloOk: () => (++hellos === 1 ? before() : after()),
  onConnectError: (error) => console.log('waiting:', error.message),
  onClose: (code, reason) => console.log('closed', code, reason),
});
client.start();

async function before() {
  console.log('connected');
  await client.turn('main', 'echo before the restart');
}

async function after() {
  console.log('connected again');
  await client.turn('main', 'echo after the restart');
  const { messages } = await client.request('chat.history', { sessionKey: 'main', limit: 10 });
  console.log('history', JSON.stringify(messages.filter(({ role }) => role === 'assistant').map(text)));
  await client.stopAndWait();
  console.log('stopped');
}

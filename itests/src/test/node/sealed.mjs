// A turn over TLS by a client that knows the gateway's certificate by its fingerprint, and by none that knows another: node sealed.mjs URL FINGERPRINT
import { connecting } from './gateway.mjs';

const [url, fingerprint] = process.argv.slice(2);

const connect = (tlsFingerprint) =>
  new Promise((resolve, reject) => {
    const client = connecting({
      url, tlsFingerprint, clientName: 'cli', mode: 'cli', role: 'operator', scopes: ['operator.read', 'operator.write'],
      onHelloOk: (hello) => resolve({ client, hello }),
      onConnectError: (error) => {
        client.stop();
        reject(error);
      },
    });
    client.start();
  });

const { client, hello } = await connect(fingerprint);
console.log('hello', hello.protocol);
await client.turn('sealed', 'echo behind a seal');
await client.stopAndWait();

const stranger = await connect(fingerprint.replace(/^../, (first) => (first === '00' ? '11' : '00'))).catch((error) => error);
console.log('another certificate:', stranger.message);
process.exit();

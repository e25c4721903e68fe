// A device that is paired by its first connection, and comes back with nothing but the token that it was given then: node pairing.mjs URL
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { connecting } from './gateway.mjs';

const [url] = process.argv.slice(2);
const raw = (pem) => createPublicKey(pem).export({ format: 'jwk' }).x;
const pair = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const deviceIdentity = {
  deviceId: createHash('sha256').update(Buffer.from(raw(pair.publicKey), 'base64url')).digest('hex'),
  publicKeyPem: pair.publicKey,
  privateKeyPem: pair.privateKey,
};
const kept = new Map();
const hostDeps = {
  signDevicePayload: (key, payload) => sign(null, Buffer.from(payload), key).toString('base64url'),
  publicKeyRawBase64UrlFromPem: raw,
  loadDeviceAuthToken: ({ role }) => kept.get(role) ?? null,
  storeDeviceAuthToken: ({ role, token, scopes }) => kept.set(role, { token, scopes }),
  clearDeviceAuthToken: ({ role }) => kept.delete(role),
};

/** @param options with a token, or without one */
const connect = (options) =>
  new Promise((resolve, reject) => {
    const client = connecting({
      url, deviceIdentity, hostDeps, clientName: 'cli', mode: 'cli', role: 'operator', ...options,
      onHelloOk: (hello) => resolve({ client, hello }),
      onConnectError: reject,
    });
    client.start();
  });

const scopes = ['operator.read', 'operator.write', 'operator.pairing'];
const first = await connect({ scopes });
console.log('paired', kept.get('operator')?.scopes.toSorted().join(' '));
const { paired } = await first.client.request('device.pair.list', {});
console.log('listed', paired.some(({ deviceId }) => deviceId === deviceIdentity.deviceId));
await first.client.stopAndWait();

const again = await connect({ scopes, token: undefined });
console.log('again', again.hello.auth.role, (await again.client.request('health', {})).ok);
await again.client.stopAndWait();

kept.clear();
const refused = await connect({ scopes, token: undefined }).catch((error) => error);
console.log('a stranger is refused:', refused.message);
process.exit();

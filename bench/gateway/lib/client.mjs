// A small client of the gateway protocol, on Node's own WebSocket.
import crypto from 'node:crypto';
import { now } from './figures.mjs';

const SCOPES = ['operator.read', 'operator.write', 'operator.admin', 'operator.approvals', 'operator.pairing'];
const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

/** A device's identity, as a paired client has it. */
export function makeDevice() {
  const { publicKey, privateKey } = crypto.generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  return { id: crypto.createHash('sha256').update(raw).digest('hex'), publicKey: base64url(raw), privateKey };
}

export class Client {
  #target;
  #identity;
  #device;
  #socket;
  #pending = new Map();
  #listeners = new Set();
  #requests = 0;
  #whenClosed = () => {};
  /** The payload of hello-ok, once connected. */
  hello = null;
  /** The code and reason of the end, once there was one. */
  closed = null;
  /** Milliseconds from the first packet to hello-ok. */
  helloMs = null;

  /** @param target url and token; @param identity what connect says of the client; @param device signs, or null */
  constructor(target, identity, device) {
    this.#target = target;
    this.#identity = identity;
    this.#device = device;
  }

  connect({ timeoutMs = 15_000 } = {}) {
    const begun = now();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error('no hello-ok in time')), timeoutMs);
      const fail = (error) => {
        clearTimeout(timer);
        this.#socket.close();
        reject(error);
      };
      const greet = (challenge) => this.call('connect', this.#greeting(challenge)).then((hello) => {
        clearTimeout(timer);
        this.hello = hello;
        this.helloMs = now() - begun;
        resolve(hello);
      }, fail);
      this.#socket = new WebSocket(this.#target.url);
      this.#socket.onerror = (event) => fail(new Error(`connection failed: ${event?.message ?? event?.error?.message ?? ''}`));
      this.#socket.onclose = (event) => fail(this.#end(event));
      this.#socket.onmessage = ({ data }) => this.#take(JSON.parse(data), greet);
    });
  }

  #take(frame, greet) {
    if (frame.type === 'res') {
      const waiting = this.#pending.get(frame.id);
      this.#pending.delete(frame.id);
      if (frame.ok) waiting?.resolve(frame.payload);
      else waiting?.reject(Object.assign(new Error(frame.error?.message ?? 'error'), { err: frame.error }));
    } else if (frame.event === 'connect.challenge' && !this.hello) {
      greet(frame.payload ?? {});
    } else {
      const at = now();
      this.#listeners.forEach((listener) => listener(frame, at));
    }
  }

  #greeting(challenge) {
    const { role = 'operator', scopes = SCOPES, caps = ['tool-events'], minProtocol = 4, maxProtocol = 4 } = this.#identity;
    const { id = 'gateway-client', version = '1.0.0', platform = 'linux', mode = 'backend', instanceId } = this.#identity;
    const client = { id, version, platform, mode, instanceId };
    const auth = this.#target.token ? { token: this.#target.token } : undefined;
    const device = this.#device ? this.#signed(client, role, scopes, challenge) : undefined;
    return { minProtocol, maxProtocol, client, role, scopes, caps, auth, device, locale: 'en-US', userAgent: 'gateway-bench/1' };
  }

  #signed(client, role, scopes, { ts = Date.now(), nonce = '' }) {
    const { id, publicKey, privateKey } = this.#device;
    const text = ['v3', id, client.id, client.mode, role, scopes.join(','), String(ts), this.#target.token ?? '', nonce, client.platform, ''].join('|');
    return { id, publicKey, signature: base64url(crypto.sign(null, Buffer.from(text), privateKey)), signedAt: ts, nonce };
  }

  #end({ code, reason }) {
    const error = new Error(`closed ${code} ${reason}`);
    this.closed = { code, reason };
    this.#pending.forEach((waiting) => waiting.reject(error));
    this.#pending.clear();
    this.#whenClosed();
    return error;
  }

  /** Resolves with the payload of the answer; rejects with an error whose `err` is the protocol's. */
  call(method, params = {}, timeoutMs = 60_000) {
    const id = `r${++this.#requests}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pending.delete(id);
        reject(new Error(`no answer to ${method} in time`));
      }, timeoutMs);
      const settle = (how) => (value) => {
        clearTimeout(timer);
        how(value);
      };
      this.#pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
      this.#socket.send(JSON.stringify({ type: 'req', id, method, params }));
    });
  }

  /** The listener is given each event's frame and the moment it came. */
  on(listener) {
    this.#listeners.add(listener);
  }

  close() {
    if (!this.#socket || this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenClosed = resolve;
      this.#socket.close();
      setTimeout(resolve, 1000).unref();
    });
  }
}

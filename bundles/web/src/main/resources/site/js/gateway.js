import { uuid } from './ids.js';

const CLIENT = { id: 'webchat-ui', displayName: 'WebChat', version: '0.1.0', mode: 'webchat' };
const SCOPES = ['admin', 'read', 'write', 'approvals', 'questions', 'pairing'].map((scope) => `operator.${scope}`);
const REQUEST_MS = 30_000;
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 15_000;
const ORDINARY = /^AUTH_(TOKEN|PASSWORD|BOOTSTRAP|DEVICE)_/;
const FINAL_REFUSALS = /^(AUTH_|DEVICE_|PAIRING_|CONTROL_UI_|PROTOCOL_|CLIENT_)/;

/** The gateway's answer "no", or `DISCONNECTED` when the line broke before an answer came. */
class GatewayError extends Error {
  constructor({ code, message, details, retryAfterMs }) {
    super(message);
    Object.assign(this, { code, details, retryAfterMs });
  }
}

/**
 * One client of the gateway's protocol, version 4, that keeps its line open. Events of its own: `state` (see `state`), `hello`
 * after each connect, `gap` when frames were lost, and `frame` with the name and payload of every event of the gateway.
 */
export class Gateway extends EventTarget {
  state = 'connecting'; // connecting | connected | waiting | refused
  reason = '';
  hello = null;
  #url;
  #credentials;
  #socket = null;
  #pending = new Map();
  #count = 0;
  #seq = 0;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  #watchdog = 0;
  #instance = uuid();

  constructor(url, credentials) {
    super();
    this.#url = url;
    this.#credentials = credentials;
    addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.hurry());
  }

  start() {
    clearTimeout(this.#timer);
    const used = this.#credentials.current();
    if (!used) return this.#become('refused', '');
    this.#become('connecting', '');
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#seq = 0;
    this.#watch(15_000);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#receive(data, used);
    socket.onclose = () => this.#socket === socket && this.#lost();
  }

  /** Tries now rather than when the wait is over: the network is back, or someone looks at the page. */
  hurry() {
    if (this.state === 'waiting') this.start();
  }

  /** Ends the session of this browser and asks for a token. */
  signOut() {
    this.#credentials.forget();
    this.#drop();
    this.start();
  }

  has(method) {
    return this.hello?.features?.methods?.includes(method) ?? false;
  }

  get connected() {
    return this.state === 'connected';
  }

  request(method, params = {}) {
    if (!this.connected && method !== 'connect') return Promise.reject(disconnected());
    const id = `${++this.#count}:${uuid()}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id, (call) => call.reject(timedOut(method))), REQUEST_MS);
      this.#pending.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ type: 'req', id, method, params }));
    });
  }

  #receive(data, used) {
    this.#watch(2 * (this.hello?.policy?.tickIntervalMs ?? 30_000));
    const frame = JSON.parse(data);
    if (frame.type === 'res') return this.#answer(frame);
    if (frame.type !== 'event') return;
    if (frame.event === 'connect.challenge') return void this.#connect(used);
    if (frame.seq !== undefined) {
      if (frame.seq > this.#seq + 1) this.#emit('gap', {});
      this.#seq = frame.seq;
    }
    this.#emit('frame', { name: frame.event, payload: frame.payload ?? {} });
  }

  #answer({ id, ok, payload, error }) {
    this.#settle(id, (call) => (ok ? call.resolve(payload) : call.reject(new GatewayError(error))));
  }

  #settle(id, with_) {
    const call = this.#pending.get(id);
    if (!call) return;
    this.#pending.delete(id);
    clearTimeout(call.timer);
    with_(call);
  }

  async #connect(used) {
    try {
      const platform = navigator.userAgentData?.platform || navigator.platform || 'browser';
      const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      this.hello = await this.request('connect', {
        minProtocol: 4, maxProtocol: 4, role: 'operator', scopes: SCOPES, caps: ['tool-events'], auth: used.auth,
        client: { ...CLIENT, platform, timeZone, instanceId: this.#instance },
        locale: navigator.language, userAgent: navigator.userAgent,
      });
      this.#credentials.accepted(used, this.hello.auth?.deviceToken);
      this.#wait = FIRST_WAIT_MS;
      this.#become('connected', '');
      this.#emit('hello', this.hello);
    } catch (error) {
      if (error.code !== 'DISCONNECTED') this.#refuse(used, error);
    }
  }

  #refuse(used, error) {
    const code = error.details?.code ?? '';
    this.#drop();
    if (code === 'AUTH_RATE_LIMITED' || !FINAL_REFUSALS.test(code) && error.code !== 'NOT_PAIRED') {
      return this.#retry(error.retryAfterMs, error.message);
    }
    this.#credentials.refused(used);
    if (this.#credentials.current()) return this.start();
    // An expired link or device token is ordinary, and so is none: the login form explains itself. A token that someone typed deserves a word.
    this.#become('refused', used.kind === 'token' || !ORDINARY.test(code) ? error.message : '');
  }

  #lost() {
    this.#drop();
    this.#retry();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    clearTimeout(this.#watchdog);
    socket?.close();
    for (const id of [...this.#pending.keys()]) this.#settle(id, (call) => call.reject(disconnected()));
  }

  #retry(after = 0, reason = '') {
    const wait = Math.max(after ?? 0, this.#wait * (0.8 + 0.4 * Math.random()));
    this.#wait = Math.min(this.#wait * 2, LAST_WAIT_MS);
    this.#timer = setTimeout(() => this.start(), wait);
    this.#become('waiting', reason);
  }

  #watch(ms) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lost(), ms);
  }

  #become(state, reason) {
    this.state = state;
    this.reason = reason;
    this.#emit('state', { state, reason });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function disconnected() {
  return new GatewayError({ code: 'DISCONNECTED', message: 'The line to the gateway is down.' });
}

function timedOut(method) {
  return new GatewayError({ code: 'TIMEOUT', message: `The gateway did not answer ${method} within ${REQUEST_MS / 1000} s.` });
}

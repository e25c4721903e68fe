/**
 * What this browser can show the gateway, best first: a one-time ticket or a token from the link, the device token of an earlier
 * visit, the token typed in this tab, and at last nothing, for a gateway behind a proxy that knows the person. Whatever the gateway
 * refuses is dropped, and the next one is tried.
 */
export class Credentials {
  #fresh = [];
  #bare = true;
  #name;

  constructor(location = window.location, history = window.history) {
    this.#name = `chela:${location.pathname}`;
    const fragment = new URLSearchParams(location.hash.slice(1));
    const ticket = fragment.get('ticket');
    const token = fragment.get('token');
    if (ticket) this.#fresh.push({ kind: 'ticket', auth: { bootstrapToken: ticket } });
    if (token) this.#fresh.push({ kind: 'token', auth: { token } });
    // A secret must not stay in the address bar, the history or a screenshot.
    if (ticket || token) history.replaceState(history.state, '', location.pathname + location.search);
  }

  /** The next one to try, or null when there is none left and a person must help. */
  current() {
    if (this.#fresh.length) return this.#fresh[0];
    const device = read(localStorage, this.#name);
    if (device) return { kind: 'device', auth: { deviceToken: device } };
    const typed = read(sessionStorage, this.#name);
    if (typed) return { kind: 'token', auth: { token: typed } };
    return this.#bare ? { kind: 'nothing', auth: {} } : null;
  }

  typed(token) {
    this.#fresh = [{ kind: 'token', auth: { token } }];
  }

  accepted(used, deviceToken) {
    this.#fresh = [];
    if (deviceToken) write(localStorage, this.#name, deviceToken);
    else if (used?.kind === 'token') write(sessionStorage, this.#name, used.auth.token);
  }

  refused(used) {
    if (used?.kind === 'nothing') this.#bare = false;
    else if (this.#fresh.length) this.#fresh.shift();
    else if (used?.kind === 'device') write(localStorage, this.#name, null);
    else write(sessionStorage, this.#name, null);
  }

  forget() {
    this.#fresh = [];
    this.#bare = false;
    write(localStorage, this.#name, null);
    write(sessionStorage, this.#name, null);
  }
}

/** Storage throws where the browser forbids it; the page then works until it is closed. */
function read(storage, name) {
  try {
    return storage.getItem(name);
  } catch {
    return null;
  }
}

function write(storage, name, value) {
  try {
    if (value === null) storage.removeItem(name);
    else storage.setItem(name, value);
  } catch {
    console.info('This browser keeps nothing for this page: you will be asked for the token again.');
  }
}

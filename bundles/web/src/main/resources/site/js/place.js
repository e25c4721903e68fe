const CHAT = '';
const PLACES = new Set([CHAT, 'pairing', 'jobs', 'channels', 'plugins']);

/** What of the page one looks at: the conversation, who may come in, what happens by itself, the channels, or the plugins. It stands in the address, so that "back" leads back. Fires `change`. */
export class Place extends EventTarget {
  now = read();

  constructor() {
    super();
    addEventListener('popstate', () => this.#is(read()));
  }

  /** @param name empty for the conversation */
  go(name) {
    if (name === this.now) return;
    const address = new URL(location.href);
    if (name) address.searchParams.set('page', name);
    else address.searchParams.delete('page');
    address.hash = '';
    history.pushState(null, '', address.search || address.pathname);
    this.#is(name);
  }

  /** Another session was opened: its address is the conversation's. */
  left() {
    this.#is(read());
  }

  #is(name) {
    if (name === this.now) return;
    this.now = name;
    this.dispatchEvent(new CustomEvent('change'));
  }
}

function read() {
  const said = new URLSearchParams(location.search).get('page') ?? CHAT;
  return PLACES.has(said) ? said : CHAT;
}

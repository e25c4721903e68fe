/** Something of the gateway's that the page shows: read anew after each connect and each event that says it is otherwise. Fires `change`. */
export class Reading extends EventTarget {
  /** Whether this gateway has any of it, and this browser may see it. */
  shown = false;
  #gateway;
  #methods;
  #events;
  #wanted;
  #reading = null;
  #again = false;

  /**
   * @param methods without which there is nothing to show
   * @param events after which it may be otherwise
   * @param wanted false when it is read only once somebody looks
   */
  constructor(gateway, { methods, events, wanted = false }) {
    super();
    this.#gateway = gateway;
    this.#methods = methods;
    this.#events = new Set(events);
    this.#wanted = wanted;
  }

  begin() {
    this.shown = this.#methods.every((method) => this.#gateway.has(method));
    this.dispatchEvent(new CustomEvent('change'));
    return this.#wanted && this.shown ? this.refresh() : undefined;
  }

  /** Nobody who never looks pays for it. */
  look() {
    if (this.#wanted) return undefined;
    this.#wanted = true;
    return this.refresh();
  }

  heard(name) {
    if (this.#wanted && this.shown && this.#events.has(name)) this.again();
  }

  /** One reading at a time; what happens meanwhile is read afterwards. */
  refresh() {
    this.#again = Boolean(this.#reading);
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
      if (this.#again) this.again();
    });
    return this.#reading;
  }

  async #read() {
    await this.read();
    this.dispatchEvent(new CustomEvent('change'));
  }

  again() {
    this.refresh().catch(ignoreLostLine);
  }

  request(method, params) {
    return this.#gateway.request(method, params);
  }

  has(method) {
    return this.#gateway.has(method);
  }

  /** Reads again afterwards, also when it was refused: then somebody else was quicker. */
  change(method, params) {
    return this.request(method, params).finally(() => this.again());
  }
}

function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

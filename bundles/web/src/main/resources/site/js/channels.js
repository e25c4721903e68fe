const EVENTS = new Set(['deliveries.changed', 'health']);

/** The channels' accounts, and what did not arrive over them: read once somebody looks, and after each event that says it is otherwise. Fires `change`. */
export class Channels extends EventTarget {
  accounts = [];
  undelivered = [];
  /** Whether this gateway has any of it. */
  shown = false;
  #gateway;
  #looked = false;
  #reading = null;
  #again = false;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
  }

  begin() {
    this.shown = this.#gateway.has('channels.status') && this.#gateway.has('deliveries.list');
    this.dispatchEvent(new CustomEvent('change'));
    return this.#looked ? this.refresh() : undefined;
  }

  /** Nobody who never looks pays for it. */
  look() {
    if (this.#looked) return undefined;
    this.#looked = true;
    return this.refresh();
  }

  heard(name) {
    if (this.#looked && EVENTS.has(name)) this.refresh().catch(ignoreLostLine);
  }

  /** One reading at a time; what happens meanwhile is read afterwards. */
  refresh() {
    this.#again = Boolean(this.#reading);
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
      if (this.#again) this.refresh().catch(ignoreLostLine);
    });
    return this.#reading;
  }

  async #read() {
    const [status, { deliveries }] = await Promise.all([this.#gateway.request('channels.status', {}), this.#gateway.request('deliveries.list', {})]);
    this.accounts = status.channelOrder.flatMap((channel) => (status.channelAccounts[channel] ?? []).map((account) => (
      { ...account, channel, label: status.channelLabels[channel] ?? channel })));
    this.undelivered = deliveries;
    this.dispatchEvent(new CustomEvent('change'));
  }

  start({ channel, accountId }) {
    return this.#do('channels.start', { channel, accountId });
  }

  stop({ channel, accountId }) {
    return this.#do('channels.stop', { channel, accountId });
  }

  resend({ key }) {
    return this.#do('deliveries.resend', { key });
  }

  dismiss({ key }) {
    return this.#do('deliveries.dismiss', { key });
  }

  /** Also when it was refused: then somebody else was quicker. */
  #do(method, params) {
    return this.#gateway.request(method, params).finally(() => this.refresh().catch(ignoreLostLine));
  }
}

function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

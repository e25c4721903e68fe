const EVENTS = new Set(['channels.pairing.changed', 'device.pair.requested', 'device.pair.resolved']);
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Who and what asks to be let in, and who was: read after each connect and after each event that says it is otherwise. Fires `change`. */
export class Pairings extends EventTarget {
  asking = [];
  people = [];
  devices = [];
  paired = [];
  /** Whether this browser may see any of it. */
  shown = false;
  #gateway;
  #reading = null;
  #again = false;
  #timer = 0;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
  }

  begin() {
    this.shown = this.#gateway.has('channels.pairing.list') && this.#gateway.has('device.pair.list');
    return this.shown ? this.refresh() : undefined;
  }

  heard(name) {
    if (this.shown && EVENTS.has(name)) this.refresh().catch(ignoreLostLine);
  }

  /** How many wait for a word. */
  get waiting() {
    return this.asking.length + this.devices.length;
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
    try {
      const [channels, known, devices] = await Promise.all([
        this.#gateway.request('channels.pairing.list'),
        this.#gateway.has('channels.pairing.people') ? this.#gateway.request('channels.pairing.people') : { people: [] },
        this.#gateway.request('device.pair.list'),
      ]);
      Object.assign(this, { asking: channels.requests, people: known.people, devices: devices.pending, paired: devices.paired });
      this.#untilTheNextEnds();
    } catch (error) {
      if (error.code !== 'FORBIDDEN') throw error;
      this.shown = false; // This browser was not given the right to let anybody in.
    }
    this.dispatchEvent(new CustomEvent('change'));
  }

  /** A request that nobody answers ends without a word. */
  #untilTheNextEnds() {
    clearTimeout(this.#timer);
    const next = Math.min(...this.asking.map(({ expiresAt }) => Date.parse(expiresAt)));
    const wait = Math.max(1000, next - Date.now() + 1000);
    if (wait < LONGEST_TIMER_MS) this.#timer = setTimeout(() => this.refresh().catch(ignoreLostLine), wait);
  }

  approve({ channel, accountId, requestId }) {
    return this.#do('channels.pairing.approve', { channel, accountId, requestId, notify: true });
  }

  dismiss({ channel, accountId, requestId }) {
    return this.#do('channels.pairing.dismiss', { channel, accountId, requestId });
  }

  remove({ channel, accountId, senderId }) {
    return this.#do('channels.pairing.remove', { channel, accountId, senderId });
  }

  approveDevice({ requestId }) {
    return this.#do('device.pair.approve', { requestId });
  }

  rejectDevice({ requestId }) {
    return this.#do('device.pair.reject', { requestId });
  }

  removeDevice({ deviceId }) {
    return this.#do('device.pair.remove', { deviceId });
  }

  /** Also when it was refused: then somebody else was quicker. */
  #do(method, params) {
    return this.#gateway.request(method, params).finally(() => this.refresh().catch(ignoreLostLine));
  }
}

function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

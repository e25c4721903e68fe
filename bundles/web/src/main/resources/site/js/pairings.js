import { Reading } from './reading.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Who and what asks to be let in, and who was. */
export class Pairings extends Reading {
  asking = [];
  people = [];
  devices = [];
  paired = [];
  #timer = 0;

  constructor(gateway) {
    super(gateway, {
      methods: ['channels.pairing.list', 'device.pair.list'],
      events: ['channels.pairing.changed', 'device.pair.requested', 'device.pair.resolved'],
      wanted: true,
    });
  }

  /** How many wait for a word. */
  get waiting() {
    return this.asking.length + this.devices.length;
  }

  async read() {
    try {
      const [channels, known, devices] = await Promise.all([
        this.request('channels.pairing.list'),
        this.has('channels.pairing.people') ? this.request('channels.pairing.people') : { people: [] },
        this.request('device.pair.list'),
      ]);
      Object.assign(this, { asking: channels.requests, people: known.people, devices: devices.pending, paired: devices.paired });
      this.#untilTheNextEnds();
    } catch (error) {
      if (error.code !== 'FORBIDDEN') throw error;
      this.shown = false; // This browser was not given the right to let anybody in.
    }
  }

  /** A request that nobody answers ends without a word. */
  #untilTheNextEnds() {
    clearTimeout(this.#timer);
    const next = Math.min(...this.asking.map(({ expiresAt }) => Date.parse(expiresAt)));
    const wait = Math.max(1000, next - Date.now() + 1000);
    if (wait < LONGEST_TIMER_MS) this.#timer = setTimeout(() => this.again(), wait);
  }

  approve({ channel, accountId, requestId }) {
    return this.change('channels.pairing.approve', { channel, accountId, requestId, notify: true });
  }

  dismiss({ channel, accountId, requestId }) {
    return this.change('channels.pairing.dismiss', { channel, accountId, requestId });
  }

  remove({ channel, accountId, senderId }) {
    return this.change('channels.pairing.remove', { channel, accountId, senderId });
  }

  approveDevice({ requestId }) {
    return this.change('device.pair.approve', { requestId });
  }

  rejectDevice({ requestId }) {
    return this.change('device.pair.reject', { requestId });
  }

  removeDevice({ deviceId }) {
    return this.change('device.pair.remove', { deviceId });
  }
}

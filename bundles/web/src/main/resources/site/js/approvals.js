/** The commands that wait for a person's word: read after each connect, then kept by events. Fires `change`. */
export class Approvals extends EventTarget {
  #gateway;
  #waiting = new Map();
  #told = 0;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
  }

  async begin() {
    let told;
    do {
      told = this.#told;
      const all = this.#gateway.has('exec.approval.list') ? await this.#gateway.request('exec.approval.list') : [];
      this.#waiting = new Map(all.map((one) => [one.id, one]));
    } while (told !== this.#told); // What was told while the list was on its way may be newer than it.
    this.#changed();
  }

  heard(name, payload) {
    if (name === 'exec.approval.requested') this.#waiting.set(payload.id, payload);
    else if (name === 'exec.approval.resolved') this.#waiting.delete(payload.id);
    else return;
    this.#told++;
    this.#changed();
  }

  list() {
    return [...this.#waiting.values()];
  }

  decide({ id, decision }) {
    return this.#gateway.request('exec.approval.resolve', { id, decision });
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

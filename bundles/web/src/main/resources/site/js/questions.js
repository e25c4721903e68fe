/** What the assistant wants to know and waits for: read after each connect, then kept by events. Fires `change`. */
export class Questions extends EventTarget {
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
      const all = this.#gateway.has('question.list') ? (await this.#gateway.request('question.list')).questions : [];
      this.#waiting = new Map(all.map((one) => [one.id, one]));
    } while (told !== this.#told); // What was told while the list was on its way may be newer than it.
    this.#changed();
  }

  heard(name, payload) {
    if (name === 'question.requested') this.#waiting.set(payload.id, payload);
    else if (name === 'question.resolved') this.#waiting.delete(payload.id);
    else return;
    this.#told++;
    this.#changed();
  }

  list() {
    return [...this.#waiting.values()];
  }

  answer({ id, answers }) {
    return this.#gateway.request('question.resolve', answers ? { id, answers: { answers } } : { id, cancel: true });
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

/** What waits for a person's word: read after each connect, then kept by events. Fires `change`. */
export class Waiting extends EventTarget {
  #read;
  #asked;
  #settled;
  #waiting = new Map();
  #told = 0;

  /** @param read gets all that waits @param asked, settled the events that tell of one more and of one less */
  constructor({ read, asked, settled }) {
    super();
    this.#read = read;
    this.#asked = asked;
    this.#settled = settled;
  }

  async begin() {
    let told;
    do {
      told = this.#told;
      this.#waiting = new Map((await this.#read()).map((one) => [one.id, one]));
    } while (told !== this.#told); // What was told while the list was on its way may be newer than it.
    this.#changed();
  }

  heard(name, payload) {
    if (name === this.#asked) this.#waiting.set(payload.id, payload);
    else if (name === this.#settled) this.#waiting.delete(payload.id);
    else return;
    this.#told++;
    this.#changed();
  }

  list() {
    return [...this.#waiting.values()];
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

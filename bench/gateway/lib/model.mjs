// The fake model: started when none answers at its address.
import path from 'node:path';
import { sleep } from './figures.mjs';
import { row, run, stop } from './processes.mjs';

export class Model {
  #command;
  #url;
  #logFile;
  #process = null;

  constructor({ cmd, url }, work) {
    this.#command = cmd;
    this.#url = url;
    this.#logFile = path.join(work, 'fake-llm.log');
  }

  async start() {
    if (await this.#answers()) return;
    this.#process = run(this.#command, { logFile: this.#logFile });
    for (let i = 0; i < 200; i++) {
      if (await this.#answers()) return;
      await sleep(25);
    }
    throw new Error(`the fake model did not start; see ${this.#logFile}`);
  }

  async #answers() {
    return this.stats().then(() => true, () => false);
  }

  stats() {
    return this.#get('/__stats');
  }

  /** The newest request: its measures alone, or with its body. */
  async last({ whole = false } = {}) {
    return (await this.#get(`/__last?n=1${whole ? '&full=1' : ''}`))[0];
  }

  async reset() {
    await fetch(`${this.#url}/__reset`, { method: 'POST', body: '{}' });
  }

  async #get(place) {
    return (await fetch(this.#url + place)).json();
  }

  cpuSeconds() {
    return this.#process ? row(this.#process.pid)?.cpu ?? 0 : 0;
  }

  stop() {
    return stop(this.#process);
  }
}

// The results, written after every step, and the lines on the console.
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import { megabytes, now, round } from './figures.mjs';

export class Report {
  #file;
  #begun = now();
  #all;

  constructor(options) {
    fs.mkdirSync(options.work, { recursive: true });
    this.#file = options.out;
    this.#all = {
      gateway: options.target.name,
      when: new Date().toISOString(),
      host: { cpus: os.cpus().length, model: os.cpus()[0]?.model, memMB: megabytes(os.totalmem()), node: process.version },
      options: options.figures,
      contention: {},
      results: {},
    };
  }

  /** Keeps what a scenario found, also while it is still under way. */
  keep(scenario, found) {
    this.#all.results[scenario] = found;
    this.save();
  }

  /** A fixed piece of work of one thread: when its wall time is more than its processor time, others use the machine. */
  contention(name) {
    const cpu = process.cpuUsage(), begun = now(), block = Buffer.alloc(1 << 20, 7);
    for (let i = 0; i < 100; i++) crypto.createHash('sha256').update(block).digest();
    const used = process.cpuUsage(cpu);
    this.#all.contention[name] = { wallMs: round(now() - begun), cpuMs: round((used.user + used.system) / 1000), load: os.loadavg() };
  }

  end(more) {
    Object.assign(this.#all, more, { totalSec: round((now() - this.#begun) / 1000) });
    this.save();
    this.say('done', this.#file);
  }

  save() {
    fs.writeFileSync(this.#file, JSON.stringify(this.#all, null, 1));
  }

  say(...words) {
    console.log(`[${((now() - this.#begun) / 1000).toFixed(1).padStart(6)}s]`, ...words);
  }
}

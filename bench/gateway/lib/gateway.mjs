// The gateway under test: its state, its process, its clients.
import crypto from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Client, makeDevice } from './client.mjs';
import { now, round, sleep } from './figures.mjs';
import { run, stop, usage } from './processes.mjs';
import { Turns } from './turns.mjs';

const START_LIMIT_MS = 120_000;

export class Gateway {
  #target;
  #options;
  #device;
  #running = null;
  /** Tells this run's sessions from those of an earlier one on the same state. */
  salt = crypto.randomBytes(3).toString('hex');

  constructor(options) {
    this.#options = options;
    this.#target = options.target;
    this.#device = this.#target.client?.device ? makeDevice() : null;
  }

  get pid() { return this.#running.pid; }
  get client() { return this.#running.client; }
  get turns() { return this.#running.turns; }
  get target() { return this.#target; }
  get logFile() { return path.join(this.#options.work, `gw-${this.#target.name}.log`); }

  key(id) {
    return (this.#target.sessionKey ?? '{id}').replace('{id}', id);
  }

  freshKey(id) {
    return this.key(`${id}-${this.salt}`);
  }

  usage(how) {
    return usage(this.pid, how);
  }

  newClient(more = {}) {
    return new Client(this.#target, { ...this.#target.client, ...more }, this.#device);
  }

  /** A connection of its own that asks for turns. */
  async newTurns() {
    const client = this.newClient();
    await client.connect({ timeoutMs: 30_000 });
    return { client, turns: new Turns(client, this.#target.sendExtra) };
  }

  /** One that runs already, and is left running. */
  async attach(pid) {
    this.#running = { pid, process: null, ...await this.newTurns() };
  }

  async ensure() {
    if (!this.#running || this.#running.process?.done) await this.start();
  }

  /** Starts it and connects. Returns the milliseconds to an open port, to hello-ok and to readiness, and the processor's seconds. */
  async start() {
    this.#furnish();
    if (await this.#portOpen()) throw new Error(`port ${this.#target.port} is in use`);
    const begun = now(), process = run(this.#target.start.cmd, { ...this.#target.start, logFile: this.logFile });
    await this.#until(process, begun, 5, () => this.#portOpen());
    const portMs = round(now() - begun);
    let connected;
    await this.#until(process, begun, 10, async () => { connected = await this.newTurns().catch(() => null); return connected; });
    const measured = { portMs, helloMs: round(now() - begun), cpuToHelloSec: round(usage(process.pid).cpu) };
    if (this.#target.readyPath) {
      await this.#until(process, begun, 25, () => this.#ready());
      measured.readyMs = round(now() - begun);
    }
    this.#running = { pid: process.pid, process, ...connected };
    return { ...measured, cpuToReadySec: round(usage(process.pid).cpu) };
  }

  async #until(process, begun, everyMs, done) {
    while (!await done()) {
      if (process.done) throw new Error(`the gateway ended: ${JSON.stringify(process.done)}; see ${this.logFile}`);
      if (now() - begun > START_LIMIT_MS) throw new Error(`the gateway did not start in time; see ${this.logFile}`);
      await sleep(everyMs);
    }
  }

  #portOpen() {
    return new Promise((resolve) => {
      const socket = net.connect(this.#target.port, this.#target.host ?? '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }

  #ready() {
    return fetch(this.#target.url.replace(/^ws/, 'http') + this.#target.readyPath).then((answer) => answer.ok, () => false);
  }

  /** Returns the milliseconds it took to end. */
  async stop() {
    const running = this.#running;
    this.#running = null;
    await running?.client.close();
    return stop(running?.process, this.#target.stopSignal);
  }

  /** An attached one is used as it is, another one is started anew. */
  async fresh() {
    if (this.#options.attach === null) await this.stop();
    await this.ensure();
  }

  /** Begins with an empty state. */
  wipe() {
    if (this.#options.keepState) return;
    const state = path.resolve(this.#target.stateDir);
    if (!/^\/tmp\/[^/]+\/.+/.test(state)) throw new Error(`${state} is not wiped: a state to measure with lies two levels below /tmp`);
    fs.rmSync(state, { recursive: true, force: true });
    fs.mkdirSync(state, { recursive: true });
    if (this.#target.stateTemplate) fs.cpSync(this.#target.stateTemplate, state, { recursive: true });
  }

  #furnish() {
    if (!this.#target.workspace) return;
    fs.mkdirSync(this.#target.workspace, { recursive: true });
    fs.writeFileSync(path.join(this.#target.workspace, 'hello.txt'), 'hello from a file\n');
  }
}

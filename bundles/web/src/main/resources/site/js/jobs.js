const SHOWN = 50;

/** The jobs and what their runs came to: read once somebody looks, and after each event that says it is otherwise. Fires `change`. */
export class Jobs extends EventTarget {
  jobs = [];
  runs = [];
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
    this.shown = this.#gateway.has('cron.list') && this.#gateway.has('cron.runs');
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
    if (this.#looked && name === 'cron') this.refresh().catch(ignoreLostLine);
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
    const [page, log] = await Promise.all([
      this.#gateway.request('cron.list', { includeDisabled: true, limit: 200, offset: 0 }),
      this.#gateway.request('cron.runs', { scope: 'all', limit: SHOWN }),
    ]);
    Object.assign(this, { jobs: page.jobs, runs: log.entries });
    this.dispatchEvent(new CustomEvent('change'));
  }

  async run({ id }) {
    const { ran, reason } = await this.#gateway.request('cron.run', { id, mode: 'force' });
    if (ran === false) throw new Error(`Not started: ${reason}`);
  }

  enable({ id }) {
    return this.#gateway.request('cron.update', { id, patch: { enabled: true } });
  }

  disable({ id }) {
    return this.#gateway.request('cron.update', { id, patch: { enabled: false } });
  }

  remove({ id }) {
    return this.#gateway.request('cron.remove', { id });
  }
}

function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

import { Reading } from './reading.js';

const SHOWN = 50;

/** The jobs and what their runs came to. */
export class Jobs extends Reading {
  jobs = [];
  runs = [];

  constructor(gateway) {
    super(gateway, { methods: ['cron.list', 'cron.runs'], events: ['cron'] });
  }

  async read() {
    const [page, log] = await Promise.all([
      this.request('cron.list', { includeDisabled: true, limit: 200, offset: 0 }),
      this.request('cron.runs', { scope: 'all', limit: SHOWN }),
    ]);
    Object.assign(this, { jobs: page.jobs, runs: log.entries });
  }

  async run({ id }) {
    const { ran, reason } = await this.request('cron.run', { id, mode: 'force' });
    if (ran === false) throw new Error(`Not started: ${reason}`);
  }

  enable({ id }) {
    return this.request('cron.update', { id, patch: { enabled: true } });
  }

  disable({ id }) {
    return this.request('cron.update', { id, patch: { enabled: false } });
  }

  remove({ id }) {
    return this.request('cron.remove', { id });
  }
}

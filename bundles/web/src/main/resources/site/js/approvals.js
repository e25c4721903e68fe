import { Waiting } from './waiting.js';

/** The commands that wait for a person's word. */
export class Approvals extends Waiting {
  #gateway;

  constructor(gateway) {
    super({
      read: async () => (gateway.has('exec.approval.list') ? gateway.request('exec.approval.list') : []),
      asked: 'exec.approval.requested',
      settled: 'exec.approval.resolved',
    });
    this.#gateway = gateway;
  }

  decide({ id, decision }) {
    return this.#gateway.request('exec.approval.resolve', { id, decision });
  }
}

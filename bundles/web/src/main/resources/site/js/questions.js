import { Waiting } from './waiting.js';

/** What the assistant wants to know. */
export class Questions extends Waiting {
  #gateway;

  constructor(gateway) {
    super({
      read: async () => (gateway.has('question.list') ? (await gateway.request('question.list')).questions : []),
      asked: 'question.requested',
      settled: 'question.resolved',
    });
    this.#gateway = gateway;
  }

  answer({ id, answers }) {
    return this.#gateway.request('question.resolve', answers ? { id, answers: { answers } } : { id, cancel: true });
  }
}

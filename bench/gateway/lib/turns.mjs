// Turns of a conversation, followed by the number of their run.
import crypto from 'node:crypto';
import { distribution, now, sleep } from './figures.mjs';

const ENDS = new Set(['final', 'error', 'aborted']);
const MOST_RETRIES = 50;

/** Asks for turns over one client, and follows each to its end. */
export class Turns {
  #client;
  #more;
  #runs = new Map();
  #salt = crypto.randomBytes(4).toString('hex');
  #count = 0;

  /** @param more what the gateway wants beside the message in `chat.send` */
  constructor(client, more = {}) {
    this.#client = client;
    this.#more = more;
    client.on((frame, at) => this.#follow(frame, at));
  }

  #run(id) {
    if (!this.#runs.has(id)) this.#runs.set(id, { wake: () => {} });
    return this.#runs.get(id);
  }

  #follow({ event, payload }, at) {
    if (!payload?.runId || (event !== 'chat' && event !== 'agent')) return;
    const run = this.#run(payload.runId);
    if (event === 'agent') {
      if (payload.stream === 'assistant') run.word ??= at;
      if (payload.stream === 'tool' && payload.data?.phase === 'result') run.tool ??= at;
    } else if (payload.state === 'delta') {
      run.word ??= at;
    } else if (ENDS.has(payload.state) && !run.end) {
      Object.assign(run, { end: at, state: payload.state, message: payload.message, error: payload.errorMessage });
      run.wake();
    }
  }

  /** One message, and what became of it: all times in milliseconds since it was sent, null where nothing came. */
  async ask(sessionKey, message, { timeoutMs = 90_000 } = {}) {
    const key = `${this.#salt}-${++this.#count}`, sent = now();
    const { answer, retries } = await this.#send({ sessionKey, message, idempotencyKey: key, deliver: false, ...this.#more }, timeoutMs);
    const acknowledged = now(), id = answer.runId ?? key, run = this.#run(id);
    if (!run.end) await this.#end(run, message, timeoutMs);
    this.#runs.delete(id);
    const since = (at) => (at === undefined ? null : at - sent);
    return {
      id, retries, state: run.state, error: run.error, text: textOf(run.message),
      ackMs: acknowledged - sent, firstMs: since(run.word), toolMs: since(run.tool), finalMs: since(run.end),
    };
  }

  /** A gateway that is too busy says so, and when to come again. */
  async #send(params, timeoutMs) {
    for (let retries = 0; ; retries++) {
      try {
        return { answer: await this.#client.call('chat.send', params, timeoutMs), retries };
      } catch (refused) {
        if (!refused.err?.retryable || retries === MOST_RETRIES) throw refused;
        await sleep(refused.err.retryAfterMs ?? 200);
      }
    }
  }

  #end(run, message, timeoutMs) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no end in time of: ${message.slice(0, 40)}`)), timeoutMs);
      run.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function textOf(message) {
  if (typeof message?.content === 'string') return message.content;
  return (message?.content ?? []).map((block) => block.text ?? '').join('') || (message?.text ?? '');
}

/** @param expected what each answer has to contain */
export function summary(turns, expected) {
  return {
    ack: distribution(turns.map((turn) => turn.ackMs)),
    firstDelta: distribution(turns.map((turn) => turn.firstMs)),
    final: distribution(turns.map((turn) => turn.finalMs)),
    errors: turns.filter((turn) => turn.state !== 'final').length,
    badText: expected === undefined ? undefined : turns.filter((turn) => !turn.text.includes(expected)).length,
    errSample: turns.find((turn) => turn.error)?.error,
  };
}

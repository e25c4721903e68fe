import { Conversation } from './conversation.js';
import { uuid } from './ids.js';

const PAGE = 60;

/**
 * Sending, receiving, loading: keeps a `Conversation` for each session that was opened. Fires `change`, and `said` with the
 * words of an answer that is complete. Every message has its key before it is first sent, so sending again cannot double it.
 */
export class Chat extends EventTarget {
  #gateway;
  #sessions;
  #known = new Map();
  #subscribed = '';
  #loading = null;

  constructor(gateway, sessions) {
    super();
    this.#gateway = gateway;
    this.#sessions = sessions;
    sessions.addEventListener('open', () => this.#open().catch((error) => this.conversation.warn('open', error.message)));
  }

  get conversation() {
    return this.#of(this.#sessions.current);
  }

  /** After each connect: what was missed is read, and what was not acknowledged is sent again under its old key. */
  async begin() {
    this.#subscribed = '';
    await this.#subscribe();
    await this.refresh();
    for (const conversation of this.#known.values()) {
      for (const typed of conversation.pending.values()) if (typed.state === 'sending') this.#deliver(conversation, typed);
    }
  }

  heard(name, payload) {
    const conversation = this.#known.get(payload.sessionKey);
    if (!conversation) return;
    conversation.told++;
    if (name === 'session.message') conversation.message(payload);
    else if (name === 'agent') conversation.agent(payload);
    else if (name === 'chat') this.#chat(conversation, payload);
    else if (name === 'sessions.changed') this.#row(conversation, payload);
    else return;
    this.#changed();
  }

  send(text, files) {
    const { conversation } = this;
    const run = uuid();
    conversation.type(run, text, files);
    this.#changed();
    this.#deliver(conversation, conversation.pending.get(run));
  }

  again(run) {
    const typed = this.conversation.pending.get(run);
    if (!typed) return;
    typed.state = 'sending';
    this.#changed();
    this.#deliver(this.conversation, typed);
  }

  /** A file that an answer names: {name, mimeType, data}. */
  async media(messageId, place) {
    if (!this.#gateway.has('chat.media')) throw new Error('this gateway shows no files of its machine');
    return this.#gateway.request('chat.media', { sessionKey: this.#sessions.current, messageId, place });
  }

  stop() {
    return this.#gateway.request('chat.abort', { sessionKey: this.#sessions.current });
  }

  /** The newest page again: after a gap, a reconnect, or an answer whose end was not seen. */
  async refresh() {
    const { conversation } = this;
    try {
      let stale = true;
      while (stale) {
        const { told } = conversation;
        const page = await this.#history(conversation, {});
        // What was told while the page was on its way may be newer than it: where the page took its place, it is read once more.
        stale = conversation.history(page, told) && conversation.told !== told;
      }
    } catch (error) {
      if (error.code !== 'DISCONNECTED') throw error;
    }
    this.#changed();
  }

  /** One page above. Asked twice at once, it loads once. */
  older() {
    const { conversation } = this;
    if (this.#loading || !conversation.hasMore || !this.#gateway.connected) return;
    this.#loading = this.#history(conversation, { offset: conversation.nextOffset })
      .then((page) => conversation.earlier(page))
      .catch((error) => error.code === 'DISCONNECTED' || conversation.warn('older', error.message))
      .finally(() => {
        this.#loading = null;
        this.#changed();
      });
  }

  async #open() {
    this.#changed();
    if (!this.#gateway.connected) return;
    await this.#subscribe();
    await this.refresh();
  }

  async #subscribe() {
    const key = this.#sessions.current;
    const before = this.#subscribed;
    this.#subscribed = key;
    if (before && before !== key && this.#gateway.has('sessions.messages.unsubscribe')) {
      await this.#gateway.request('sessions.messages.unsubscribe', { key: before });
    }
    await this.#gateway.request('sessions.messages.subscribe', { key });
  }

  async #deliver(conversation, { run, text, files }) {
    const attachments = files.length ? { attachments: files } : {};
    try {
      const answer = await this.#gateway.request('chat.send', { sessionKey: conversation.key, message: text, idempotencyKey: run, ...attachments });
      conversation.sent(run, answer.status);
      // A command is answered at once and makes no run; what it did is in the transcript.
      if (answer.status !== 'started') await this.refresh();
    } catch (error) {
      // Without a line it stays "sending" and goes out with the next one.
      if (error.code !== 'DISCONNECTED') conversation.failed(run, error.message);
    }
    this.#changed();
  }

  #chat(conversation, payload) {
    const incomplete = conversation.chat(payload);
    if (payload.state === 'delta' || payload.state === 'status') return;
    if (payload.message && conversation === this.conversation) this.dispatchEvent(new CustomEvent('said', { detail: payload.message }));
    if (!incomplete || conversation !== this.conversation) return;
    this.refresh().then(() => conversation.answered(payload)).then(() => this.#changed(), (error) => conversation.warn(payload.runId, error.message));
  }

  #row(conversation, { reason, session, hasActiveRun, activeRunIds }) {
    conversation.row(session ?? { hasActiveRun, activeRunIds });
    if (reason !== 'reset' && reason !== 'delete') return;
    conversation.clear();
    if (conversation === this.conversation) this.refresh().catch((error) => conversation.warn('reset', error.message));
  }

  #history(conversation, more) {
    return this.#gateway.request('chat.history', { sessionKey: conversation.key, limit: PAGE, ...more });
  }

  #of(key) {
    if (!this.#known.has(key)) this.#known.set(key, new Conversation(key));
    return this.#known.get(key);
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

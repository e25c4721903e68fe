import { uuid } from './ids.js';

const LIMIT = 200;
const QUIET_MS = 250;

/** The index of sessions, the models, the agent, and which session is open. Fires `change`; `open` when another one is opened. */
export class Sessions extends EventTarget {
  rows = [];
  models = [];
  defaults = {};
  agent = {};
  current = new URLSearchParams(location.search).get('session') ?? '';
  #gateway;
  #drafts = new Map();
  #timer = 0;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
    addEventListener('popstate', () => this.open(new URLSearchParams(location.search).get('session') ?? this.mainKey, { remember: false }));
  }

  get mainKey() {
    return this.#house.mainSessionKey ?? 'agent:main:main';
  }

  get agentId() {
    return this.#house.defaultAgentId ?? 'main';
  }

  get #house() {
    return this.#gateway.hello?.snapshot?.sessionDefaults ?? {};
  }

  /** After each connect. */
  async begin() {
    if (!this.current) this.current = this.mainKey;
    await this.#gateway.request('sessions.subscribe');
    await Promise.all([this.refresh(), this.#loadModels(), this.#loadAgent()]);
  }

  row(key = this.current) {
    return this.rows.find((row) => row.key === key) ?? { key, ...this.#drafts.get(key) };
  }

  /** With what this browser started and the gateway does not know yet. */
  list() {
    return [...this.#drafts.values(), ...this.rows];
  }

  model() {
    const row = this.row();
    return {
      provider: row.modelProvider ?? this.defaults.modelProvider, model: row.model ?? this.defaults.model,
      chosen: Boolean(row.modelOverrideSource && row.modelOverrideSource !== 'default'),
    };
  }

  open(key, { remember = true } = {}) {
    if (key === this.current) return;
    this.current = key;
    if (remember) history.pushState(null, '', `?session=${encodeURIComponent(key)}`);
    this.dispatchEvent(new CustomEvent('open', { detail: key }));
    this.#changed();
  }

  /** A session begins with its first message: until then it is a key that only this page knows. */
  create() {
    const key = `agent:${this.agentId}:dashboard:${uuid()}`;
    this.#drafts.clear();
    this.#drafts.set(key, { key, draft: true, updatedAt: Date.now() });
    this.open(key);
  }

  async refresh() {
    const page = await this.#gateway.request('sessions.list', { limit: LIMIT, includeDerivedTitles: true })
      .catch((error) => error.code === 'INVALID_REQUEST' ? this.#gateway.request('sessions.list', {}) : Promise.reject(error));
    this.rows = newestFirst(page.sessions);
    this.defaults = page.defaults ?? {};
    for (const row of this.rows) this.#drafts.delete(row.key);
    this.#changed();
  }

  heard(name, payload) {
    if (name !== 'sessions.changed') return;
    if (payload.reason === 'delete' && payload.sessionKey === this.current) this.open(this.mainKey);
    const row = payload.session;
    if (row) this.#place(row);
    this.#changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#gateway.connected && this.refresh().catch(ignoreLostLine), QUIET_MS);
  }

  /** A session that began elsewhere, or just now, is in the list at once. */
  #place(row) {
    const before = this.rows.find((each) => each.key === row.key);
    this.rows = newestFirst([{ ...before, ...row }, ...this.rows.filter((each) => each !== before)]);
    this.#drafts.delete(row.key);
  }

  can() {
    const has = (method) => this.#gateway.has(method);
    return { rename: has('sessions.patch'), reset: has('sessions.reset'), delete: has('sessions.delete') };
  }

  rename(row, label) {
    return this.#gateway.request('sessions.patch', { key: row.key, label: label || null }).then(() => this.refresh());
  }

  pick(model) {
    return this.#gateway.request('sessions.patch', { key: this.current, model }).finally(() => this.refresh());
  }

  reset(row) {
    return this.#gateway.request('sessions.reset', { key: row.key }).then(() => this.refresh());
  }

  async delete(row) {
    await this.#gateway.request('sessions.delete', { key: row.key });
    if (row.key === this.current) this.open(this.mainKey);
    await this.refresh();
  }

  async #loadModels() {
    if (this.#gateway.has('models.list')) this.models = (await this.#gateway.request('models.list')).models ?? [];
    this.#changed();
  }

  async #loadAgent() {
    if (this.#gateway.has('agent.identity.get')) this.agent = await this.#gateway.request('agent.identity.get', { agentId: this.agentId });
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new CustomEvent('change'));
  }
}

function newestFirst(rows) {
  return [...rows].sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
}

/** After the next connect the list is read anyway. */
function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

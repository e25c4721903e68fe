import { uuid } from './ids.js';

const LIMIT = 200;
const QUIET_MS = 250;

/** The index of sessions, the models, the agent, and which session is open. Fires `change`; `open` when another one is opened. */
export class Sessions extends EventTarget {
  rows = [];
  models = [];
  defaults = {};
  agent = {};
  agents = [];
  groups = [];
  current = new URLSearchParams(location.search).get('session') ?? '';
  #gateway;
  #drafts = new Map();
  #timer = 0;
  #asked = 0;
  #shown = 0;

  constructor(gateway) {
    super();
    this.#gateway = gateway;
    addEventListener('popstate', () => this.open(new URLSearchParams(location.search).get('session') ?? this.mainKey, { remember: false }));
  }

  get mainKey() {
    return this.#house.mainSessionKey ?? 'agent:main:main';
  }

  /** Whose session is open; the house's own agent before one is. */
  get agentId() {
    return agentOf(this.current) ?? this.#house.defaultAgentId ?? 'main';
  }

  get #house() {
    return this.#gateway.hello?.snapshot?.sessionDefaults ?? {};
  }

  /** After each connect. */
  async begin() {
    if (!this.current) this.current = this.mainKey;
    await this.#gateway.request('sessions.subscribe');
    await Promise.all([this.refresh(), this.#loadModels(), this.#loadAgent(), this.#loadAgents()]);
  }

  row(key = this.current) {
    return this.rows.find((row) => row.key === key) ?? { key, ...this.#drafts.get(key) };
  }

  /** Those of the agent, with what this browser started and the gateway does not know yet; the open one in any case. */
  list() {
    const all = [...this.#drafts.values(), ...this.rows].filter(({ key }) => agentOf(key) === this.agentId);
    return all.some(({ key }) => key === this.current) || !this.current ? all : [{ key: this.current, draft: true }, ...all];
  }

  /** The conversation that an agent always has. */
  switchTo(agentId) {
    if (agentId !== this.agentId) this.open(agentId === agentOf(this.mainKey) ? this.mainKey : `agent:${agentId}:main`);
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
    const another = agentOf(key) !== agentOf(this.current);
    this.current = key;
    if (remember) history.pushState(null, '', `?session=${encodeURIComponent(key)}`);
    this.dispatchEvent(new CustomEvent('open', { detail: key }));
    this.#changed();
    if (another && this.#gateway.connected) Promise.all([this.refresh(), this.#loadAgent()]).catch(ignoreLostLine);
  }

  /** A session begins with its first message: until then it is a key that only this page knows. */
  create() {
    const key = `agent:${this.agentId}:dashboard:${uuid()}`;
    this.#drafts.clear();
    this.#drafts.set(key, { key, draft: true, updatedAt: Date.now() });
    this.open(key);
  }

  async refresh() {
    const { agentId } = this;
    const asked = ++this.#asked;
    const [page, grouped] = await Promise.all([
      this.#gateway.request('sessions.list', { limit: LIMIT, includeDerivedTitles: true, agentId })
        .catch((error) => error.code === 'INVALID_REQUEST' ? this.#gateway.request('sessions.list', {}) : Promise.reject(error)),
      this.#gateway.has('sessions.groups.list') ? this.#gateway.request('sessions.groups.list') : { groups: [] },
    ]);
    if (agentId !== this.agentId) return; // Another agent was chosen meanwhile, and is read by whoever chose it.
    if (asked < this.#shown) return; // A later question was answered first: this one is older than what is shown.
    this.#shown = asked;
    this.rows = newestFirst(page.sessions);
    this.groups = grouped.groups.map(({ name }) => name);
    this.defaults = page.defaults ?? {};
    for (const row of this.rows) this.#drafts.delete(row.key);
    this.#changed();
  }

  heard(name, payload) {
    if (name === 'config.changed') this.#loadAgents().catch(ignoreLostLine);
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
    return { rename: has('sessions.patch'), group: has('sessions.patch') && has('sessions.groups.list'), reset: has('sessions.reset'), delete: has('sessions.delete') };
  }

  rename(row, label) {
    return this.#gateway.request('sessions.patch', { key: row.key, label: label || null }).then(() => this.refresh());
  }

  /** @param name empty for no group */
  sort(row, name) {
    return this.#gateway.request('sessions.patch', { key: row.key, category: name || null }).then(() => this.refresh());
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

  async #loadAgents() {
    if (this.#gateway.has('agents.list')) this.agents = (await this.#gateway.request('agents.list')).agents ?? [];
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

function agentOf(key) {
  return /^agent:([^:]+):/.exec(key)?.[1];
}

function newestFirst(rows) {
  return [...rows].sort((a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0));
}

/** After the next connect the list is read anyway. */
function ignoreLostLine(error) {
  if (error.code !== 'DISCONNECTED') console.error(error);
}

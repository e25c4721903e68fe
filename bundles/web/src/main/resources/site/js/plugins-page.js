import { drawer, element, keepingFocus, row, rowsOr } from './dom.js';

const LEVELS = { error: 'refused', warn: 'taken back', info: 'a note' };
const NONE_ADDED = 'Nothing was added yet. Drop a jar into deploy/, or begin one with: chela dev new tool my-tool';

/** `<plugins-page>`: what was added to the gateway, what it came with, and what it did not take. Fires `act` with {action, plugin}. */
class PluginsPage extends HTMLElement {
  #stamp = '';

  connectedCallback() {
    this.draw = drawer(this);
    this.status = element('p', { role: 'status', class: 'pairing-status' });
    this.heading = element('h2', { tabindex: '-1' }, 'Plugins');
    for (const list of ['notices', 'added', 'builtin']) this[list] = element('ul', { class: 'pairing-rows' });
    this.noticed = section('notices', 'News of deploy/', this.notices);
    this.append(element('div', { class: 'pairing' }, this.heading, this.status, this.noticed,
      section('added', 'Added', this.added), section('builtin', 'Came with the gateway', this.builtin)));
  }

  /** @param all {added, builtin, notices} as the gateway lists them */
  show(all) {
    this.draw(() => this.#draw(all));
  }

  #draw({ added, builtin, notices }) {
    const stamp = JSON.stringify([added, builtin, notices]);
    if (this.#stamp === stamp) return;
    this.#stamp = stamp;
    keepingFocus(this, () => {
      this.notices.replaceChildren(...notices.map(({ level, source, message }) => row(`notice/${source}`, source, [LEVELS[level], message], [])));
      this.added.replaceChildren(...rowsOr(added.map((plugin) => this.#plugin(plugin)), NONE_ADDED));
      this.builtin.replaceChildren(...builtin.map((plugin) => row(plugin.id, plugin.id, facts(plugin), [])));
    }, () => this.enter());
    this.noticed.hidden = notices.length === 0;
    const ill = [...added, ...builtin].filter(({ error }) => error).length;
    this.status.textContent = ill ? `${ill} of ${added.length + builtin.length} not working.` : 'All of them work.';
  }

  /** For whoever came here by a key or a screen reader. */
  enter() {
    this.heading.focus();
  }

  #plugin(plugin) {
    const { id, enabled, before } = plugin;
    const actions = enabled ? [before && ['rollback', `Back to ${before}`, ''], ['disable', 'Put aside', '']] : [['enable', 'Use again', 'primary']];
    return row(id, id, facts(plugin), [...actions.filter(Boolean), ['remove', 'Remove', 'danger']],
      (action) => this.dispatchEvent(new CustomEvent('act', { detail: { action, plugin } })));
  }
}

function facts({ version, enabled, error, description }) {
  return [`${version} · ${!enabled ? 'put aside' : error ? 'does not work' : 'in use'}`, error, description];
}

function section(id, title, list) {
  return element('section', { 'aria-labelledby': `plugins-${id}` }, element('h3', { id: `plugins-${id}` }, title), list);
}

customElements.define('plugins-page', PluginsPage);

import { drawer, element, icon } from './dom.js';

/**
 * `<session-list>`: the sessions, newest first, by groups where there are some. Fires `choose`, `rename`, `group`, `reset` and `delete` with a session's row.
 */
class SessionList extends HTMLElement {
  #rows = [];
  #current = '';
  #can = {};
  #groups = [];
  #query = '';

  connectedCallback() {
    this.search = element('input', {
      type: 'search', placeholder: 'Search', 'aria-label': 'Search sessions', oninput: () => this.#filter(this.search.value),
    });
    this.list = element('ul', { class: 'sessions' });
    this.draw = drawer(this.list);
    this.append(element('div', { class: 'search' }, icon('search'), this.search), this.list);
  }

  /** @param can {rename, group, reset, delete}: what the gateway lets this client do @param groups their names, in order */
  show(rows, current, can, groups) {
    this.#groups = groups;
    this.#rows = rows;
    this.#current = current;
    this.#can = can;
    this.draw(() => this.#draw());
  }

  #filter(query) {
    this.#query = query.trim().toLowerCase();
    this.draw(() => this.#draw());
  }

  #draw() {
    // A menu that someone has open must not vanish because an event came in.
    if (this.querySelector('details[open]')) return void (this.stale = true);
    this.stale = false;
    const focused = document.activeElement?.closest('li')?.dataset.key;
    const rows = this.#rows.filter((row) => `${titleOf(row)} ${row.key}`.toLowerCase().includes(this.#query));
    this.list.replaceChildren(...this.#grouped(rows));
    if (!rows.length) this.list.append(element('li', { class: 'none' }, this.#query ? 'No session matches.' : 'No sessions yet.'));
    if (focused) this.list.querySelector(`li[data-key="${CSS.escape(focused)}"] button`)?.focus();
  }

  /** What is in no group first: it is what one works with. */
  #grouped(rows) {
    const loose = rows.filter(({ category }) => !this.#groups.includes(category));
    return [...loose.map((row) => this.#row(row)), ...this.#groups.flatMap((name) => {
      const inside = rows.filter(({ category }) => category === name);
      const head = element('li', { class: 'group' }, element('span', { role: 'heading', 'aria-level': '2' }, name));
      return inside.length ? [head, ...inside.map((row) => this.#row(row))] : [];
    })];
  }

  #row(row) {
    const here = row.key === this.#current;
    const open = element('button', { type: 'button', class: 'session', 'aria-current': here ? 'page' : null, onclick: () => this.#fire('choose', row) },
      element('span', { class: 'session-title' }, titleOf(row)),
      element('span', { class: 'session-when' }, row.hasActiveRun ? element('span', { class: 'pulse', title: 'working', role: 'img', 'aria-label': 'working' }) : when(row.updatedAt)));
    return element('li', { 'data-key': row.key }, open, this.#menu(row));
  }

  #menu(row) {
    const items = [['rename', 'pencil', 'Rename'], ['group', 'group', 'Move to group'], ['reset', 'reset', 'Start afresh'], ['delete', 'trash', 'Delete']]
      .filter(([action]) => this.#can[action] && !(action === 'delete' && row.isMain));
    if (!items.length || row.draft) return null;
    const menu = element('details', { class: 'menu', ontoggle: () => !menu.open && this.stale && this.draw(() => this.#draw()) },
      element('summary', { 'aria-label': `Actions for ${titleOf(row)}`, title: 'Actions' }, icon('dots')),
      element('div', { class: 'menu-items' }, ...items.map(([action, sign, label]) => element('button', {
        type: 'button', class: action === 'delete' ? 'danger' : null,
        onclick: () => { menu.open = false; this.#fire(action, row); },
      }, icon(sign), label))));
    menu.addEventListener('focusout', (event) => { if (!menu.contains(event.relatedTarget)) menu.open = false; });
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.firstElementChild.focus();
    });
    return menu;
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** What a person would call the session. */
export function titleOf(row) {
  if (row.label) return row.label;
  const rest = row.key.split(':').slice(2).join(':') || row.key;
  // It is always there, whatever was said in it first.
  if (row.isMain || rest === 'main') return 'Main session';
  if (row.displayName && row.displayName !== row.key) return row.displayName;
  if (row.derivedTitle) return row.derivedTitle;
  if (/^dashboard:[\da-f-]{36}$/.test(rest)) return row.draft ? 'New session' : `Session ${rest.slice(10, 14)}`;
  return rest;
}

function when(at) {
  if (!at) return '';
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(undefined, today ? { hour: 'numeric', minute: '2-digit' } : { day: 'numeric', month: 'short' });
}

customElements.define('session-list', SessionList);

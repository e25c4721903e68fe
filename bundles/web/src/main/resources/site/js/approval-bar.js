import { element } from './dom.js';

const SAYS = { 'allow-once': 'Allow once', 'allow-always': 'Always allow', deny: 'Deny' };

/** `<approval-bar>`: commands that wait for the reader's word, above the place where one types. Fires `decide` with {id, decision}. */
export class ApprovalBar extends HTMLElement {
  #shown = new Map();

  connectedCallback() {
    this.setAttribute('aria-live', 'polite');
    this.hidden = true;
  }

  show(waiting) {
    const ids = new Set(waiting.map(({ id }) => id));
    for (const [id, node] of this.#shown) if (!ids.has(id)) { node.remove(); this.#shown.delete(id); }
    for (const approval of waiting) if (!this.#shown.has(approval.id)) this.#add(approval);
    this.hidden = waiting.length === 0;
  }

  #add({ id, request }) {
    const where = [request.cwd && `in ${request.cwd}`, request.sessionKey].filter(Boolean).join(' · ');
    const node = element('section', { class: 'approval', 'aria-label': 'Approval' },
      element('p', {}, 'The assistant asks to run'),
      element('pre', { tabindex: '0' }, request.command),
      where && element('p', { class: 'approval-where' }, where),
      element('div', { class: 'buttons' }, ...request.allowedDecisions.map((decision) => this.#button(id, decision))));
    this.#shown.set(id, node);
    this.append(node);
  }

  #button(id, decision) {
    const decide = () => this.dispatchEvent(new CustomEvent('decide', { detail: { id, decision } }));
    return element('button', { type: 'button', class: decision === 'allow-once' ? 'primary' : null, onclick: decide }, SAYS[decision] ?? decision);
  }
}

customElements.define('approval-bar', ApprovalBar);

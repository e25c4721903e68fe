import { element } from './dom.js';
import { WaitingBar } from './waiting-bar.js';

const SAYS = { 'allow-once': 'Allow once', 'allow-always': 'Always allow', deny: 'Deny' };

/** `<approval-bar>`: commands that wait for the reader's word. Fires `decide` with {id, decision}. */
export class ApprovalBar extends WaitingBar {
  drawn({ id, request }) {
    const where = [request.cwd && `in ${request.cwd}`, request.sessionKey].filter(Boolean).join(' · ');
    return element('section', { class: 'approval', 'aria-label': 'Approval' },
      element('p', {}, 'The assistant asks to run'),
      element('pre', { tabindex: '0' }, request.command),
      where && element('p', { class: 'approval-where' }, where),
      element('div', { class: 'buttons' }, ...request.allowedDecisions.map((decision) => this.#button(id, decision))));
  }

  #button(id, decision) {
    const decide = () => this.dispatchEvent(new CustomEvent('decide', { detail: { id, decision } }));
    return element('button', { type: 'button', class: decision === 'allow-once' ? 'primary' : null, onclick: decide }, SAYS[decision] ?? decision);
  }
}

customElements.define('approval-bar', ApprovalBar);

import { element } from './dom.js';

/** `<agent-picker>`: whose sessions are listed, where there are several agents. Fires `pick` with an agent's id. */
class AgentPicker extends HTMLElement {
  connectedCallback() {
    this.select = element('select', { 'aria-label': 'Agent', title: 'Agent', onchange: () => this.#picked() });
    this.append(this.select);
    this.hidden = true;
  }

  /** @param agents as the gateway lists them @param current the id of the one that is shown */
  show(agents, current) {
    const stamp = JSON.stringify([agents, current]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    const known = agents.some(({ id }) => id === current);
    const all = known || !current ? agents : [...agents, { id: current, name: `${current} (removed)` }];
    this.select.replaceChildren(...all.map((agent) => element('option', { value: agent.id, selected: agent.id === current }, nameOf(agent))));
    this.select.value = current;
    this.hidden = all.length < 2;
  }

  #picked() {
    this.stamp = '';
    this.dispatchEvent(new CustomEvent('pick', { detail: this.select.value }));
  }
}

function nameOf({ id, name, identity }) {
  const said = identity?.name || name || id;
  return identity?.emoji ? `${identity.emoji} ${said}` : said;
}

customElements.define('agent-picker', AgentPicker);

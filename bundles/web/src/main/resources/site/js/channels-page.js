import { dayAndTime, drawer, element, rowsOr } from './dom.js';

/** `<channels-page>`: how each channel's accounts are, and what did not arrive over them. Fires `act` with {action, row, name}. */
class ChannelsPage extends HTMLElement {
  #stamp = '';

  connectedCallback() {
    this.draw = drawer(this);
    this.status = element('p', { role: 'status', class: 'pairing-status' });
    this.heading = element('h2', { tabindex: '-1' }, 'Channels');
    this.accounts = element('ul', { class: 'pairing-rows' });
    this.undelivered = element('ul', { class: 'pairing-rows' });
    this.append(element('div', { class: 'pairing' }, this.heading, this.status,
      element('section', { 'aria-labelledby': 'channels-accounts' }, element('h3', { id: 'channels-accounts' }, 'Accounts'), this.accounts),
      element('section', { 'aria-labelledby': 'channels-undelivered' }, element('h3', { id: 'channels-undelivered' }, 'What did not arrive'), this.undelivered)));
  }

  /** @param all {accounts, undelivered} as the gateway lists them */
  show(all) {
    this.draw(() => this.#draw(all));
  }

  #draw({ accounts, undelivered }) {
    const stamp = JSON.stringify([accounts, undelivered]);
    if (this.#stamp === stamp) return;
    this.#stamp = stamp;
    const held = document.activeElement?.closest?.('channels-page li')?.dataset.key;
    const within = this.contains(document.activeElement);
    this.accounts.replaceChildren(...rowsOr(accounts.map((row) => this.#account(row)), 'No channel is configured. See: chela channels add'));
    this.undelivered.replaceChildren(...rowsOr(undelivered.map((row) => this.#delivery(row)), 'Everything arrived.'));
    const again = held && this.querySelector(`li[data-key="${CSS.escape(held)}"] button`);
    if (again) again.focus();
    else if (within) this.enter();
    const ill = accounts.filter(({ enabled, connected }) => enabled && !connected).length;
    this.status.textContent = [ill ? `${ill} of ${accounts.length} accounts not connected.` : 'All accounts are connected.',
      undelivered.length > 0 && `${undelivered.length} did not arrive, or may not have.`].filter(Boolean).join(' ');
  }

  /** For whoever came here by a key or a screen reader. */
  enter() {
    this.heading.focus();
  }

  #account(row) {
    const { channel, label, accountId, enabled, running, connected, healthState, detail, advice, lastError, lastInboundAt, lastOutboundAt } = row;
    return this.#row(`${channel}/${accountId}`, row, `${label} · ${accountId}`, [
      [!enabled ? 'disabled' : !running ? 'stopped' : connected ? 'connected' : healthState ?? 'not connected', detail].filter(Boolean).join(': '),
      advice, !connected && lastError,
      [lastInboundAt && `last heard ${dayAndTime(lastInboundAt)}`, lastOutboundAt && `last sent ${dayAndTime(lastOutboundAt)}`].filter(Boolean).join(' · '),
    ], !enabled ? [] : running ? [['stop', 'Stop', '']] : [['start', 'Start', 'primary']]);
  }

  #delivery(row) {
    const { key, channel, accountId, to, kind, text, state, attempts, error, queuedAt } = row;
    return this.#row(key, row, text || kind, [
      `${channel} · ${accountId} · ${to}`,
      `${state === 'in-doubt' ? 'may have arrived' : 'refused'} · ${dayAndTime(queuedAt)}${attempts > 1 ? ` · tried ${attempts} times` : ''}`, error,
    ], [['resend', 'Send again', 'primary'], ['dismiss', 'Dismiss', '']]);
  }

  #row(key, row, name, facts, actions) {
    return element('li', { 'data-key': key },
      element('div', { class: 'pairing-who' }, element('strong', {}, name), ...facts.filter(Boolean).map((fact) => element('span', {}, fact))),
      element('div', { class: 'buttons' }, ...actions.map(([action, label, look]) => element('button', {
        type: 'button', class: look, 'aria-label': `${label}: ${name}`,
        onclick: () => this.dispatchEvent(new CustomEvent('act', { detail: { action, row, name } })),
      }, label))));
  }
}

customElements.define('channels-page', ChannelsPage);

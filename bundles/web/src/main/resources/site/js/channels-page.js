import { dayAndTime, drawer, element, keepingFocus, row, rowsOr } from './dom.js';

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
    keepingFocus(this, () => {
      this.accounts.replaceChildren(...rowsOr(accounts.map((account) => this.#account(account)), 'No channel is configured. See: chela channels add'));
      this.undelivered.replaceChildren(...rowsOr(undelivered.map((one) => this.#delivery(one)), 'Everything arrived.'));
    }, () => this.enter());
    const ill = accounts.filter(({ enabled, connected }) => enabled && !connected).length;
    this.status.textContent = [ill ? `${ill} of ${accounts.length} accounts not connected.` : 'All accounts are connected.',
      undelivered.length > 0 && `${undelivered.length} did not arrive, or may not have.`].filter(Boolean).join(' ');
  }

  /** For whoever came here by a key or a screen reader. */
  enter() {
    this.heading.focus();
  }

  #account(account) {
    const { channel, label, accountId, enabled, running, connected, healthState, detail, advice, lastError, lastInboundAt, lastOutboundAt } = account;
    return this.#row(`${channel}/${accountId}`, account, `${label} · ${accountId}`, [
      [!enabled ? 'disabled' : !running ? 'stopped' : connected ? 'connected' : healthState ?? 'not connected', detail].filter(Boolean).join(': '),
      advice, !connected && lastError,
      [lastInboundAt && `last heard ${dayAndTime(lastInboundAt)}`, lastOutboundAt && `last sent ${dayAndTime(lastOutboundAt)}`].filter(Boolean).join(' · '),
    ], !enabled ? [] : running ? [['stop', 'Stop', '']] : [['start', 'Start', 'primary']]);
  }

  #delivery(delivery) {
    const { key, channel, accountId, to, kind, text, state, attempts, error, queuedAt } = delivery;
    return this.#row(key, delivery, text || kind, [
      `${channel} · ${accountId} · ${to}`,
      `${state === 'in-doubt' ? 'may have arrived' : 'refused'} · ${dayAndTime(queuedAt)}${attempts > 1 ? ` · tried ${attempts} times` : ''}`, error,
    ], [['resend', 'Send again', 'primary'], ['dismiss', 'Dismiss', '']]);
  }

  #row(key, about, name, facts, actions) {
    return row(key, name, facts, actions, (action) => this.dispatchEvent(new CustomEvent('act', { detail: { action, row: about, name } })));
  }
}

customElements.define('channels-page', ChannelsPage);

import { drawer, element, row } from './dom.js';

const KINDS = [
  ['asking', 'People who ask', 'Nobody waits to be let in.', [['approve', 'Approve', 'primary'], ['dismiss', 'Reject']]],
  ['devices', 'Devices that ask', 'No device waits to be let in.', [['approveDevice', 'Approve', 'primary'], ['rejectDevice', 'Reject']]],
  ['people', 'People who may write', 'Nobody was let in by a code yet.', [['remove', 'Shut out', 'danger']]],
  ['paired', 'Devices that may connect', 'No device was let in yet.', [['removeDevice', 'Remove', 'danger']]],
];
const IDENTITY = ({ requestId, deviceId, channel, accountId, senderId }) => requestId ?? deviceId ?? `${channel}/${accountId}/${senderId}`;

/** `<pairing-page>`: who and what asks to be let in, and who was. Fires `act` with {action, row, name}. */
class PairingPage extends HTMLElement {
  #stamps = new Map();

  connectedCallback() {
    this.draw = drawer(this);
    this.status = element('p', { role: 'status', class: 'pairing-status' });
    this.heading = element('h2', { tabindex: '-1' }, 'Who may come in');
    this.lists = new Map(KINDS.map(([kind]) => [kind, element('ul', { class: 'pairing-rows' })]));
    this.append(element('div', { class: 'pairing' }, this.heading, this.status, ...KINDS.map(([kind, title]) =>
      element('section', { 'aria-labelledby': `pairing-${kind}` }, element('h3', { id: `pairing-${kind}` }, title), this.lists.get(kind)))));
  }

  /** @param all {asking, devices, people, paired} as the gateway lists them */
  show(all) {
    this.draw(() => this.#draw(all));
  }

  #draw(all) {
    for (const [kind, , none, actions] of KINDS) this.#list(kind, all[kind], none, actions);
    const waiting = all.asking.length + all.devices.length;
    const said = waiting === 0 ? 'Nobody waits.' : waiting === 1 ? 'One waits for your word.' : `${waiting} wait for your word.`;
    if (this.status.textContent !== said) this.status.textContent = said;
  }

  /** For whoever came here by a key or a screen reader. */
  enter() {
    this.heading.focus();
  }

  #list(kind, rows, none, actions) {
    const stamp = JSON.stringify(rows);
    if (this.#stamps.get(kind) === stamp) return;
    this.#stamps.set(kind, stamp);
    const list = this.lists.get(kind);
    const held = document.activeElement?.closest?.('pairing-page li')?.dataset.key;
    const kept = rows.some((row) => IDENTITY(row) === held);
    const lost = list.contains(document.activeElement) && !kept;
    list.replaceChildren(...rows.map((one) => this.#row(kind, one, actions)));
    if (!rows.length) list.append(element('li', { class: 'none' }, none));
    if (kept) list.querySelector(`li[data-key="${CSS.escape(held)}"] button`)?.focus();
    else if (lost) this.enter();
  }

  #row(kind, who, actions) {
    const { name, facts } = kind === 'asking' || kind === 'people' ? person(who) : device(who);
    return row(IDENTITY(who), name, facts, actions, (action) => this.dispatchEvent(new CustomEvent('act', { detail: { action, row: who, name } })));
  }
}

function person({ senderLabel, senderId, channel, channelLabel, accountId, metadata, expiresAt, approvedAt }) {
  return {
    name: senderLabel || senderId,
    facts: [
      `${channelLabel ?? channel} · ${accountId} · ${senderId}`,
      metadata?.code && element('span', {}, 'Code ', element('code', {}, metadata.code), ` · until ${time(expiresAt)}`),
      approvedAt && `since ${day(approvedAt)}`,
    ],
  };
}

function device({ label, displayName, deviceId, platform, deviceFamily, remoteIp, scopes, role, connected, approvedAtMs }) {
  return {
    name: label || displayName || `Device ${deviceId.slice(0, 12)}`,
    facts: [
      [platform, deviceFamily, remoteIp, deviceId.slice(0, 12)].filter(Boolean).join(' · '),
      (scopes ?? []).length ? `may: ${scopes.map((scope) => scope.replace(/^operator\./, '')).join(', ')}` : role && `as ${role}`,
      approvedAtMs && `since ${day(approvedAtMs)}${connected ? ' · connected' : ''}`,
    ],
  };
}

function time(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
}

function day(at) {
  return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

customElements.define('pairing-page', PairingPage);

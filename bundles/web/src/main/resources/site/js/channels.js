import { Reading } from './reading.js';

/** The channels' accounts, and what did not arrive over them. */
export class Channels extends Reading {
  accounts = [];
  undelivered = [];

  constructor(gateway) {
    super(gateway, { methods: ['channels.status', 'deliveries.list'], events: ['deliveries.changed', 'health'] });
  }

  async read() {
    const [status, { deliveries }] = await Promise.all([this.request('channels.status', {}), this.request('deliveries.list', {})]);
    this.accounts = status.channelOrder.flatMap((channel) => (status.channelAccounts[channel] ?? []).map((account) => (
      { ...account, channel, label: status.channelLabels[channel] ?? channel })));
    this.undelivered = deliveries;
  }

  start({ channel, accountId }) {
    return this.change('channels.start', { channel, accountId });
  }

  stop({ channel, accountId }) {
    return this.change('channels.stop', { channel, accountId });
  }

  resend({ key }) {
    return this.change('deliveries.resend', { key });
  }

  dismiss({ key }) {
    return this.change('deliveries.dismiss', { key });
  }
}

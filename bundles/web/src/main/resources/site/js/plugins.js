import { Reading } from './reading.js';

/** What was added to the gateway, what it came with, and what it did not take. */
export class Plugins extends Reading {
  added = [];
  builtin = [];
  notices = [];

  constructor(gateway) {
    super(gateway, { methods: ['plugins.list', 'plugins.history'], events: ['plugins.changed'] });
  }

  async read() {
    const { plugins, diagnostics } = await this.request('plugins.list', {});
    const added = plugins.filter(({ removable }) => removable);
    this.added = await Promise.all(added.map(async (plugin) => ({ ...plugin, before: await this.#before(plugin) })));
    this.builtin = plugins.filter(({ removable }) => !removable);
    this.notices = diagnostics;
  }

  /** The version to which one can go back; none of one that is put aside. */
  async #before({ id, enabled }) {
    if (!enabled) return undefined;
    const { generations } = await this.request('plugins.history', { pluginId: id });
    return generations.find(({ until }) => until)?.version;
  }

  enable({ id }) {
    return this.change('plugins.setEnabled', { pluginId: id, enabled: true });
  }

  disable({ id }) {
    return this.change('plugins.setEnabled', { pluginId: id, enabled: false });
  }

  rollback({ id }) {
    return this.change('plugins.rollback', { pluginId: id });
  }

  remove({ id }) {
    return this.change('plugins.uninstall', { pluginId: id });
  }
}

import { element } from './dom.js';

/** `<model-picker>`: the model of the session, and the others. Fires `pick` with "provider/model", or null for the default. */
class ModelPicker extends HTMLElement {
  connectedCallback() {
    this.select = element('select', { 'aria-label': 'Model', title: 'Model', onchange: () => this.#picked() });
    this.append(this.select);
    this.hidden = true;
  }

  /** @param current {provider, model, chosen}: what the session uses, and whether someone chose it for this session */
  show(models, current, changeable) {
    const now = current.model ? `${current.provider}/${current.model}` : '';
    const stamp = JSON.stringify([models, current, changeable]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    const groups = new Map();
    for (const model of models) groups.set(model.provider, [...(groups.get(model.provider) ?? []), model]);
    const options = [...groups].map(([provider, all]) => element('optgroup', { label: provider }, ...all.map((model) => this.#option(model, now))));
    if (now && !models.some((model) => nameOf(model) === now)) options.unshift(element('option', { value: now, selected: true }, current.model));
    if (current.chosen) options.push(element('option', { value: '' }, 'Use the default model'));
    this.select.replaceChildren(...options);
    this.select.disabled = !changeable || options.length === 0;
    this.hidden = options.length === 0;
  }

  #option(model, now) {
    const name = nameOf(model);
    const off = model.available === false;
    return element('option', { value: name, selected: name === now, disabled: off && name !== now }, (model.name || model.id) + (off ? ' (not set up)' : ''));
  }

  #picked() {
    this.stamp = '';
    this.dispatchEvent(new CustomEvent('pick', { detail: this.select.value || null }));
  }
}

function nameOf(model) {
  return `${model.provider}/${model.id}`;
}

customElements.define('model-picker', ModelPicker);

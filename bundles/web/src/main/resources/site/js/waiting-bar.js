/** A bar above the place where one types, for what waits for the reader's word. Who extends it says what one of them looks like. */
export class WaitingBar extends HTMLElement {
  #shown = new Map();

  connectedCallback() {
    this.setAttribute('aria-live', 'polite');
    this.hidden = true;
  }

  /** What stands there already is left alone: somebody may be writing in it. */
  show(waiting) {
    const ids = new Set(waiting.map(({ id }) => id));
    for (const [id, node] of this.#shown) if (!ids.has(id)) { node.remove(); this.#shown.delete(id); }
    for (const one of waiting) if (!this.#shown.has(one.id)) this.#add(one);
    this.hidden = waiting.length === 0;
  }

  #add(one) {
    const node = this.drawn(one);
    this.#shown.set(one.id, node);
    this.append(node);
  }
}

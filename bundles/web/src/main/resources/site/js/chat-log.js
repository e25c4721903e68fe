import { element, icon } from './dom.js';
import { draw, redraw } from './blocks.js';

const NEAR_END = 80;

/**
 * `<chat-log>`: the conversation. Give it blocks; it changes only what changed, keeps the end in sight while the reader is there,
 * keeps the reader's place otherwise, and fires `older` when its top comes near.
 */
class ChatLog extends HTMLElement {
  #shown = new Map(); // key → {block, node}
  #following = true;

  connectedCallback() {
    this.list = element('div', { class: 'log-list', role: 'log', 'aria-live': 'off', 'aria-label': 'Conversation', tabindex: '0' });
    this.top = element('div', { class: 'log-top' });
    this.greeting = element('div', { class: 'greeting' });
    this.jump = element('button', { type: 'button', class: 'jump', hidden: true, onclick: () => this.toEnd() }, icon('down'), 'Latest');
    this.append(element('div', { class: 'log-scroll' }, this.top, this.greeting, this.list), this.jump);
    this.scroller = this.firstElementChild;
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new IntersectionObserver(([entry]) => entry.isIntersecting && this.#askOlder(), { root: this.scroller, rootMargin: '400px' }).observe(this.top);
    new ResizeObserver(() => this.#following && this.#stick()).observe(this.list);
  }

  /** Another conversation: nothing of the old one stays. */
  clear() {
    this.#shown.clear();
    this.list.replaceChildren();
    this.#following = true;
  }

  show(blocks, { hasMore }) {
    const height = this.scroller.scrollHeight;
    const first = this.#firstKey();
    this.#reconcile(blocks);
    this.top.textContent = hasMore ? 'Loading earlier messages…' : '';
    this.hasMore = hasMore;
    const grewAbove = first && blocks.length && blocks[0].key !== first && this.#shown.has(first);
    if (this.#following) this.#stick();
    else if (grewAbove) this.scroller.scrollTop += this.scroller.scrollHeight - height;
    this.#scrolled();
  }

  toEnd() {
    this.#following = true;
    this.#stick();
    this.#scrolled();
  }

  #firstKey() {
    return this.#shown.keys().next().value;
  }

  #reconcile(blocks) {
    const next = new Map();
    let place = this.list.firstChild;
    for (const block of blocks) {
      const known = this.#shown.get(block.key);
      const node = known ? redraw(known.node, known.block, block) : draw(block);
      next.set(block.key, { block, node });
      if (known && known.node !== node) {
        if (place === known.node) place = node;
        known.node.replaceWith(node);
      }
      if (node === place) place = place.nextSibling;
      else this.list.insertBefore(node, place);
    }
    for (const [key, { node }] of this.#shown) if (!next.has(key)) node.remove();
    this.#shown = next;
  }

  #askOlder() {
    if (this.hasMore) this.dispatchEvent(new CustomEvent('older'));
  }

  #stick() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#following = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.jump.hidden = this.#following;
    if (scrollTop < 400) this.#askOlder();
  }
}

customElements.define('chat-log', ChatLog);

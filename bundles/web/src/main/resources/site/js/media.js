import { element, icon } from './dom.js';

const LINE = /^[ \t]{0,3}MEDIA:[ \t]*(?:`([^`]+)`|"([^"]+)"|([^`"\s](?:.*\S)?))[ \t]*\r?$/;
const FENCE = /^[ \t]*(?:```|~~~)/;
const SHOWN = /^image\/(png|jpeg|gif|webp)$/;
const PICTURE = /\.(png|jpe?g|gif|webp)$/i;
const ADDRESS = /^https:\/\//i;

/** An answer in order, as the gateway reads it (core, `MediaLines`): {text}, and {place} for each line that names a file, outside of code. */
export function split(text) {
  if (!text.includes('MEDIA:')) return [{ text }];
  const parts = [];
  let words = [];
  let code = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) code = !code;
    const named = code ? null : LINE.exec(line);
    if (!named) { words.push(line); continue; }
    parts.push({ text: words.join('\n') }, { place: named[1] ?? named[2] ?? named[3] });
    words = [];
  }
  return [...parts, { text: words.join('\n') }];
}

/** The words of an answer that is still being written. */
export function words(text) {
  return split(text).map((part) => part.text ?? '').join('\n').trimEnd();
}

/**
 * `<chat-media>`: a file that an answer names. Fires `media` with {message, place, give}, where `give` takes the promise of the file; a
 * picture is asked for when it comes into sight, another file when somebody wants it, and an address by nobody but the reader.
 */
class ChatMedia extends HTMLElement {
  #url = '';
  #asked = false;
  #sight = null;

  connectedCallback() {
    if (this.firstChild) return;
    if (ADDRESS.test(this.place)) this.replaceChildren(this.#link());
    else if (!PICTURE.test(this.place)) this.replaceChildren(this.#button());
    else this.#watch();
  }

  /** A node that is only moved is there again at once. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#sight?.disconnect();
      if (this.#url) URL.revokeObjectURL(this.#url);
    });
  }

  #watch() {
    this.replaceChildren(element('span', { class: 'file' }, icon('file'), nameOf(this.place)));
    this.#sight = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#ask().then((file) => this.#show(file), (error) => this.#fail(error)));
    this.#sight.observe(this);
  }

  #link() {
    return element('a', { class: 'file', href: this.place, target: '_blank', rel: 'noopener noreferrer' }, icon('file'), this.place);
  }

  #button() {
    const get = () => this.#ask().then((file) => this.#save(file), (error) => this.#fail(error));
    return element('button', { type: 'button', class: 'link file', title: 'Download', onclick: get }, icon('file'), nameOf(this.place));
  }

  async #ask() {
    if (this.#asked) throw new Error('');
    this.#asked = true;
    this.#sight?.disconnect();
    let file;
    this.dispatchEvent(new CustomEvent('media', { bubbles: true, detail: { message: this.message, place: this.place, give: (promised) => { file = promised; } } }));
    const { name, mimeType, data } = await file;
    if (!this.isConnected) return { name, mimeType };
    // What is no picture is saved and never opened here: a page in it would be one of this house.
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    this.#url = URL.createObjectURL(new Blob([bytes], { type: SHOWN.test(mimeType) ? mimeType : 'application/octet-stream' }));
    return { name, mimeType };
  }

  #show({ name, mimeType }) {
    if (!this.#url) return;
    if (!SHOWN.test(mimeType)) return this.replaceChildren(this.#saved(name));
    const picture = element('img', { src: this.#url, alt: name });
    this.replaceChildren(element('figure', {}, picture, element('figcaption', {}, this.#saved(name))));
  }

  #save({ name }) {
    if (!this.#url) return;
    const link = this.#saved(name);
    this.replaceChildren(link);
    link.click();
  }

  #saved(name) {
    return element('a', { class: 'file', href: this.#url, download: name }, icon('file'), name);
  }

  #fail({ message }) {
    if (message) this.replaceChildren(element('span', { class: 'file' }, icon('alert'), `${nameOf(this.place)}: ${message}`));
  }
}

function nameOf(place) {
  return place.split(/[\\/]/).at(-1) || place;
}

customElements.define('chat-media', ChatMedia);

export function drawMedia({ message, place }) {
  return Object.assign(document.createElement('chat-media'), { message, place });
}

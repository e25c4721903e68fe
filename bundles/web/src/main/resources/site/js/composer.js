import { element, icon, iconButton } from './dom.js';
import { readFile } from './files.js';

const TALLEST = 240;

/**
 * `<chat-composer>`: the box to write in. Fires `send` with {text, files}, `stop`, and `refused` with a sentence for a file that
 * cannot be taken.
 */
class ChatComposer extends HTMLElement {
  #files = [];
  #limits = null;
  #busy = false;

  connectedCallback() {
    this.box = element('textarea', {
      id: 'message', rows: '1', placeholder: 'Write a message…', 'aria-label': 'Message', 'aria-describedby': 'composer-hint', autocomplete: 'off',
      oninput: () => this.#changed(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event),
    });
    this.chips = element('ul', { class: 'chips', 'aria-label': 'Attached files' });
    this.picker = element('input', { type: 'file', multiple: true, hidden: true, onchange: () => this.#take(this.picker.files) });
    this.attach = iconButton('clip', 'Attach files', () => this.picker.click());
    this.stop = element('button', { type: 'button', class: 'stop', hidden: true, title: 'Stop (Esc)', 'aria-label': 'Stop', onclick: () => this.#fire('stop') }, icon('stop'));
    this.go = element('button', { type: 'submit', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)' }, icon('up'));
    const form = element('form', { class: 'composer', onsubmit: (event) => this.#submit(event) },
      this.chips, element('div', { class: 'composer-row' }, this.attach, this.picker, this.box, this.stop, this.go));
    this.append(form, element('p', { id: 'composer-hint', class: 'hint' }, 'Enter to send, Shift+Enter for a new line. ', element('span', { class: 'hint-esc' }, 'Esc stops.')));
    this.#dropTarget(document.body);
    this.#changed();
  }

  /** @param limits {maxBytes, maxImageBytes} of the gateway's greeting; null when it takes no files */
  set limits(limits) {
    this.#limits = limits;
    this.attach.hidden = !limits;
  }

  set busy(busy) {
    this.#busy = busy;
    this.box.placeholder = busy ? 'Add to what it is doing…' : 'Write a message…';
    this.#changed();
  }

  focus() {
    this.box.focus();
  }

  #changed() {
    this.box.style.height = 'auto';
    this.box.style.height = `${Math.min(this.box.scrollHeight, TALLEST)}px`;
    const something = this.box.value.trim() || this.#files.length;
    this.go.disabled = !something;
    this.stop.hidden = !this.#busy;
    this.go.hidden = this.#busy && !something;
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    // A phone has no Shift key: there Enter is a new line, and the button sends.
    if (matchMedia('(pointer: coarse)').matches) return;
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text && !this.#files.length) return;
    const files = this.#files;
    this.box.value = '';
    this.#files = [];
    this.#showFiles();
    this.#fire('send', { text, files });
  }

  #paste(event) {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    this.#take(files);
  }

  #dropTarget(area) {
    const over = (on) => (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes('Files')) return;
      event.preventDefault();
      area.classList.toggle('dropping', on);
    };
    area.addEventListener('dragover', over(true));
    area.addEventListener('dragleave', (event) => event.relatedTarget === null && over(false)(event));
    area.addEventListener('drop', (event) => {
      over(false)(event);
      if (event.dataTransfer?.files.length) this.#take(event.dataTransfer.files);
    });
  }

  async #take(files) {
    for (const file of [...files]) {
      const { attachment, refusal } = await readFile(file, this.#limits);
      if (refusal) this.#fire('refused', refusal);
      else this.#files.push(attachment);
    }
    this.picker.value = '';
    this.#showFiles();
    this.focus();
  }

  #showFiles() {
    this.chips.replaceChildren(...this.#files.map((file) => element('li', {}, icon('file'), element('span', {}, file.fileName),
      iconButton('close', `Remove ${file.fileName}`, () => {
        this.#files = this.#files.filter((each) => each !== file);
        this.#showFiles();
      }))));
    this.#changed();
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('chat-composer', ChatComposer);

import { element, icon } from './dom.js';

/** `<chat-login>`: asks for the gateway's token and says where it is. Fires `token`. */
class ChatLogin extends HTMLElement {
  connectedCallback() {
    this.input = element('input', { type: 'password', id: 'token', required: true, autocomplete: 'current-password', spellcheck: 'false', 'aria-describedby': 'login-why' });
    this.why = element('p', { id: 'login-why', class: 'login-why', role: 'alert' });
    const mark = icon('mark');
    mark.setAttribute('class', 'mark');
    this.append(element('form', { class: 'login', onsubmit: (event) => this.#submit(event) },
      mark, element('h1', {}, 'Connect to your gateway'),
      element('p', {}, 'The easy way: run ', element('code', {}, './chela gateway run'), ' and open the link it prints. The link signs this browser in, once.'),
      element('p', {}, 'Or paste the gateway token. On the machine that runs the gateway it is in ', element('code', {}, '~/.chela/credentials/gateway-token'), ', unless the configuration sets another.'),
      element('label', { for: 'token' }, 'Gateway token'), this.input, this.why,
      element('button', { type: 'submit', class: 'primary' }, 'Connect')));
  }

  show(reason) {
    this.hidden = false;
    this.why.textContent = reason;
    this.input.focus();
  }

  #submit(event) {
    event.preventDefault();
    const token = this.input.value.trim();
    this.input.value = '';
    if (token) this.dispatchEvent(new CustomEvent('token', { detail: token }));
  }
}

customElements.define('chat-login', ChatLogin);

import { element } from './dom.js';
import { WaitingBar } from './waiting-bar.js';

/** `<question-bar>`: what the assistant asks. Fires `answer` with {id, answers}, or {id} to skip it. */
export class QuestionBar extends WaitingBar {
  drawn({ id, questions }) {
    const node = element('form', { class: 'question', 'aria-label': 'Question', onsubmit: (event) => { event.preventDefault(); this.#send(id, node, questions); } },
      ...questions.map((question) => this.#ask(id, question)),
      element('div', { class: 'buttons' },
        element('button', { type: 'submit', class: 'primary' }, 'Answer'),
        element('button', { type: 'button', onclick: () => this.#fire({ id }) }, 'Skip')));
    return node;
  }

  #ask(id, { questionId, header, question, options, multiSelect, isOther }) {
    const name = `${id}-${questionId}`;
    return element('fieldset', { 'data-question': questionId },
      element('legend', {}, header && element('span', { class: 'question-header' }, header), question),
      ...options.map(({ label, description }) => element('label', {},
        element('input', { type: multiSelect ? 'checkbox' : 'radio', name, value: label }),
        element('span', {}, label, description && element('small', {}, description)))),
      (isOther || options.length === 0) && element('input', {
        type: 'text', class: 'question-words', autocomplete: 'off', 'aria-label': options.length ? 'In other words' : question,
        placeholder: options.length ? 'In other words…' : 'Your answer…' }));
  }

  /** Words of one's own stand for a single choice, and beside several. */
  #send(id, node, questions) {
    const answers = {};
    for (const { questionId, multiSelect } of questions) {
      const field = node.querySelector(`[data-question="${questionId}"]`);
      const chosen = [...field.querySelectorAll('input:checked')].map(({ value }) => value);
      const words = field.querySelector('.question-words')?.value.trim();
      const all = words ? (multiSelect ? [...chosen, words] : [words]) : chosen;
      if (all.length) answers[questionId] = all;
    }
    if (Object.keys(answers).length) this.#fire({ id, answers });
    else node.querySelector('input').focus();
  }

  #fire(detail) {
    this.dispatchEvent(new CustomEvent('answer', { detail }));
  }
}

customElements.define('question-bar', QuestionBar);

import { element, icon, iconButton } from './dom.js';

const TOAST_MS = 7000;

/** Asks yes or no; answers true for yes. */
export function confirm(title, text, yes) {
  const go = element('button', { type: 'submit', value: 'yes', class: 'primary danger' }, yes);
  const cancel = element('button', { type: 'submit', value: '', autofocus: true }, 'Cancel');
  return ask(title, [element('p', {}, text)], [cancel, go]).then((answer) => answer === 'yes');
}

/** Asks for a line of text; answers null when cancelled. */
export function prompt(title, label, value) {
  const input = element('input', { type: 'text', id: 'dialog-input', maxlength: '200', autofocus: true });
  input.value = value;
  const body = [element('label', { for: 'dialog-input' }, label), input];
  const cancel = element('button', { type: 'button', onclick: () => cancel.closest('dialog').close('') }, 'Cancel');
  const save = element('button', { type: 'submit', value: 'yes', class: 'primary' }, 'Save');
  const asked = ask(title, body, [cancel, save]);
  input.select();
  return asked.then((answer) => (answer === 'yes' ? input.value.trim() : null));
}

function ask(title, body, buttons) {
  const form = element('form', { method: 'dialog' }, element('h2', { id: 'dialog-title' }, title), ...body, element('div', { class: 'buttons' }, ...buttons));
  const dialog = element('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    dialog.remove();
    resolve(dialog.returnValue);
  }));
}

/** A sentence that goes away by itself, though not from under whoever points at it or has reached its button. */
export function toast(text) {
  const place = document.getElementById('toasts');
  const note = element('div', { class: 'toast' }, icon('info'), element('span', {}, text), iconButton('close', 'Dismiss', () => note.remove()));
  const leave = () => (note.matches(':hover, :focus-within') ? setTimeout(leave, TOAST_MS) : note.remove());
  place.append(note);
  setTimeout(leave, TOAST_MS);
}

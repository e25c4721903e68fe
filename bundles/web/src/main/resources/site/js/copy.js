import { element, icon } from './dom.js';

const SHOWN_MS = 1500;

/** A button that copies what `text()` gives at that moment, and says that it did. */
export function copyButton(text, label) {
  const button = element('button', { type: 'button', class: 'copy', 'aria-label': label, title: label }, icon('copy'));
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    const done = await copy(text());
    button.replaceChildren(icon(done ? 'check' : 'alert'));
    button.setAttribute('aria-label', done ? 'Copied' : 'This browser does not allow copying');
    setTimeout(() => {
      button.replaceChildren(icon('copy'));
      button.setAttribute('aria-label', label);
    }, SHOWN_MS);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Without a secure context there is no clipboard object; a selection still can be copied. */
function copyBySelection(text) {
  const area = element('textarea', { class: 'visually-hidden', 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

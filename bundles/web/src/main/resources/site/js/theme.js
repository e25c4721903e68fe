import { icon } from './dom.js';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const SIGNS = { auto: 'auto', light: 'sun', dark: 'moon' };

/** Light, dark, or as the system has it; remembered in this browser. */
export function themeButton(button) {
  let now = 'auto';
  try {
    now = localStorage.getItem('chela:theme') ?? 'auto';
  } catch { /* A browser that stores nothing shows the system's colours. */ }
  const show = () => {
    document.documentElement.dataset.theme = now;
    button.replaceChildren(icon(SIGNS[now] ?? 'auto'));
    const label = `Colours: ${now}`;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    now = NEXT[now] ?? 'auto';
    try {
      localStorage.setItem('chela:theme', now);
    } catch { /* As above: it lasts until the page is closed. */ }
    show();
  });
  show();
}

/** An element with attributes and children; an `on…` attribute is a listener, and null or false leaves an attribute out. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== false && value !== undefined) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A sign from the sprite in the page. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

export function iconButton(name, label, onclick, extra = {}) {
  return element('button', { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...extra }, icon(name));
}

/** The rows of a list, or a row that says that there are none. */
export function rowsOr(rows, none) {
  return rows.length ? rows : [element('li', { class: 'none' }, none)];
}

/** Day and time of an instant, in milliseconds since 1970, as the reader writes them. */
export function dayAndTime(at) {
  return new Date(at).toLocaleString(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
}

/**
 * A function that calls what it is given: at once, or, while a button of `place` is pressed, behind the click that follows. What is drawn
 * anew under a finger could not be clicked.
 */
export function drawer(place) {
  let pressed = false;
  let waiting = null;
  place.addEventListener('pointerdown', ({ target }) => {
    if (!target.closest('button, summary')) return;
    pressed = true;
    const released = new AbortController();
    const release = () => {
      pressed = false;
      released.abort();
      setTimeout(() => pressed || waiting?.());
    };
    for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, release, { signal: released.signal });
  });
  return (draw) => {
    waiting = pressed ? () => { waiting = null; draw(); } : null;
    if (!pressed) draw();
  };
}

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

/**
 * A row: what it is about, what is said of it, and what can be done.
 *
 * @param facts those that are nothing are left out
 * @param actions each [name, label, look]
 * @param act takes the name of the one that was chosen
 */
export function row(key, name, facts, actions, act) {
  return element('li', { 'data-key': key },
    element('div', { class: 'pairing-who' }, element('strong', {}, name), ...facts.filter(Boolean).map((fact) => element('span', {}, fact))),
    element('div', { class: 'buttons' }, ...actions.map(([action, label, look]) => element('button', {
      type: 'button', class: look, 'aria-label': `${label}: ${name}`, onclick: () => act(action),
    }, label))));
}

/** Draws rows of a place anew. The focus stays on the row that had it; where that is gone, `enter` is to find another place for it. */
export function keepingFocus(place, draw, enter) {
  const held = document.activeElement?.closest?.('li')?.dataset.key;
  const within = place.contains(document.activeElement);
  draw();
  if (!within) return;
  const again = held && place.querySelector(`li[data-key="${CSS.escape(held)}"] button`);
  if (again) again.focus();
  else enter();
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

import { copyButton } from './copy.js';
import { element, icon } from './dom.js';
import { render } from './markdown.js';
import { drawMedia } from './media.js';
import { drawTool, redrawTool } from './tool-card.js';

const DRAW = { user, text, thinking, image, note, waiting, tool: drawTool, media: drawMedia };

/** The element of a block. */
export function draw(block) {
  const node = DRAW[block.kind](block);
  node.classList.add('block', `block-${block.kind}`);
  node.classList.toggle('head', Boolean(block.head));
  return node;
}

/** The element brought up to date; the same one wherever that keeps what a reader opened or selected. */
export function redraw(node, before, block) {
  if (before.kind !== block.kind) return draw(block);
  node.classList.toggle('head', Boolean(block.head));
  if (block.kind === 'tool') return redrawTool(node, block);
  if (before.text === block.text && before.state === block.state && before.live === block.live) return node;
  if (block.kind === 'text') return fillText(node, block);
  if (block.kind === 'thinking') return fillThinking(node, block);
  return draw(block);
}

function user({ text: words, images = [], files = [], state, error, run }) {
  const bubble = element('div', { class: 'bubble' });
  for (const source of images) bubble.append(element('img', { src: source, alt: 'attached image' }));
  for (const file of files) bubble.append(element('span', { class: 'file' }, icon('file'), file.fileName));
  if (words) bubble.append(element('p', {}, words));
  const node = element('article', { 'aria-label': 'You' }, bubble);
  if (state === 'sending') node.append(element('span', { class: 'fate' }, 'Sending…'));
  if (state === 'failed') {
    const again = element('button', { type: 'button', class: 'link', 'data-retry': run }, 'Send again');
    node.append(element('span', { class: 'fate failed', role: 'alert' }, `Not sent: ${error} `, again));
  }
  return node;
}

function text(block) {
  const node = element('article', { 'aria-label': 'Assistant' });
  return fillText(node, block);
}

function fillText(node, { text: words, live }) {
  const body = element('div', { class: 'prose' });
  body.append(render(words));
  node.classList.toggle('live', Boolean(live));
  node.replaceChildren(body);
  if (!live) node.append(element('div', { class: 'actions' }, copyButton(() => words, 'Copy answer')));
  return node;
}

function thinking(block) {
  const node = element('details', {}, element('summary', {}, icon('thought'), element('span', {})), element('div', { class: 'prose quiet' }));
  return fillThinking(node, block);
}

function fillThinking(node, { text: words, live }) {
  node.querySelector('summary span').textContent = live ? 'Thinking…' : 'Thought';
  node.lastElementChild.replaceChildren(render(words));
  return node;
}

function image({ source }) {
  return element('figure', {}, source ? element('img', { src: source, alt: 'image from the assistant' }) : 'An image that is not stored here.');
}

function note({ tone, text: words }) {
  return element('p', { class: tone, role: tone === 'error' ? 'alert' : null }, icon(tone === 'error' ? 'alert' : 'info'), element('span', {}, words));
}

function waiting() {
  return element('div', { class: 'dots', 'aria-hidden': 'true' }, element('i'), element('i'), element('i'));
}

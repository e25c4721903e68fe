import { Marked } from '../lib/marked/marked.esm.js';
import DOMPurify from '../lib/dompurify/purify.es.mjs';
import { highlight } from './highlight.js';
import { copyButton } from './copy.js';
import { element } from './dom.js';

const marked = new Marked({ gfm: true, breaks: true });

const ALLOWED = {
  ALLOWED_TAGS: ['a', 'b', 'blockquote', 'br', 'code', 'del', 'details', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'input',
    'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
  ALLOWED_ATTR: ['href', 'title', 'src', 'alt', 'class', 'start', 'align', 'type', 'checked', 'disabled'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|data:image\/(?:png|jpeg|gif|webp);)/i,
  // The pattern above is for addresses; the values of these are none.
  ADD_URI_SAFE_ATTR: ['start', 'align', 'type', 'checked', 'disabled'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

// An image in a document is fetched before anyone can look at it, so its address is put aside while the tree is still inert.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  const source = node.nodeName === 'IMG' ? node.getAttribute('src') : null;
  if (source === null || source.startsWith('data:')) return;
  node.removeAttribute('src');
  node.setAttribute('longdesc', source);
});

/** What a model wrote, as elements that can do nothing: no script, no style, no request to anyone's server. */
export function render(text) {
  const fragment = DOMPurify.sanitize(marked.parse(text), ALLOWED);
  fragment.querySelectorAll('input').forEach(checkbox);
  fragment.querySelectorAll('img').forEach(image);
  fragment.querySelectorAll('a').forEach(link);
  fragment.querySelectorAll('pre').forEach(codeBlock);
  fragment.querySelectorAll('table').forEach(table);
  return fragment;
}

function checkbox(input) {
  if (input.type !== 'checkbox') return input.remove();
  input.disabled = true;
  input.setAttribute('aria-label', input.checked ? 'done' : 'to do');
}

/** An image elsewhere is a request that tells its server who reads what: it becomes a link, which a person may follow. */
function image(img) {
  const source = img.getAttribute('longdesc');
  if (!source) return img.getAttribute('src') ? undefined : img.remove();
  const name = img.getAttribute('alt') || 'image';
  const label = element('span', { class: 'remote-image-name' }, name);
  const where = element('span', { class: 'remote-image-host' }, `opens ${hostOf(source)}`);
  img.replaceWith(element('a', { class: 'remote-image', href: source, title: source }, label, where));
}

function hostOf(address) {
  try {
    return new URL(address).host;
  } catch {
    return 'an address that cannot be read';
  }
}

function link(anchor) {
  if (!anchor.getAttribute('href')) return anchor.replaceWith(...anchor.childNodes);
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer nofollow';
}

function codeBlock(pre) {
  const code = pre.querySelector('code');
  if (!code) return;
  const language = /language-([\w+#.-]+)/.exec(code.className)?.[1] ?? '';
  code.removeAttribute('class');
  if (language !== 'text' && language !== 'plain') highlight(code);
  const bar = element('div', { class: 'code-bar' }, element('span', {}, language || 'text'), copyButton(() => code.textContent, 'Copy code'));
  const block = element('div', { class: 'code-block' }, bar);
  pre.replaceWith(block);
  pre.tabIndex = 0;
  block.append(pre);
}

function table(element_) {
  const frame = element('div', { class: 'table-frame', tabindex: '0', role: 'region', 'aria-label': 'Table' });
  element_.replaceWith(frame);
  frame.append(element_);
}

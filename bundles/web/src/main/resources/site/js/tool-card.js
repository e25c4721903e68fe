import { copyButton } from './copy.js';
import { element, icon } from './dom.js';

const SAYS = { running: 'running', done: 'done', failed: 'failed', stopped: 'stopped' };
const SIGNS = { running: 'spinner', done: 'check', failed: 'alert', stopped: 'minus' };
const SHORT = 120;
const LONGEST = 40_000;

/** A tool call: one line that says what and how it went, and behind it what went in and what came out. */
export function drawTool({ tool }) {
  const line = element('summary', {},
    element('span', { class: 'tool-state' }), element('span', { class: 'tool-name' }), element('code', { class: 'tool-brief' }),
    element('span', { class: 'tool-says' }), icon('chevron'));
  const node = element('details', { class: 'tool-card' }, line, element('div', { class: 'tool-body' }));
  return redrawTool(node, { tool });
}

export function redrawTool(node, { tool }) {
  const [sign, name, brief, says] = node.querySelectorAll('.tool-state, .tool-name, .tool-brief, .tool-says');
  const args = shown(tool.args);
  if (node.dataset.status !== tool.status) sign.replaceChildren(icon(SIGNS[tool.status]));
  node.dataset.status = tool.status;
  name.textContent = tool.name ?? 'tool';
  brief.textContent = briefly(tool.args);
  says.textContent = SAYS[tool.status];
  const stamp = `${args.length}:${tool.output?.length ?? -1}:${tool.status}`;
  if (node.dataset.stamp !== stamp) node.lastElementChild.replaceChildren(...body(args, tool));
  node.dataset.stamp = stamp;
  return node;
}

function body(args, tool) {
  const parts = [];
  if (args) parts.push(part('Input', args));
  if (tool.output) parts.push(part(tool.status === 'failed' ? 'Error' : 'Output', tool.output));
  else if (tool.status === 'done') parts.push(element('p', { class: 'tool-nothing' }, 'No output.'));
  return parts;
}

function part(title, text) {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… (${text.length - LONGEST} more characters: copy to see them)` : text;
  return element('section', {},
    element('header', {}, title, copyButton(() => text, `Copy ${title.toLowerCase()}`)),
    element('pre', { tabindex: '0' }, cut));
}

function shown(args) {
  if (args === undefined || args === null) return '';
  if (typeof args === 'string') return args;
  const names = Object.keys(args);
  if (names.length === 1 && typeof args[names[0]] === 'string') return args[names[0]];
  return names.length ? JSON.stringify(args, null, 2) : '';
}

/** The first argument tells most: the command, the path, the question. */
function briefly(args) {
  if (typeof args === 'string') return oneLine(args);
  const value = Object.values(args ?? {}).find((each) => typeof each === 'string' || typeof each === 'number');
  return oneLine(String(value ?? ''));
}

function oneLine(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
}

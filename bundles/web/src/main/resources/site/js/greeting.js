import { element, icon } from './dom.js';

const SUGGESTIONS = [
  ['run ls', 'Look around the workspace'],
  ['read AGENTS.md', 'See what the assistant was told'],
  ['echo hello', 'Check that a tool answers'],
  ['/help', 'List the commands'],
];

/** What an empty session shows: who is here, and something to begin with. */
export function fillGreeting(place, { name, offline, say }) {
  const mark = icon('mark');
  mark.setAttribute('class', 'mark');
  const cards = SUGGESTIONS.map(([text, why]) => element('button', { type: 'button', class: 'suggestion', onclick: () => say(text) },
    element('strong', {}, text), element('span', {}, why)));
  place.replaceChildren(mark, element('h2', {}, greeting()),
    element('p', {}, name ? `${name} is ready. Write a message, or begin with one of these.` : 'Write a message, or begin with one of these.'),
    element('div', { class: 'suggestions' }, ...cards));
  if (offline) place.append(element('p', { class: 'offline' }, icon('info'), element('span', {},
    'The offline model answers: it knows a few commands and is no language model. Add a model key to talk in earnest.')));
}

function greeting() {
  const hour = new Date().getHours();
  if (hour >= 5 && hour < 12) return 'Good morning';
  return hour >= 12 && hour < 18 ? 'Good afternoon' : 'Good evening';
}

import { confirm, prompt, toast } from './dialogs.js';
import { element } from './dom.js';
import { fillGreeting } from './greeting.js';
import { words } from './media.js';
import { textOf } from './messages.js';
import { titleOf } from './session-list.js';

const SLOW_FRAME_MS = 24;
const LONGEST_ANNOUNCEMENT = 600;
const STATES = { connecting: 'Connecting…', connected: 'Connected', waiting: 'Reconnecting…', refused: 'Signed out' };

/** The page around the conversation: shows what the models of the page say, and passes on what the reader does. */
export class View {
  #gateway;
  #sessions;
  #chat;
  #approvals;
  #questions;
  #pairings;
  #jobs;
  #channels;
  #plugins;
  #place;
  #drawn = '';
  #due = false;

  constructor({ gateway, sessions, chat, approvals, questions, pairings, jobs, channels, plugins, place }) {
    this.#gateway = gateway;
    this.#sessions = sessions;
    this.#chat = chat;
    this.#approvals = approvals;
    this.#questions = questions;
    this.#pairings = pairings;
    this.#jobs = jobs;
    this.#channels = channels;
    this.#plugins = plugins;
    this.#place = place;
    for (const name of ['login', 'log', 'composer']) this[name] = document.querySelector(`chat-${name}`);
    for (const name of ['session-list', 'model-picker', 'approval-bar']) this[name.split('-')[1]] = document.querySelector(name);
    this.asked = document.querySelector('question-bar');
    this.agents = document.querySelector('agent-picker');
    this.pairing = document.querySelector('pairing-page');
    this.jobs = document.querySelector('jobs-page');
    this.channels = document.querySelector('channels-page');
    this.plugins = document.querySelector('plugins-page');
    gateway.addEventListener('state', () => this.#connection());
    gateway.addEventListener('hello', ({ detail }) => this.#greeted(detail));
    for (const source of [sessions, chat, approvals, questions, pairings, jobs, channels, plugins, place]) source.addEventListener('change', () => this.#soon());
    chat.addEventListener('said', ({ detail }) => this.#announce(words(textOf(detail.content))));
    sessions.addEventListener('open', () => this.#opened());
    place.addEventListener('change', () => this.#moved());
    this.#listen();
  }

  signIn(with_) {
    this.login.addEventListener('token', ({ detail }) => with_(detail));
  }

  /** What other bundles add to the page. */
  async pages(base) {
    const answer = await fetch(new URL('pages.json', base));
    const { pages } = answer.ok ? await answer.json() : { pages: [] };
    const nav = by('pages');
    nav.replaceChildren(...pages.map(({ path, title, icon }) => element('a', { href: path }, element('span', { 'aria-hidden': 'true' }, icon), title)));
    nav.hidden = pages.length === 0;
  }

  #listen() {
    const { composer, log, list, picker, bar } = this;
    const on = (target, type, action) => target.addEventListener(type, ({ detail }) => this.#tried(action(detail)));
    on(composer, 'send', ({ text, files }) => this.#say(text, files));
    on(composer, 'stop', () => this.#chat.stop());
    on(composer, 'refused', (reason) => toast(reason));
    on(log, 'older', () => this.#chat.older());
    log.addEventListener('click', ({ target }) => target.dataset.retry && this.#chat.again(target.dataset.retry));
    log.addEventListener('media', ({ detail: { message, place, give } }) => give(this.#chat.media(message, place)));
    on(list, 'choose', (row) => this.#choose(row));
    on(list, 'rename', (row) => this.#rename(row));
    on(list, 'group', (row) => this.#sort(row));
    on(list, 'reset', (row) => this.#reset(row));
    on(list, 'delete', (row) => this.#delete(row));
    on(bar, 'decide', (decision) => this.#approvals.decide(decision));
    on(this.asked, 'answer', (answer) => this.#questions.answer(answer));
    on(picker, 'pick', (model) => this.#sessions.pick(model));
    on(this.agents, 'pick', (agent) => this.#sessions.switchTo(agent));
    on(this.pairing, 'act', (what) => this.#admit(what));
    on(this.jobs, 'act', (what) => this.#order(what));
    on(this.channels, 'act', (what) => this.#connect(what));
    on(this.plugins, 'act', (what) => this.#exchange(what));
    for (const page of ['pairing', 'jobs', 'channels', 'plugins']) {
      by(`open-${page}`).addEventListener('click', (event) => { event.preventDefault(); this.#place.go(page); });
    }
    by('new-session').addEventListener('click', () => this.#sessions.create());
    by('sign-out').addEventListener('click', () => this.#gateway.signOut());
    by('open-sidebar').addEventListener('click', () => this.#sidebar(true));
    for (const id of ['close-sidebar', 'scrim']) by(id).addEventListener('click', () => this.#sidebar(false));
    document.addEventListener('keydown', (event) => this.#key(event));
  }

  #key(event) {
    if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (document.body.classList.contains('sidebar-open')) return this.#sidebar(false);
    if (this.#chat.conversation.busy) this.#tried(this.#chat.stop());
  }

  #say(text, files = []) {
    this.#chat.send(text, files);
    this.log.toEnd();
    this.composer.focus();
  }

  #choose(row) {
    if (row.key === this.#sessions.current) this.#place.go('');
    this.#sessions.open(row.key);
  }

  async #sort(row) {
    const name = await prompt('Move to group', 'Group; empty for none', row.category ?? '');
    if (name !== null) await this.#sessions.sort(row, name);
  }

  async #admit({ action, row, name }) {
    const shutsOut = action === 'remove' || action === 'removeDevice';
    const sure = !shutsOut || await confirm('Shut out?', `“${name}” has to ask again to be let in.`, 'Shut out');
    if (sure) await this.#pairings[action](row);
  }

  async #order({ action, job }) {
    const sure = action !== 'remove' || await confirm('Remove job?', `“${job.name}” does not happen any more.`, 'Remove');
    if (sure) await this.#jobs[action](job);
  }

  async #connect({ action, row, name }) {
    const risky = action === 'stop' || action === 'resend' && row.state === 'in-doubt';
    const sure = !risky || await (action === 'stop' ? confirm('Stop account?', `“${name}” takes and sends nothing until it is started again.`, 'Stop')
      : confirm('Send again?', `“${name}” may have arrived already.`, 'Send again'));
    if (sure) await this.#channels[action](row);
  }

  async #exchange({ action, plugin }) {
    const sure = action !== 'remove' || await confirm('Remove plugin?', `“${plugin.id}” is taken out of deploy/, and what it brings goes with it. Nothing restarts.`, 'Remove');
    if (sure) await this.#plugins[action](plugin);
  }

  async #rename(row) {
    const label = await prompt('Rename session', 'Name', titleOf(row));
    if (label !== null) await this.#sessions.rename(row, label);
  }

  async #reset(row) {
    const sure = await confirm('Start afresh?', `The assistant forgets the conversation of “${titleOf(row)}”. Its name and model stay.`, 'Start afresh');
    if (sure) await this.#sessions.reset(row);
  }

  async #delete(row) {
    const sure = await confirm('Delete session?', `“${titleOf(row)}” and its messages are removed.`, 'Delete');
    if (sure) await this.#sessions.delete(row);
  }

  #tried(work) {
    Promise.resolve(work).catch((error) => toast(error.message));
  }

  #connection() {
    const { state, reason } = this.#gateway;
    const place = by('connection');
    place.className = state;
    place.replaceChildren(element('span', { class: 'dot', 'aria-hidden': 'true' }), element('span', { class: 'connection-text' }, STATES[state]));
    place.title = reason || STATES[state];
    if (state === 'refused') {
      by('app').hidden = true;
      this.login.show(reason);
    } else if (this.login.hidden) {
      by('app').hidden = false;
    } else if (state === 'waiting') this.login.show(reason || 'The gateway does not answer. Trying again…');
  }

  #greeted(hello) {
    this.login.hidden = true;
    by('app').hidden = false;
    by('version').textContent = hello.server?.version ? `Version ${hello.server.version}` : '';
    this.composer.limits = hello.policy?.attachments ?? null;
    this.composer.focus();
  }

  #opened() {
    this.#place.left();
    this.#sidebar(false);
    this.log.clear();
    this.composer.focus();
  }

  #moved() {
    this.#sidebar(false);
    this.#draw();
    if (this.#place.now) this[this.#place.now].enter();
    else this.composer.focus();
  }

  #sidebar(open) {
    document.body.classList.toggle('sidebar-open', open);
    by('open-sidebar').setAttribute('aria-expanded', String(open));
    if (open) by('new-session').focus();
  }

  /** At most once a frame, and less often when drawing is slow: a long answer must not make typing stick. */
  #soon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      const began = performance.now();
      this.#draw();
      const took = performance.now() - began;
      if (took < SLOW_FRAME_MS) this.#due = false;
      else setTimeout(() => { this.#due = false; this.#soon(); }, took * 3);
    });
  }

  #draw() {
    const { conversation } = this.#chat;
    const row = this.#sessions.row();
    const title = this.#drawPlace() ?? titleOf(row);
    by('title').textContent = title;
    document.title = `${conversation.busy ? '… ' : ''}${title} · Chela`;
    this.list.show(this.#sessions.list(), row.key, this.#sessions.can(), this.#sessions.groups);
    this.agents.show(this.#sessions.agents, this.#sessions.agentId);
    this.picker.show(this.#sessions.models, this.#sessions.model(), this.#gateway.has('sessions.patch'));
    this.bar.show(this.#approvals.list());
    this.asked.show(this.#questions.list());
    this.composer.busy = conversation.busy;
    this.log.show(conversation.blocks(), conversation);
    this.#greeting(conversation);
  }

  /** @return the name of what one looks at; null for a conversation */
  #drawPlace() {
    const here = [
      this.#drawEntrance() && 'Who may come in',
      this.#drawPage('jobs', this.#jobs) && 'What happens by itself',
      this.#drawPage('channels', this.#channels) && 'Channels',
      this.#drawPage('plugins', this.#plugins) && 'Plugins',
    ].find(Boolean) ?? null;
    document.body.classList.toggle('elsewhere', here !== null);
    return here;
  }

  /** One that reads only once somebody looks. */
  #drawPage(name, model) {
    const here = model.shown && this.#place.now === name;
    const link = by(`open-${name}`);
    link.hidden = !model.shown;
    current(link, here);
    this[name].hidden = !here;
    if (here) {
      this.#tried(model.look());
      this[name].show(model);
    }
    return here;
  }

  #drawEntrance() {
    const { shown, waiting } = this.#pairings;
    const elsewhere = shown && this.#place.now === 'pairing';
    this.pairing.hidden = !elsewhere;
    this.pairing.show(this.#pairings);
    const link = by('open-pairing');
    link.hidden = !shown;
    current(link, elsewhere);
    const count = link.querySelector('.count');
    count.hidden = waiting === 0;
    count.textContent = waiting;
    return elsewhere;
  }

  #greeting({ empty, loaded, key }) {
    const { greeting } = this.log;
    const show = empty && (loaded || Boolean(this.#sessions.row().draft));
    greeting.hidden = !show;
    const { name, nameSource } = this.#sessions.agent;
    const facts = { name: nameSource === 'default' ? '' : name, offline: this.#sessions.model().provider === 'demo' };
    const stamp = JSON.stringify([key, facts]);
    if (!show || stamp === this.#drawn) return;
    this.#drawn = stamp;
    fillGreeting(greeting, { ...facts, say: (text) => this.#say(text) });
  }

  #announce(text) {
    by('announcer').textContent = text.length > LONGEST_ANNOUNCEMENT ? `${text.slice(0, LONGEST_ANNOUNCEMENT)}…` : text;
  }
}

function current(link, is) {
  if (is) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}

function by(id) {
  return document.getElementById(id);
}

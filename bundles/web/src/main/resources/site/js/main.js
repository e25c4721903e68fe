import './agent-picker.js';
import './approval-bar.js';
import './channels-page.js';
import './chat-log.js';
import './composer.js';
import './jobs-page.js';
import './login.js';
import './model-picker.js';
import './pairing-page.js';
import './plugins-page.js';
import './question-bar.js';
import './session-list.js';
import { Credentials } from './credentials.js';
import { Approvals } from './approvals.js';
import { Gateway } from './gateway.js';
import { Channels } from './channels.js';
import { Chat } from './chat.js';
import { Jobs } from './jobs.js';
import { Pairings } from './pairings.js';
import { Place } from './place.js';
import { Plugins } from './plugins.js';
import { Questions } from './questions.js';
import { Sessions } from './sessions.js';
import { View } from './view.js';
import { toast } from './dialogs.js';
import { themeButton } from './theme.js';

const base = new URL('.', location.href);
const socket = new URL(base);
socket.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';

const credentials = new Credentials();
const gateway = new Gateway(socket.href, credentials);
const sessions = new Sessions(gateway);
const chat = new Chat(gateway, sessions);
const approvals = new Approvals(gateway);
const questions = new Questions(gateway);
const pairings = new Pairings(gateway);
const jobs = new Jobs(gateway);
const channels = new Channels(gateway);
const plugins = new Plugins(gateway);
const view = new View({ gateway, sessions, chat, approvals, questions, pairings, jobs, channels, plugins, place: new Place() });

/** Everything the gateway says goes to all; each takes what concerns it. */
gateway.addEventListener('frame', ({ detail: { name, payload } }) => {
  sessions.heard(name, payload);
  chat.heard(name, payload);
  approvals.heard(name, payload);
  questions.heard(name, payload);
  pairings.heard(name);
  jobs.heard(name);
  channels.heard(name);
  plugins.heard(name);
});
gateway.addEventListener('gap', () => {
  sessions.refresh().catch(explain);
  chat.refresh().catch(explain);
  approvals.begin().catch(explain);
  questions.begin().catch(explain);
  pairings.begin()?.catch(explain);
  jobs.begin()?.catch(explain);
  channels.begin()?.catch(explain);
  plugins.begin()?.catch(explain);
});
gateway.addEventListener('hello', async () => {
  await sessions.begin().catch(explain);
  await chat.begin().catch(explain);
  await approvals.begin().catch(explain);
  await questions.begin().catch(explain);
  await pairings.begin()?.catch(explain);
  await jobs.begin()?.catch(explain);
  await channels.begin()?.catch(explain);
  await plugins.begin()?.catch(explain);
});

/** A line that broke meanwhile begins anew by itself. */
function explain(error) {
  if (error.code !== 'DISCONNECTED') toast(error.message);
}

view.signIn((token) => {
  credentials.typed(token);
  gateway.start();
});
view.pages(base).catch(explain);
themeButton(document.getElementById('theme'));
gateway.start();

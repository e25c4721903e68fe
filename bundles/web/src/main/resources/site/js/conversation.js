import { textOf, blocksOf } from './messages.js';

/**
 * One session as this page knows it: the messages of its transcript, what is being said at this moment, and what was typed here
 * and is not in the transcript yet. Everything is keyed, so an event or a page of history that comes twice changes nothing.
 */
export class Conversation {
  messages = new Map(); // id → message
  pending = new Map(); // run → what was typed: {run, text, files, state: sending|sent|failed, error}
  live = new Map(); // run → what is being said: {run, text, thinking}
  tools = new Map(); // call → {id, name, args, status, output}
  notes = []; // {run, tone, text, after}: what went wrong, where it went wrong
  active = new Set();
  ended = new Set();
  heard = new Map(); // run → the count of events when it was last heard of
  loaded = false;
  hasMore = false;
  nextOffset = 0;
  sessionId = null;
  told = 0; // how many events of this conversation came: tells whether a page was made before one of them

  constructor(key) {
    this.key = key;
  }

  get busy() {
    return this.active.size > 0;
  }

  get empty() {
    return !this.messages.size && !this.pending.size && !this.live.size && !this.notes.length;
  }

  /**
   * The newest page (also after a lost line: it tells what is no longer true). Answers true when something that was here is dropped
   * for it.
   *
   * @param asked how many events had come when the page was asked for
   */
  history(page, asked) {
    const dropped = this.#dropsFor(page);
    this.#settleRuns(page, asked);
    this.#take(page, !this.loaded);
    return dropped;
  }

  /** A page above what is here. */
  earlier(page) {
    this.#take(page, true);
  }

  #take(page, isTop) {
    for (const message of page.messages ?? []) this.#add(message);
    if (isTop) {
      this.hasMore = Boolean(page.hasMore);
      this.nextOffset = page.nextOffset ?? this.messages.size;
    }
    this.loaded = true;
  }

  #dropsFor(page) {
    // Another session id under the same key: it was reset, and nothing of what is here belongs to it.
    const another = Boolean(this.sessionId && page.sessionId && page.sessionId !== this.sessionId);
    if (another) this.clear();
    this.sessionId = page.sessionId ?? this.sessionId;
    // Away for longer than a page: what lies between is not known, so the older part is loaded again when wanted.
    const apart = this.messages.size > 0 && page.messages?.length > 0 && !page.messages.some((message) => this.messages.has(idOf(message)));
    if (apart) this.#forget();
    return another || apart;
  }

  clear() {
    for (const part of [this.live, this.tools, this.active, this.heard]) part.clear();
    this.#forget();
  }

  #forget() {
    this.messages.clear();
    this.notes = [];
    this.loaded = false;
    this.hasMore = false;
  }

  type(run, text, files) {
    this.pending.set(run, { run, text, files, state: 'sending', at: Date.now() });
  }

  sent(run, status) {
    const typed = this.pending.get(run);
    if (typed) typed.state = 'sent';
    if (status === 'started' || status === 'in_flight') this.begins(run);
  }

  failed(run, error) {
    const typed = this.pending.get(run);
    if (typed) Object.assign(typed, { state: 'failed', error });
  }

  /** `session.message`: the transcript grew. */
  message({ message, messageId, messageSeq }) {
    const mark = { id: messageId, seq: messageSeq, ...message.__openclaw };
    this.#add({ ...message, __openclaw: mark });
    if (message.role !== 'assistant') return;
    // What was streamed up to here is now in the transcript; the next words belong to the next message.
    for (const said of this.live.values()) Object.assign(said, { text: '', thinking: '' });
  }

  /** `chat`: answers true when the run ended and what it said is not all in the transcript as known here. */
  chat({ runId, state, message, errorMessage }) {
    if (state === 'status') return void this.begins(runId);
    if (state === 'delta') return void this.#delta(runId, message);
    const complete = this.live.get(runId)?.text === '' || !message;
    this.live.delete(runId);
    this.ends(runId);
    if (this.pending.has(runId)) this.pending.get(runId).state = 'sent';
    for (const tool of this.tools.values()) if (tool.run === runId && tool.status === 'running') tool.status = 'stopped';
    if (!this.#toldHow(state)) {
      if (state === 'error') this.#note(runId, 'error', errorMessage || 'The run failed. The gateway gave no reason.');
      if (state === 'aborted') this.#note(runId, 'info', 'Stopped.');
    }
    return !complete || this.pending.has(runId);
  }

  /** Whether the transcript, which comes first, says itself how the run ended: it does when there was anything to keep. */
  #toldHow(state) {
    return this.ordered().at(-1)?.stopReason === state;
  }

  /** The end of a run said something that no transcript holds, as the answer to a command does: it is shown all the same. */
  answered({ runId, message }) {
    const text = textOf(message?.content).trim();
    const known = this.ordered().slice(-10).some((each) => each.role !== 'user' && textOf(each.content).includes(text));
    if (text && !known) this.#note(runId, 'answer', text);
  }

  warn(run, text) {
    this.#note(run, 'error', text);
  }

  /** `agent`: tools and thoughts; the words themselves come by `chat`. */
  agent({ runId, stream, data }) {
    if (stream === 'lifecycle' && data.phase === 'start') this.begins(runId);
    if (stream === 'thinking') this.#saying(runId).thinking = data.text ?? '';
    if (stream === 'tool') this.#tool(runId, data);
  }

  /** A run's end may overtake what still speaks of its beginning: the answer to chat.send, a row of the session list. */
  begins(run) {
    if (this.ended.has(run)) return;
    this.active.add(run);
    this.heard.set(run, this.told);
  }

  ends(run) {
    this.active.delete(run);
    this.heard.delete(run);
    this.ended.add(run);
    if (this.ended.size > 200) this.ended.delete(this.ended.values().next().value);
  }

  /** A row of the session index, which knows about runs that started before this page was open. */
  row({ hasActiveRun, activeRunIds }) {
    if (hasActiveRun === false) for (const part of [this.active, this.heard]) part.clear();
    else for (const run of activeRunIds ?? []) this.begins(run);
  }

  ordered() {
    return [...this.messages.values()].sort((a, b) => a.__openclaw.seq - b.__openclaw.seq);
  }

  blocks() {
    return blocksOf(this);
  }

  #add(message) {
    const mark = message.__openclaw ?? {};
    this.messages.set(idOf(message), message);
    const key = message.idempotencyKey ?? mark.idempotencyKey ?? '';
    if (message.role === 'user' && key.endsWith(':user')) this.pending.delete(key.slice(0, -':user'.length));
    if (message.role === 'toolResult') this.#result(message);
  }

  #result({ toolCallId, toolName, isError, content }) {
    const known = this.tools.get(toolCallId) ?? { id: toolCallId, name: toolName };
    this.tools.set(toolCallId, { ...known, status: isError ? 'failed' : 'done', output: textOf(content) });
  }

  #tool(run, { phase, toolCallId, name, args, isError, result, partialResult }) {
    const known = this.tools.get(toolCallId) ?? { id: toolCallId, name, args };
    if (phase === 'start') Object.assign(known, { run, name, args, status: 'running', live: true });
    if (phase === 'update') known.output = textOf(partialResult?.content ?? partialResult);
    if (phase === 'result') Object.assign(known, { status: isError ? 'failed' : 'done', output: textOf(result?.content ?? result) });
    this.tools.set(toolCallId, known);
    this.begins(run);
  }

  /** Each delta brings the whole text so far as well: what a slow line left out, or what came before this page was open, is in it. */
  #delta(run, message) {
    this.begins(run);
    this.#saying(run).text = textOf(message.content);
  }

  #saying(run) {
    if (!this.live.has(run)) this.live.set(run, { run, text: '', thinking: '' });
    return this.live.get(run);
  }

  #settleRuns({ sessionInfo = {}, inFlightRun }, asked) {
    const running = new Set(sessionInfo.activeRunIds ?? []);
    if (inFlightRun?.runId) running.add(inFlightRun.runId);
    const known = 'hasActiveRun' in sessionInfo || 'activeRunIds' in sessionInfo;
    if (!known) return;
    // A page can be older than the beginning or the end of a run that was told meanwhile.
    for (const [run, told] of this.heard) if (told > asked) running.add(run);
    for (const run of [...this.heard.keys()]) if (!running.has(run)) this.heard.delete(run);
    this.active = new Set([...running].filter((run) => !this.ended.has(run)));
    for (const run of [...this.live.keys()]) if (!running.has(run)) this.live.delete(run);
    for (const tool of this.tools.values()) if (tool.status === 'running' && !running.has(tool.run)) tool.status = 'stopped';
  }

  #note(run, tone, text) {
    const last = this.ordered().at(-1)?.__openclaw.seq ?? 0;
    this.notes = [...this.notes.filter((note) => note.run !== run), { run, tone, text, after: last }];
  }
}

function idOf({ __openclaw: mark = {} }) {
  return mark.id ?? `seq:${mark.seq}`;
}

import { split, words } from './media.js';

/** The text of a message's content, whatever its form. */
export function textOf(content) {
  if (content === undefined || content === null) return '';
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return content.text ?? JSON.stringify(content, null, 2);
  return content.filter((part) => part.type === 'text').map((part) => part.text).join('\n');
}

function partsOf(content) {
  return Array.isArray(content) ? content : [{ type: 'text', text: textOf(content) }];
}

/**
 * A conversation as a flat list of what is shown, top to bottom: {key, kind, …}. Keys stay the same while a thing moves from
 * "being said" to "recorded", so that an opened card stays open.
 */
export function blocksOf(conversation) {
  const blocks = [];
  const shown = new Set();
  const notes = [...conversation.notes];
  for (const message of conversation.ordered()) {
    blocks.push(...recorded(message, conversation, shown));
    while (notes.length && notes[0].after <= message.__openclaw.seq) blocks.push(note(notes.shift()));
  }
  for (const tool of conversation.tools.values()) if (tool.live && !shown.has(tool.id)) blocks.push({ key: `tool:${tool.id}`, kind: 'tool', tool });
  for (const said of conversation.live.values()) blocks.push(...saying(said));
  for (const left of notes) blocks.push(note(left));
  for (const typed of conversation.pending.values()) blocks.push({ key: `typed:${typed.run}`, kind: 'user', ...typed });
  if (conversation.busy && !isAtWork(blocks.at(-1))) blocks.push({ key: 'waiting', kind: 'waiting' });
  return withHeads(blocks);
}

/** Whether one sees already that something goes on. */
function isAtWork(block) {
  return block?.kind === 'text' && block.live || block?.kind === 'tool' && block.tool.status === 'running';
}

function recorded(message, conversation, shown) {
  const id = message.__openclaw.id ?? message.__openclaw.seq;
  const at = message.timestamp;
  if (message.role === 'toolResult') return [];
  if (message.role === 'user') return [{ ...spoken(message), key: `message:${id}`, kind: 'user', at, state: 'recorded' }];
  if (message.role === 'system' && message.command) return [{ key: `message:${id}`, kind: 'text', text: textOf(message.content), at }];
  if (message.role === 'system') return [{ key: `message:${id}`, kind: 'note', tone: 'info', text: textOf(message.content) }];
  const named = new Set();
  const blocks = partsOf(message.content).flatMap((part, index) => {
    const key = `message:${id}:${index}`;
    if (part.type === 'thinking') return { key, kind: 'thinking', text: part.thinking };
    if (part.type === 'toolCall') return call(part, conversation, shown);
    if (part.type === 'image') return { key, kind: 'image', source: imageOf(part) };
    return spelled(part.text ?? '', named).map((each, part) => ({ ...each, key: part ? `${key}:${part}` : key, message: id, at }));
  });
  if (message.errorMessage) blocks.push({ key: `message:${id}:error`, kind: 'note', tone: 'error', text: message.errorMessage });
  if (message.stopReason === 'aborted') blocks.push({ key: `message:${id}:stopped`, kind: 'note', tone: 'info', text: 'Stopped.' });
  return blocks.filter((block) => block.kind !== 'text' || block.text.trim());
}

/** Words, and each file that lines among them name, once. */
function spelled(text, named) {
  const fresh = ({ place }) => !named.has(place) && Boolean(named.add(place));
  return split(text).filter((part) => part.place === undefined || fresh(part))
    .map((part) => (part.place === undefined ? { kind: 'text', text: part.text } : { kind: 'media', place: part.place }));
}

function spoken(message) {
  const images = partsOf(message.content).filter((part) => part.type === 'image').map(imageOf).filter(Boolean);
  return { text: textOf(message.content), images };
}

function call(part, conversation, shown) {
  shown.add(part.id);
  const known = conversation.tools.get(part.id) ?? {};
  const status = known.status ?? (conversation.busy ? 'running' : 'stopped');
  return { key: `tool:${part.id}`, kind: 'tool', tool: { ...known, id: part.id, name: part.name, args: part.arguments, status } };
}

/** Only what came with the message itself is shown: an address would be a request to somebody else's server. */
function imageOf(part) {
  const data = part.data ?? part.source?.data;
  const mime = part.mimeType ?? part.source?.media_type ?? 'image/png';
  return data && /^image\/(png|jpeg|gif|webp)$/.test(mime) ? `data:${mime};base64,${data}` : '';
}

function saying({ run, text: all, thinking }) {
  const blocks = [];
  const text = words(all);
  if (thinking) blocks.push({ key: `thinking:${run}`, kind: 'thinking', text: thinking, live: true });
  if (text) blocks.push({ key: `saying:${run}`, kind: 'text', text, live: true });
  return blocks;
}

function note({ run, tone, text }) {
  if (tone === 'answer') return { key: `note:${run}`, kind: 'text', text };
  return { key: `note:${run}`, kind: 'note', tone, text };
}

/** Marks the first block of each answer, which carries the assistant's sign. */
function withHeads(blocks) {
  let speaker = '';
  return blocks.map((block) => {
    const now = block.kind === 'user' ? 'user' : 'assistant';
    const head = now !== speaker && now === 'assistant';
    speaker = now;
    return { ...block, head };
  });
}

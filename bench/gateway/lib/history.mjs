// The conversation of many messages that some scenarios go on with.
const MOST_AT_ONCE = 1000;

export const historyKey = (gateway) => gateway.key('bench-history');

/** Talks until the conversation has that many messages. Returns the turns that it took. */
export async function buildHistory(gateway, messages) {
  const turns = [];
  for (let i = await length(gateway); i < messages; i += 2) {
    turns.push(await gateway.turns.ask(historyKey(gateway), `echo history message number ${i} lorem ipsum dolor sit amet`));
  }
  return turns;
}

/** A gateway may refuse to show a conversation that nobody has begun. */
async function length(gateway) {
  const page = await gateway.client.call('chat.history', { sessionKey: historyKey(gateway), limit: MOST_AT_ONCE }).catch(() => ({}));
  return page.messages?.length ?? 0;
}

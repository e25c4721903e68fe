// What the scripts beside this one share: OpenClaw's published client, and a turn by it. The token stands in CHELA_TEST_TOKEN.
import { randomUUID } from 'node:crypto';
import { GatewayClient } from '@openclaw/gateway-client';

const ENDS = new Set(['final', 'aborted', 'error']);

/** @param options what GatewayClient takes besides the protocol's bounds */
export function connecting({ onEvent, ...options }) {
  const ended = new Map();
  const client = new GatewayClient({
    token: process.env.CHELA_TEST_TOKEN,
    minProtocol: 4,
    maxProtocol: 4,
    onGap: (gap) => console.log('gap', JSON.stringify(gap)),
    ...options,
    onEvent: (frame) => {
      onEvent?.(frame);
      const { event, payload } = frame;
      if (event === 'chat' && ENDS.has(payload.state)) ended.get(payload.runId)?.(payload);
    },
  });
  client.turn = async (sessionKey, message) => {
    const run = randomUUID();
    const end = new Promise((resolve) => ended.set(run, resolve));
    await client.request('chat.send', { sessionKey, message, idempotencyKey: run });
    const { state, message: answer } = await end;
    console.log(state, text(answer));
  };
  return client;
}

export const text = (message) => (message?.content ?? []).map((block) => block.text ?? '').join('');

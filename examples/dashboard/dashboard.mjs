// What a Chela gateway does, live: node dashboard.mjs [ws://127.0.0.1:18789]   (Node 22 or newer, which has WebSocket; CHELA_GATEWAY_TOKEN)
const url = process.argv[2] ?? "ws://127.0.0.1:18789";
const token = process.env.CHELA_GATEWAY_TOKEN;
const plain = !process.stdout.isTTY; // Into a pipe goes a line for each change, onto a screen the whole picture.
const runs = new Map(); // runId → { session, state, tools, tokens }
const costs = new Map(); // session → dollars
const asked = new Map(); // request → what its answer is for
let requests = 0;

const socket = new WebSocket(url);
const call = (method, params, then = () => {}) => {
  const id = String(++requests);
  asked.set(id, then);
  socket.send(JSON.stringify({ type: "req", id, method, params }));
};

socket.onmessage = ({ data }) => {
  const frame = JSON.parse(data);
  if (frame.type === "res") {
    if (!frame.ok) throw new Error(`${frame.error.code}: ${frame.error.message}`);
    asked.get(frame.id)(frame.payload);
    asked.delete(frame.id);
  } else if (frame.event === "connect.challenge") {
    const client = { id: "cli", version: "1", platform: process.platform, mode: "cli" };
    // Who has this capability is told of tools; sessions.subscribe tells what conversations cost.
    call("connect", { minProtocol: 4, maxProtocol: 4, role: "operator", scopes: ["operator.read"], caps: ["tool-events"], client, auth: { token } },
      () => call("sessions.subscribe", {}, () => note("connected", url)));
  } else if (frame.event === "agent") {
    agent(frame.payload);
  } else if (frame.event === "sessions.changed" && frame.payload.session) {
    const { key, estimatedCostUsd = 0 } = frame.payload.session;
    if (costs.get(key) !== estimatedCostUsd) note("cost", key, `$${costs.set(key, estimatedCostUsd).get(key)}`);
  }
};
socket.onclose = ({ code, reason }) => { console.error(`the gateway closed the connection: ${code} ${reason}`); process.exit(1); };
socket.onerror = () => console.error(`no connection to ${url}`);

/** One event of a run's stream; `seq` grows within a run, and a delta may be left out for who reads slowly. */
function agent({ runId, stream, data, sessionKey }) {
  const run = runs.get(runId) ?? runs.set(runId, { session: sessionKey, state: "", tools: [], tokens: 0 }).get(runId);
  if (stream === "lifecycle") {
    run.state = data.phase === "model" && data.model ? `asks ${data.model}` : data.phase;
    note("run", runId, run.state);
  } else if (stream === "tool" && data.phase !== "update") {
    run.tools.push(data.phase === "start" ? `${data.name}…` : `${data.name} ${data.isError ? "failed" : "done"}`);
    note("tool", runId, run.tools.at(-1));
  } else if (stream === "usage") {
    run.tokens += data.inputTokens + data.outputTokens;
    note("tokens", runId, run.tokens);
  }
}

function note(...words) {
  if (plain) return console.log(words.join(" "));
  const lines = [...runs].slice(-15).map(([id, run]) => `${id.slice(0, 8)}  ${run.session.padEnd(30)} ${run.state.padEnd(20)} ${run.tokens} tokens  ${run.tools.slice(-3).join(" ")}`);
  const sums = [...costs].slice(-10).map(([session, cost]) => `${session.padEnd(40)} $${cost}`);
  console.log(`\x1b[2J\x1b[H${url}\n\nRUNS\n${lines.join("\n")}\n\nCOSTS\n${sums.join("\n")}`);
}

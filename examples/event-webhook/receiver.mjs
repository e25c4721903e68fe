// Takes the events that a Chela gateway POSTs, and writes each once into a file: node receiver.mjs [PORT] [FILE]
// The form is that of the Standard Webhooks specification, so any library for it does the same as check() here.
import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { createServer } from "node:http";

const [port = "8790", file = "events.jsonl"] = process.argv.slice(2);
const key = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");
if (key.length < 16) throw new Error("WEBHOOK_SECRET must be what webhooks.endpoints.NAME.secret says: whsec_…");

/** Whether the sender knows the secret, and speaks now: a request that somebody recorded is worth nothing after five minutes. */
function check(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": signatures = "" } = headers;
  if (!id || !(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false;
  const own = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest();
  return signatures.split(" ").some((each) => {
    const [version, text = ""] = each.split(",");
    const theirs = Buffer.from(text, "base64");
    return version === "v1" && theirs.length === own.length && timingSafeEqual(theirs, own);
  });
}

// Events come at least once: what died after the line and before the answer comes again, with the same id.
const seen = new Set(existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line).id) : []);
const out = openSync(file, "a", 0o600);

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString("utf8");
  if (!check(request.headers, body)) return response.writeHead(401).end("the signature is wrong\n");
  if (!seen.has(request.headers["webhook-id"])) {
    const event = JSON.parse(body);
    writeSync(out, JSON.stringify(event) + "\n");
    fsyncSync(out); // Only what is on disk is answered with yes.
    seen.add(event.id);
    console.log(`${event.type} #${event.sequence} of ${event.session ?? "the gateway"}`);
  }
  response.writeHead(204).end();
}).listen(Number(port), "127.0.0.1", () => console.log(`listening on ${port}`));

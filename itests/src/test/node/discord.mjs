// Holds calls of Discord's REST API to the schemas that are generated from its OpenAPI description: node discord.mjs FILE
// FILE has a line {method, path, body, status, answer} for each. What no schema knows is a complaint, also a field that is not in it.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const schemas = fileURLToPath(import.meta.resolve('discord-api-spec/zod'));
const strict = schemas.replace(/\.js$/, '.strict.js');
// A date of OpenAPI may say its offset, and Discord's do.
writeFileSync(strict, readFileSync(schemas, 'utf8').replace('let zObject = z.object;', 'let zObject = z.strictObject;')
  .replaceAll('z.iso.datetime()', 'z.iso.datetime({ offset: true })'));
const discord = await import(strict);
// What is two objects in one cannot be held to each of them strictly.
const loose = await import(schemas);
const { pathsList } = await import('discord-api-spec');
const z = await import('zod/mini');

const message = discord.MessageResponseSchema;
const operations = [
  ['get', '/gateway/bot', null, discord.GatewayBotResponseSchema],
  ['get', '/users/@me', null, discord.UserPIIResponseSchema],
  ['get', '/applications/@me', null, discord.PrivateApplicationResponseSchema],
  ['post', '/users/@me/channels', discord.CreatePrivateChannelRequestSchema, discord.PrivateChannelResponseSchema],
  ['get', '/guilds/{guild_id}/members/{user_id}', null, discord.GuildMemberResponseSchema],
  ['get', '/channels/{channel_id}', null,
    z.union([discord.GuildChannelResponseSchema, discord.PrivateChannelResponseSchema, discord.ThreadResponseSchema])],
  ['post', '/channels/{channel_id}/typing', null, null],
  ['get', '/channels/{channel_id}/messages', null, z.array(message)],
  ['post', '/channels/{channel_id}/messages', discord.MessageCreateRequestSchema, message],
  ['get', '/channels/{channel_id}/messages/{message_id}', null, message],
  ['patch', '/channels/{channel_id}/messages/{message_id}', discord.MessageEditRequestPartialSchema, message],
  ['delete', '/channels/{channel_id}/messages/{message_id}', null, null],
  ['put', '/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me', null, null],
  ['delete', '/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me', null, null],
  ['post', '/interactions/{interaction_id}/{interaction_token}/callback',
    z.union([discord.CreateMessageInteractionCallbackRequestSchema, discord.UpdateMessageInteractionCallbackRequestSchema]), null],
].map(([method, path, asked, answered]) => {
  if (!pathsList[method].includes(path)) {
    throw new Error(`Discord describes no ${method} ${path}`);
  }
  return { method, path, asked, answered, matches: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`) };
});

const complaints = [];
const judged = new Set();
const hold = (what, schema, value) => {
  const empty = value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
  const issues = schema === null ? (empty ? [] : [{ message: 'nothing is expected', path: [] }]) : (schema.safeParse(value).error?.issues ?? []);
  for (const issue of issues) {
    complaints.push(`${what}, at /${issue.path.join('/')}: ${issue.message} (${issue.keys ?? issue.code}), of ${JSON.stringify(value)}`);
  }
};

for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
  const call = JSON.parse(line);
  const method = call.method.toLowerCase();
  const operation = operations.find((each) => each.method === method && each.matches.test(call.path));
  if (!operation) {
    complaints.push(`${call.method} ${call.path} is no operation of Discord's`);
    continue;
  }
  const name = `${call.method} ${operation.path}`;
  judged.add(name);
  hold(`asked of ${name}`, operation.asked, call.body);
  hold(`answer ${call.status} to ${name}`, call.status < 300 ? operation.answered : loose.ErrorResponseSchema, call.answer);
}
console.log([...judged].sort().join('\n'));
for (const complaint of complaints.slice(0, 20)) {
  console.log('complaint:', complaint);
}
process.exit(complaints.length === 0 ? 0 : 1);

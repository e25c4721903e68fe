package dev.chela.core.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** A state directory as OpenClaw of January 2026 keeps it: {@code openclaw.json}, {@code agents/<id>/sessions/}, and the rest. */
final class OpenClawState {
    static final String MAIN = "11111111-1111-4111-8111-111111111111";
    static final String DIRECT = "22222222-2222-4222-8222-222222222222";
    static final String TOPIC = "33333333-3333-4333-8333-333333333333";
    static final String OLDEST = "44444444-4444-4444-8444-444444444444";
    static final String PAST = "55555555-5555-4555-8555-555555555555";
    static final String DAMAGED = "66666666-6666-4666-8666-666666666666";

    final Path root;
    private final Map<String, ObjectNode> index = new LinkedHashMap<>();

    OpenClawState(Path root) throws IOException {
        this.root = root;
        file("openclaw.json", """
                {
                  // written by hand
                  meta: { lastTouchedVersion: "2026.1.29" },
                  gateway: { port: 18789, auth: { token: "theirs" } },
                  agents: {
                    defaults: { model: { primary: "anthropic/claude-x" }, workspace: "~/clawd-of-nobody", nonsense: 1, humanDelay: { mode: "off" } },
                    list: [
                      { id: "main", default: true, identity: { name: "Molly" }, workspace: "workspace" },
                      { id: "research", name: "Research", workspace: "workspace-research" },
                    ],
                  },
                  bindings: [{ agentId: "research", match: { channel: "telegram", peer: { kind: "dm", id: "42" } } }],
                  channels: { telegram: { botToken: "123:abc", dmPolicy: "pairing", accounts: { home: {}, work: {} } } },
                }
                """);
        file("workspace/AGENTS.md", "You are Molly.\n");
        file("workspace/SOUL.md", "Kind.\n");
        file("workspace/memory/2026-01-20.md", "The boat is blue.\n");
        file("workspace-research/AGENTS.md", "You look things up.\n");
        file("skills/weather/SKILL.md", "---\nname: weather\ndescription: Looks up.\n---\nLook.\n");
        file("credentials/telegram-allowFrom.json", "{\"version\":1,\"allowFrom\":[\"42\",\"telegram:43\",\"*\"]}");
        file("credentials/telegram-pairing.json", "{\"version\":1,\"requests\":[{\"id\":\"99\",\"code\":\"ABCDEFGH\"}]}");
        file("credentials/whatsapp/default/creds.json", "{}");
        file("agents/main/agent/auth-profiles.json", "{\"version\":1,\"profiles\":{}}");
        file("cron/jobs.json", "{\"version\":1,\"jobs\":[{\"id\":\"j1\",\"enabled\":true},{\"id\":\"j2\"}]}\n");
        file("devices/paired.json", "{}");
        sessions();
    }

    private void sessions() throws IOException {
        session("main", "agent:main:main", MAIN, entry -> entry.put("label", "Us").put("thinkingLevel", "high").put("queueMode", "steer").put("queueCap", 5)
                .put("fastMode", true).put("traceLevel", "on")
                .put("providerOverride", "anthropic").put("modelOverride", "claude-x").put("sendPolicy", "deny").put("totalTokens", 777).put("lastChannel", "webchat").put("lastTo", "x")
                .set("skillsSnapshot", Json.object().put("prompt", "long")));
        lines("main", MAIN, header(MAIN),
                message("a1", "null", "user", "\"hello \\u00fc\""),
                "{\"type\":\"model_change\",\"id\":\"a2\",\"parentId\":\"a1\",\"timestamp\":\"2026-01-20T10:00:02.000Z\",\"provider\":\"anthropic\",\"modelId\":\"claude-x\"}",
                "{\"type\":\"message\",\"id\":\"a3\",\"parentId\":\"a2\",\"timestamp\":\"2026-01-20T10:00:03.000Z\",\"message\":{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"hm\",\"thinkingSignature\":\"s\"},{\"type\":\"toolCall\",\"id\":\"c1\",\"name\":\"read\",\"arguments\":{\"path\":\"a\"}}],"
                        + "\"api\":\"anthropic-messages\",\"provider\":\"anthropic\",\"model\":\"claude-x\",\"usage\":{\"input\":10,\"output\":5,\"cacheRead\":3,"
                        + "\"cacheWrite\":2,\"totalTokens\":20,\"cost\":{\"total\":0.25}},\"stopReason\":\"toolUse\",\"timestamp\":1768903203000}}",
                "{\"type\":\"message\",\"id\":\"a4\",\"parentId\":\"a3\",\"timestamp\":\"2026-01-20T10:00:04.000Z\",\"message\":{\"role\":\"toolResult\",\"toolCallId\":\"c1\","
                        + "\"toolName\":\"read\",\"content\":[{\"type\":\"text\",\"text\":\"blue\"},{\"type\":\"image\",\"data\":\"aGk=\",\"mimeType\":\"image/png\"}],\"isError\":false}}",
                message("a5", "\"a4\"", "assistant", "[{\"type\":\"text\",\"text\":\"an answer that was thrown away\"}]"),
                "{\"type\":\"branch_summary\",\"id\":\"a6\",\"parentId\":\"a4\",\"timestamp\":\"2026-01-20T10:00:06.000Z\",\"fromId\":\"a5\",\"summary\":\"tried\"}",
                "{\"type\":\"compaction\",\"id\":\"a7\",\"parentId\":\"a6\",\"timestamp\":\"2026-01-20T10:00:07.000Z\",\"summary\":\"They said hello.\",\"firstKeptEntryId\":\"a3\",\"tokensBefore\":9000}",
                "{\"type\":\"custom\",\"id\":\"a8\",\"parentId\":\"a7\",\"timestamp\":\"2026-01-20T10:00:08.000Z\",\"customType\":\"openclaw.cache-ttl\",\"data\":{\"n\":1}}",
                "{\"type\":\"custom_message\",\"id\":\"a9\",\"parentId\":\"a8\",\"timestamp\":\"2026-01-20T10:00:09.000Z\",\"customType\":\"note\",\"content\":\"x\",\"display\":false}",
                "{\"type\":\"label\",\"id\":\"b1\",\"parentId\":\"a9\",\"timestamp\":\"2026-01-20T10:00:10.000Z\",\"targetId\":\"a1\",\"label\":\"begin\"}",
                message("b2", "\"b1\"", "user", "[{\"type\":\"text\",\"text\":\"and now?\"}]"),
                message("b3", "\"b2\"", "assistant", "[{\"type\":\"text\",\"text\":\"now it is blue\"}]"));
        session("main", "agent:main:telegram:dm:42", DIRECT, entry -> entry.put("chatType", "direct")
                .put("lastChannel", "telegram").put("lastTo", "telegram:42").put("lastAccountId", "work"));
        lines("main", DIRECT, header(DIRECT), message("a1", "null", "user", "\"hi\""), message("a2", "\"a1\"", "assistant", "[{\"type\":\"text\",\"text\":\"ho\"}]"));
        session("main", "agent:main:telegram:group:-100:topic:7", TOPIC, entry -> entry.put("subject", "The club").set("deliveryContext",
                Json.object().put("channel", "telegram").put("to", "telegram:-100:topic:7")));
        file("agents/main/sessions/" + TOPIC + "-topic-7.jsonl", header(TOPIC) + "\n" + message("a1", "null", "user", "\"in a topic\"") + "\n");
        session("main", "group:legacy@g.us", OLDEST, entry -> entry);
        lines("main", OLDEST, "{\"type\":\"session\",\"id\":\"" + OLDEST + "\",\"timestamp\":\"2026-01-02T10:00:00.000Z\",\"cwd\":\"/\"}",
                "{\"type\":\"message\",\"timestamp\":\"2026-01-02T10:00:01.000Z\",\"message\":{\"role\":\"user\",\"content\":\"without ids\"}}",
                "{\"type\":\"message\",\"timestamp\":\"2026-01-02T10:00:02.000Z\",\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"indeed\"}]}}",
                "{\"type\":\"compaction\",\"timestamp\":\"2026-01-02T10:00:03.000Z\",\"summary\":\"s\",\"firstKeptEntryIndex\":2,\"tokensBefore\":1}");
        session("main", "agent:main:cron:j1", "", entry -> entry);
        session("main", "agent:main:discord:channel:9:thread:1", DAMAGED, entry -> entry);
        lines("main", DAMAGED, header(DAMAGED), message("a1", "null", "user", "\"before\""), "{\"type\":\"message\",\"id\":\"a2\",\"par\uFFFD",
                message("a3", "\"a2\"", "user", "\"after\""));
        append("main", DAMAGED, "{\"type\":\"message\",\"id\":\"a4");
        lines("main", PAST, header(PAST), message("a1", "null", "user", "\"long ago\""));
        file("agents/main/sessions/" + PAST + ".jsonl.reset.2026-01-10T04-00-00.000Z", header(PAST) + "\n");
        file("agents/main/sessions/" + PAST + ".jsonl.deleted.2026-01-11T04-00-00.000Z", header(PAST) + "\n");
        session("research", "agent:research:main", MAIN.replace('1', '7'), entry -> entry);
        lines("research", MAIN.replace('1', '7'), header(MAIN.replace('1', '7')), message("a1", "null", "user", "\"look it up\""));
        writeIndex();
    }

    interface Settled {
        Object of(ObjectNode entry);
    }

    void session(String agent, String key, String id, Settled settled) {
        ObjectNode entry = Json.object().put("updatedAt", 1_768_903_300_000L + index.size());
        if (!id.isEmpty()) {
            entry.put("sessionId", id).put("sessionFile", "/home/old/.openclaw/agents/" + agent + "/sessions/" + id + ".jsonl");
        }
        settled.of(entry);
        index.put(agent + " " + key, entry);
    }

    void writeIndex() throws IOException {
        for (String agent : new String[] {"main", "research"}) {
            ObjectNode all = Json.object();
            index.forEach((key, entry) -> {
                if (key.startsWith(agent + " ")) {
                    all.set(key.substring(agent.length() + 1), entry);
                }
            });
            file("agents/" + agent + "/sessions/sessions.json", Json.write(all));
        }
    }

    static String header(String id) {
        return "{\"type\":\"session\",\"version\":3,\"id\":\"" + id + "\",\"timestamp\":\"2026-01-20T10:00:00.000Z\",\"cwd\":\"/home/old/clawd\"}";
    }

    static String message(String id, String parent, String role, String content) {
        return "{\"type\":\"message\",\"id\":\"" + id + "\",\"parentId\":" + parent + ",\"timestamp\":\"2026-01-20T10:01:00.000Z\",\"message\":{\"role\":\""
                + role + "\",\"content\":" + content + ",\"timestamp\":1768903260000}}";
    }

    void lines(String agent, String id, String... lines) throws IOException {
        file("agents/" + agent + "/sessions/" + id + ".jsonl", String.join("\n", lines) + "\n");
    }

    void append(String agent, String id, String text) throws IOException {
        Files.writeString(root.resolve("agents/" + agent + "/sessions/" + id + ".jsonl"), text, StandardOpenOption.APPEND);
    }

    void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

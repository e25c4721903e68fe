package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Files: what people bring, and what the app brings. Safe on any thread. */
final class Store {
    private final Map<String, byte[]> held = new HashMap<>();
    private final Map<String, ObjectNode> files = new HashMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private String root = "";
    private int count;

    void at(String where) {
        root = where;
    }

    synchronized void hold(String name, byte[] content) {
        held.put(name, content.clone());
    }

    synchronized ObjectNode brought(String name, String user) {
        ObjectNode file = file(name, held.getOrDefault(name, new byte[0]).length, user);
        held.computeIfPresent(name, (key, content) -> {
            contents.put(file.path("id").asText(), content);
            return content;
        });
        return file.deepCopy();
    }

    private ObjectNode file(String name, long size, String user) {
        String id = "F0" + String.format("%08d", ++count);
        ObjectNode file = Shapes.file(id, name, name.endsWith(".png") ? "image/png" : "text/plain", size, user, root + "/files/" + id + "/" + name);
        files.put(id, file);
        return file;
    }

    /** @return its id: a place for a file that is still to come */
    synchronized String place(String name, long size) {
        String id = file(name, size, FakeSlack.BOT_USER).path("id").asText();
        files.get(id).put("mode", "announced");
        return id;
    }

    synchronized void fill(String id, byte[] content) {
        if (!files.containsKey(id) || files.get(id).path("size").asLong() != content.length) {
            throw new Refusal("length");
        }
        contents.put(id, content);
    }

    /** @throws Refusal where it was not brought */
    synchronized ObjectNode share(String id, String title, String channel, String ts) {
        if (!contents.containsKey(id)) {
            throw new Refusal("file_not_found");
        }
        ObjectNode file = files.get(id).put("mode", "hosted").put("title", title);
        file.withObject("/shares/" + (channel.startsWith("D") ? "private" : "public")).putArray(channel).addObject().put("ts", ts).put("team_id", FakeSlack.TEAM);
        return file.deepCopy();
    }

    synchronized ObjectNode find(String id) {
        return Optional.ofNullable(files.get(id)).filter(file -> file.path("mode").asText().equals("hosted")).map(ObjectNode::deepCopy)
                .orElseThrow(() -> new Refusal("file_not_found"));
    }

    synchronized void delete(String id) {
        find(id);
        files.remove(id);
    }

    synchronized Optional<byte[]> content(String id) {
        return Optional.ofNullable(contents.get(id));
    }
}

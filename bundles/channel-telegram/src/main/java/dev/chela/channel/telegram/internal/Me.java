package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Who the bot is. @param hearsAll whether it is given everything that is said in groups: its privacy mode is off */
record Me(String id, String username, boolean hearsAll) {
    static Me of(JsonNode user) {
        return new Me(user.path("id").asText(), user.path("username").asText(), user.path("can_read_all_group_messages").asBoolean());
    }

    ObjectNode tree() {
        return Json.object().put("id", id).put("username", username).put("can_read_all_group_messages", hearsAll);
    }
}

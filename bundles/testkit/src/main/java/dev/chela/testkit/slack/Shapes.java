package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Things as Slack writes them, as far as anybody here reads them (docs.slack.dev/reference/objects, /events). */
final class Shapes {
    private Shapes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode ok() {
        return object().put("ok", true);
    }

    static String name(String user) {
        return user.equals(FakeSlack.BOT_USER) ? FakeSlack.BOT_NAME : "user" + user.substring(user.length() - 2).toLowerCase(java.util.Locale.ROOT);
    }

    static ObjectNode user(String id) {
        boolean bot = id.equals(FakeSlack.BOT_USER);
        ObjectNode user = object().put("id", id).put("team_id", FakeSlack.TEAM).put("name", name(id)).put("deleted", false).put("real_name", "The " + name(id))
                .put("tz", "Europe/Berlin").put("is_bot", bot).put("is_app_user", false).put("updated", 1_700_000_000);
        user.putObject("profile").put("real_name", "The " + name(id)).put("display_name", bot ? "" : "Nick " + id.substring(id.length() - 2)).put("team", FakeSlack.TEAM);
        return user;
    }

    static ObjectNode channel(String id, String name, boolean group) {
        ObjectNode channel = object().put("id", id).put("name", name).put("is_channel", !group).put("is_group", false).put("is_im", false)
                .put("is_mpim", group).put("is_private", group).put("created", 1_700_000_000).put("is_archived", false).put("is_general", false)
                .put("is_member", true).put("creator", FakeSlack.ALICE).put("name_normalized", name);
        channel.putObject("topic").put("value", "").put("creator", "").put("last_set", 0);
        return channel;
    }

    static ObjectNode direct(String id, String user) {
        return object().put("id", id).put("created", 1_700_000_000).put("is_archived", false).put("is_im", true).put("user", user).put("is_user_deleted", false);
    }

    static ObjectNode file(String id, String name, String type, long size, String user, String address) {
        return object().put("id", id).put("created", 1_700_000_000).put("timestamp", 1_700_000_000).put("name", name).put("title", name).put("mimetype", type)
                .put("filetype", "text").put("pretty_type", "Plain Text").put("user", user).put("editable", false).put("size", size).put("mode", "hosted")
                .put("is_external", false).put("is_public", true).put("url_private", address).put("url_private_download", address);
    }

    /** What stands in a conversation. */
    static ObjectNode message(String ts, String user, String text, String thread) {
        ObjectNode message = object().put("type", "message").put("user", user).put("text", text).put("ts", ts).put("team", FakeSlack.TEAM);
        if (!thread.isEmpty()) {
            message.put("thread_ts", thread);
        }
        if (user.equals(FakeSlack.BOT_USER)) {
            message.put("bot_id", FakeSlack.BOT_ID).put("app_id", FakeSlack.APP);
        }
        return message;
    }

    static ObjectNode payload(ObjectNode event, String id) {
        ObjectNode payload = object().put("token", "verification-token").put("team_id", FakeSlack.TEAM).put("api_app_id", FakeSlack.APP)
                .put("type", "event_callback").put("event_id", id).put("event_time", 1_700_000_000).put("is_ext_shared_channel", false)
                .put("event_context", "4-context");
        payload.putArray("authorizations").addObject().put("team_id", FakeSlack.TEAM).put("user_id", FakeSlack.BOT_USER).put("is_bot", true)
                .put("is_enterprise_install", false).putNull("enterprise_id");
        payload.set("event", event);
        return payload;
    }
}

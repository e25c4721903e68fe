package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Things as Discord writes them, as far as anybody here reads them (discord.com/developers/docs/resources). */
final class Shapes {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    private static final long EPOCH = 1_420_070_400_000L;

    private Shapes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String time(String snowflake) {
        return TIME.format(Instant.ofEpochMilli((Long.parseLong(snowflake) >> 22) + EPOCH));
    }

    static ObjectNode bot() {
        return user(FakeDiscord.BOT_ID, true);
    }

    static ObjectNode user(String id, boolean bot) {
        String name = id.equals(FakeDiscord.BOT_ID) ? FakeDiscord.BOT_NAME : "user" + id.substring(id.length() - 2);
        ObjectNode user = object().put("id", id).put("username", name).put("discriminator", "0").put("global_name", "The " + name)
                .put("public_flags", 0).put("flags", 0).put("bot", bot);
        return user.putNull("avatar").putNull("banner").putNull("accent_color").putNull("avatar_decoration_data").putNull("primary_guild");
    }

    static ObjectNode application(int flags) {
        ObjectNode app = object().put("id", FakeDiscord.BOT_ID).put("name", "Chela").put("description", "").put("flags", flags)
                .put("flags_new", String.valueOf(flags)).put("bot_public", false).put("bot_require_code_grant", false).put("verify_key", "0".repeat(64))
                .put("approximate_guild_count", 1).put("approximate_user_install_count", 0).put("approximate_user_authorization_count", 0)
                .put("explicit_content_filter", 0);
        app.set("owner", user(FakeDiscord.ALICE, false));
        app.putArray("redirect_uris");
        app.putArray("eligible_oauth2_scopes");
        return app.putNull("icon").putNull("type").putNull("interactions_endpoint_url").putNull("role_connections_verification_url").putNull("team");
    }

    /** Components of a message have numbers, which Discord gives to those that come without. */
    static ArrayNode numbered(JsonNode asked) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        int number = 0;
        for (JsonNode row : asked) {
            ObjectNode copy = ((ObjectNode) row.deepCopy()).put("id", ++number);
            for (JsonNode button : copy.path("components")) {
                ((ObjectNode) button).put("id", ++number);
            }
            rows.add(copy);
        }
        return rows;
    }

    static ObjectNode member(String... roles) {
        ObjectNode member = object().put("nick", "Nick").put("joined_at", time("175928847299117063")).put("deaf", false).put("mute", false)
                .put("pending", false).put("flags", 0);
        ArrayNode all = member.putArray("roles");
        for (String role : roles) {
            all.add(role);
        }
        return member.putNull("avatar").putNull("banner").putNull("communication_disabled_until").putNull("premium_since");
    }

    static ObjectNode message(String id, String channel, ObjectNode author, String text) {
        ObjectNode message = object().put("id", id).put("channel_id", channel).put("content", text).put("timestamp", time(id))
                .put("tts", false).put("mention_everyone", false).put("pinned", false).put("type", 0).put("flags", 0);
        message.set("author", author);
        for (String list : new String[] {"mentions", "mention_roles", "attachments", "embeds", "components"}) {
            message.putArray(list);
        }
        return message.putNull("edited_timestamp");
    }

    static ObjectNode direct(String id, String user, String last) {
        ObjectNode channel = object().put("id", id).put("type", 1).put("flags", 0).put("last_message_id", last);
        channel.putArray("recipients").add(user(user, false));
        return channel;
    }

    static ObjectNode text(String id, String name, String last) {
        ObjectNode channel = object().put("id", id).put("type", 0).put("guild_id", FakeDiscord.GUILD).put("name", name).put("position", 0)
                .put("nsfw", false).put("rate_limit_per_user", 0).put("flags", 0).put("last_message_id", last);
        channel.putArray("permission_overwrites");
        return channel.putNull("parent_id").putNull("topic").putNull("last_pin_timestamp");
    }

    static ObjectNode thread(String id, String parent, String name, String last) {
        ObjectNode thread = object().put("id", id).put("type", 11).put("guild_id", FakeDiscord.GUILD).put("name", name).put("parent_id", parent)
                .put("owner_id", FakeDiscord.BOT_ID).put("rate_limit_per_user", 0).put("flags", 0).put("last_message_id", last)
                .put("message_count", 0).put("member_count", 1).put("total_message_sent", 0);
        thread.putObject("thread_metadata").put("archived", false).put("auto_archive_duration", 1_440).put("locked", false)
                .put("archive_timestamp", time(id)).put("create_timestamp", time(id));
        return thread.putNull("last_pin_timestamp");
    }

    /** A guild with one role, which may everything, and two members. */
    static ObjectNode guild() {
        ObjectNode guild = object().put("id", FakeDiscord.GUILD).put("name", "The house").put("owner_id", "100000000000000099")
                .put("region", "deprecated").put("afk_timeout", 300).put("verification_level", 0).put("default_message_notifications", 0)
                .put("explicit_content_filter", 0).put("mfa_level", 0).put("system_channel_flags", 0).put("premium_tier", 0)
                .put("preferred_locale", "en-US").put("nsfw_level", 0).put("premium_progress_bar_enabled", false).put("nsfw", false)
                .put("joined_at", time("175928847299117063")).put("large", false).put("unavailable", false).put("member_count", 2)
                .put("max_members", 500_000).put("max_video_channel_users", 25).put("premium_subscription_count", 0).put("lazy", true);
        for (String list : new String[] {"emojis", "features", "stickers", "voice_states", "presences", "stage_instances", "guild_scheduled_events",
                "soundboard_sounds", "threads", "channels"}) {
            guild.putArray(list);
        }
        ObjectNode everyone = guild.putArray("roles").addObject().put("id", FakeDiscord.GUILD).put("name", "@everyone").put("color", 0).put("hoist", false)
                .put("position", 0).put("permissions", "8").put("managed", false).put("mentionable", false).put("flags", 0);
        everyone.putObject("colors").put("primary_color", 0).putNull("secondary_color").putNull("tertiary_color");
        everyone.putNull("icon").putNull("unicode_emoji");
        ArrayNode members = guild.putArray("members");
        members.add((ObjectNode) member().set("user", bot()));
        members.add((ObjectNode) member().set("user", user(FakeDiscord.ALICE, false)));
        for (String none : new String[] {"icon", "splash", "discovery_splash", "banner", "description", "afk_channel_id", "application_id",
                "system_channel_id", "rules_channel_id", "public_updates_channel_id", "safety_alerts_channel_id", "vanity_url_code"}) {
            guild.putNull(none);
        }
        return guild;
    }
}

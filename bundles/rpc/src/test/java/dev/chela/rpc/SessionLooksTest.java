package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLooksTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private JsonNode patch(String properties) {
        return client.call("sessions.patch", "{'key':'main'," + properties + "}").path("entry");
    }

    private JsonNode row() {
        return client.call("sessions.describe", "{'key':'main'}").path("session");
    }

    private List<String> listed(String params) {
        return client.call("sessions.list", params).path("sessions").findValuesAsText("key");
    }

    private void turn(String id) throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'" + id + "'}");
        house.talk.model.next().answer("hello");
        client.end(id);
    }

    @Test
    void absent_null_and_a_value_are_three_things_also_after_a_restart() throws Exception {
        patch("'icon':'🦀','color':'red','category':'garden','pinned':true");
        patch("'color':null");
        client.close();
        house.close();
        open();
        JsonNode row = row();
        assertThat(row.path("icon").asText()).isEqualTo("🦀");
        assertThat(row.has("color")).isFalse();
        assertThat(row.path("category").asText()).isEqualTo("garden");
        assertThat(row.path("pinned").asBoolean()).isTrue();
        assertThat(row.path("pinnedAt").asLong()).isPositive();
        patch("'icon':null,'category':null,'pinned':false");
        assertThat(row().has("icon")).isFalse();
        assertThat(row().has("pinnedAt")).isFalse();
    }

    @Test
    void how_a_session_looks_is_no_activity_and_pinning_twice_is_pinning_once() {
        client.call("sessions.create", "{'key':'main'}");
        long updated = row().path("updatedAt").asLong();
        long pinned = patch("'pinned':true,'unread':true").path("pinnedAt").asLong();
        assertThat(patch("'pinned':true").path("pinnedAt").asLong()).isEqualTo(pinned);
        assertThat(row().path("updatedAt").asLong()).isEqualTo(updated);
    }

    @Test
    void an_archived_session_is_listed_only_on_demand_until_something_is_said_to_it() throws Exception {
        turn("a");
        client.call("sessions.create", "{'key':'other'}");
        patch("'archived':true,'category':'old'");
        assertThat(row().path("archiveReason").asText()).isEqualTo("manual");
        assertThat(listed("{}")).containsExactly("agent:main:other");
        assertThat(listed("{'archived':true}")).containsExactly("agent:main:main");
        assertThat(listed("{'archived':'all'}")).hasSize(2);
        assertThat(listed("{'archived':'all','group':'old','pinned':false}")).containsExactly("agent:main:main");
        turn("b");
        assertThat(row().path("archived").asBoolean()).isFalse();
        assertThat(listed("{'archived':false}")).hasSize(2);
    }

    @Test
    void how_much_of_the_work_is_shown_is_the_owner_s_to_say_and_every_client_s_to_know() throws Exception {
        assertThat(patch("'verboseLevel':'full'").path("verboseLevel").asText()).isEqualTo("full");
        assertThat(row().path("verboseLevel").asText()).isEqualTo("full");
        assertThat(client.call("chat.history", "{'sessionKey':'main'}").path("verboseLevel").asText()).isEqualTo("full");
        client.close();
        house.close();
        open();
        assertThat(row().path("verboseLevel").asText()).isEqualTo("full");
        assertThat(patch("'verboseLevel':null").has("verboseLevel")).isFalse();
        assertThat(client.refused("sessions.patch", "{'key':'main','verboseLevel':'loud'}").path("message").asText()).contains("/verboseLevel");
        try (Client writer = house.clientWith("[\"operator.write\"]")) {
            assertThat(writer.refused("sessions.patch", "{'key':'main','verboseLevel':'on'}").at("/details/missingScope").asText())
                    .isEqualTo("operator.admin");
            assertThat(writer.refused("sessions.patchMany", "{'targets':[{'key':'main'}],'patch':{'verboseLevel':'on'}}")
                    .at("/details/missingScope").asText()).isEqualTo("operator.admin");
        }
    }

    @Test
    void a_session_says_which_one_set_it_to_work_and_is_found_by_it() throws Exception {
        turn("a");
        SessionKey child = new SessionKey("agent:main:subagent:1");
        house.talk.house.sessions.commit(child, "spawn", "create",
                (fresh, step) -> fresh.copiedFrom(fresh.source().spawned(new SessionKey("agent:main:main"), 1, "")));
        JsonNode found = client.call("sessions.list", "{'spawnedBy':'main'}").path("sessions");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("key").asText()).isEqualTo(child.value());
        assertThat(found.get(0).path("spawnedBy").asText()).isEqualTo("agent:main:main");
        assertThat(found.get(0).path("parentSessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(found.get(0).path("spawnDepth").asInt()).isEqualTo(1);
        assertThat(found.get(0).has("forkSource")).isFalse();
        assertThat(client.call("sessions.list", "{'excludeSubagents':true}").path("sessions")).hasSize(1);
    }

    @Test
    void a_house_of_one_person_finds_nothing_by_profile_board_or_project_and_everything_by_its_person() throws Exception {
        turn("a");
        for (String nothing : List.of("'ownerId':'p'", "'creatorId':'p'", "'involvingProfileId':'p'", "'hasBoard':true", "'boardFace':'dashboard'",
                "'projectId':'p'", "'workspaceDir':'/tmp'", "'profileRelation':{'profileId':'p','relationship':'owned'}", "'spawnedBy':'main'")) {
            assertThat(listed("{" + nothing + "}")).as(nothing).isEmpty();
        }
        JsonNode all = client.call("sessions.list",
                "{'involvingMe':true,'ownerFirst':true,'hasBoard':false,'boardFace':'chat','includePeople':true,'includeActivitySummary':true}");
        assertThat(all.path("sessions")).hasSize(1);
        assertThat(all.path("people").isArray()).isTrue();
        assertThat(all.path("people")).isEmpty();
        assertThat(client.call("sessions.list", "{}").has("people")).isFalse();
    }

    @Test
    void whoever_may_write_may_delete_what_is_archived_and_nothing_else() throws Exception {
        client.call("sessions.create", "{'key':'other','category':'old','thinkingLevel':'high'}");
        try (Client writer = house.clientWith("[\"operator.write\"]")) {
            assertThat(writer.refused("sessions.delete", "{'key':'other'}").at("/details/missingScope").asText()).isEqualTo("operator.admin");
            assertThat(writer.refused("sessions.delete", "{'key':'other','archivedOnly':true}").path("message").asText())
                    .contains("is not archived");
            JsonNode entry = writer.call("sessions.patch", "{'key':'other','archived':true}").path("entry");
            assertThat(entry.path("category").asText()).isEqualTo("old");
            assertThat(entry.path("thinkingLevel").asText()).isEqualTo("high");
            assertThat(writer.refused("sessions.delete", "{'key':'other','archivedOnly':true,'expectedSessionUpdatedAt':1}")
                    .at("/details/reason").asText()).isEqualTo("session-changed");
            assertThat(writer.call("sessions.delete", "{'key':'other','archivedOnly':true}").path("deleted").asBoolean()).isTrue();
        }
        assertThat(listed("{'archived':'all'}")).isEmpty();
    }

    @Test
    void a_session_is_unread_when_it_answered_since_somebody_looked_or_when_somebody_says_so() throws Exception {
        turn("a");
        assertThat(row().path("unread").asBoolean()).isFalse();
        patch("'unread':false");
        turn("b");
        assertThat(row().path("unread").asBoolean()).isTrue();
        patch("'unread':false");
        assertThat(row().path("unread").asBoolean()).isFalse();
        long marked = patch("'unread':true").path("markedUnreadAt").asLong();
        assertThat(client.refused("sessions.patch", "{'key':'main','unread':false,'expectedMarkedUnreadAt':null}")
                .at("/details/reason").asText()).isEqualTo("marked-unread-changed");
        patch("'unread':false,'expectedMarkedUnreadAt':" + marked);
        assertThat(row().path("unread").asBoolean()).isFalse();
    }

    @Test
    void many_are_ordered_at_once_and_whoever_follows_the_list_is_told() {
        client.call("sessions.subscribe", "{}");
        client.call("sessions.create", "{'key':'one'}");
        client.call("sessions.create", "{'key':'two'}");
        client.call("sessions.patchMany", "{'targets':[{'key':'one'},{'key':'two'}],'patch':{'archived':true,'label':null}}");
        assertThat(listed("{'archived':true}")).hasSize(2);
        client.await(frame -> frame.at("/payload/session/archived").asBoolean() && frame.at("/payload/reason").asText().equals("patch"));
    }

    @Test
    void how_hard_the_model_thinks_is_said_for_a_session_or_for_one_message_in_words_that_the_model_knows() throws Exception {
        patch("'thinkingLevel':'low'");
        assertThat(row().path("thinkingLevel").asText()).isEqualTo("low");
        assertThat(row().path("thinkingLevels").findValuesAsText("id")).containsExactly("low", "high");
        client.call("chat.send", "{'sessionKey':'main','message':'one','idempotencyKey':'a'}");
        var asked = house.talk.model.next();
        assertThat(asked.thinking()).isEqualTo("low");
        client.call("chat.send", "{'sessionKey':'main','message':'two','idempotencyKey':'b','thinking':'high'}");
        asked.answer("one");
        var own = house.talk.model.next();
        assertThat(own.thinking()).isEqualTo("high");
        own.answer("two");
        client.end("b");
        String waits = client.ask("agent", "{'message':'three','idempotencyKey':'d','thinking':'high'}");
        var third = house.talk.model.next();
        assertThat(third.thinking()).isEqualTo("high");
        third.answer("done");
        assertThat(client.response(waits).path("ok").asBoolean()).isTrue();
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'e','thinking':'deep'}").path("message").asText()).contains("/thinking");
        assertThat(client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'c','thinking':'deep'}").path("message")
                .asText()).contains("/thinking", "test/scripted knows low, high");
        assertThat(client.refused("sessions.patch", "{'key':'main','model':'test/other','thinkingLevel':'high'}").path("message").asText())
                .contains("/thinkingLevel", "cannot be told");
        patch("'model':'test/other','thinkingLevel':'off'");
        patch("'model':null,'thinkingLevel':null");
        assertThat(row().has("thinkingLevel")).isFalse();
    }

    @Test
    void texts_that_say_nothing_and_properties_that_do_nothing_are_refused_by_name() {
        assertThat(client.refused("sessions.patch", "{'key':'main','icon':''}").path("message").asText()).contains("/icon");
        assertThat(client.refused("sessions.patch", "{'key':'main','pinned':null}").path("message").asText()).contains("/pinned");
        assertThat(client.refused("sessions.patch", "{'key':'main','statusNote':'on'}").path("message").asText())
                .contains("unexpected property 'statusNote'");
        assertThat(house.talk.house.sessions.count()).isZero();
    }
}

package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void reads_tags_prefix_command_and_parameters() {
        Message said = Message.of("@time=2026-11-22T08:00:00Z;account=alice;note=a\\:b\\sc\\\\ :alice!a@host  privmsg  #room :hello  there");
        assertThat(said.tags()).isEqualTo(Map.of("time", "2026-11-22T08:00:00Z", "account", "alice", "note", "a;b c\\"));
        assertThat(said.nick()).isEqualTo("alice");
        assertThat(said.command()).isEqualTo("PRIVMSG");
        assertThat(said.parameters()).isEqualTo(List.of("#room", "hello  there"));
    }

    @Test
    void reads_what_has_only_some_of_them() {
        assertThat(Message.of("PING")).isEqualTo(new Message(Map.of(), "", "PING", List.of()));
        assertThat(Message.of(":irc.test 001 chela :").parameters()).containsExactly("chela", "");
        assertThat(Message.of("").command()).isEmpty();
        assertThat(Message.of("@a= :p ").tags()).isEqualTo(Map.of("a", ""));
        assertThat(Message.of("NICK").parameter(3)).isEmpty();
    }
}

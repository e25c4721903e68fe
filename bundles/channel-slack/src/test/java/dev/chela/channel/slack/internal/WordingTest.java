package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Text;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private static final Me ME = new Me("U1", "B1", "chela", "T1", "House");

    private static Text read(String text) {
        return Wording.read(text, ME, Json.object().put("U2", "Bob $1\\"));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', value = {
        "<@U1> hello                         => hello",
        "<@U1|chela>: hello                  => hello",
        "tell <@U1> that                     => tell @chela that",
        "ask <@U2>, <@U3|carol> or <@U4>     => ask @Bob $1\\, @carol or @U4",
        "in <#C1|general> and <#C2>          => in #general and #C2",
        "<!here> <!subteam^S1|@team>         => @here @team",
        "<!date^1392734382^{date}|Feb 18>    => Feb 18",
        "<https://e.org/a|a page>            => a page (https://e.org/a)",
        "<https://e.org/?a=1&amp;b=2>        => https://e.org/?a=1&b=2",
        "<http://e.org|e.org>                => http://e.org",
        "<mailto:me@e.org|me@e.org>          => me@e.org",
        "1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt; => 1 < 2 && 3 > 2 &lt;"})
    void says_what_people_see(String written, String said) {
        assertThat(read(written.strip()).value()).isEqualTo(said);
    }

    @Test
    void knows_who_is_meant() {
        assertThat(read("<@U2> and <@U1>")).satisfies(text -> {
            assertThat(text.mentionsMe()).isTrue();
            assertThat(text.mentioned()).isEqualTo(Set.of("U1", "U2"));
        });
        assertThat(read("&lt;@U1&gt; and U1").mentionsMe()).as("somebody wrote these signs himself").isFalse();
    }

    @Test
    void names_of_emoji_are_signs_where_they_are_known_and_back() {
        assertThat(Emoji.sign("tada")).isEqualTo("🎉");
        assertThat(Emoji.sign("heart")).isEqualTo("❤️");
        assertThat(Emoji.sign("our_logo")).isEqualTo(":our_logo:");
        assertThat(Emoji.name("❤")).contains("heart");
        assertThat(Emoji.name("👍🏽")).contains("+1");
        assertThat(Emoji.name(":our_logo:")).contains("our_logo");
        assertThat(Emoji.name("thumbsup")).contains("thumbsup");
        assertThat(Emoji.name("👩‍👩‍👧")).isEmpty();
    }
}

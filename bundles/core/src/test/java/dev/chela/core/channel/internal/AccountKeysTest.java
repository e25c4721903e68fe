package dev.chela.core.channel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.fault.Permanent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountKeysTest {
    private static Optional<Set<String>> of(String schema) {
        return AccountKeys.of(new ChannelInfo("pigeon", "Pigeons", schema, Set.of(), List.of()));
    }

    @Test
    void are_those_of_the_schema_and_those_that_the_house_reads() {
        assertThat(of("{\"type\":\"object\",\"properties\":{\"loft\":{\"type\":\"string\"}}}")).get().asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.collection(String.class)).contains("loft", "allowFrom", "streaming").doesNotContain("accounts");
        assertThat(of("{\"type\":\"object\",\"additionalProperties\":false}")).get().asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.collection(String.class)).contains("allowFrom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"object\"}", "{\"properties\":{\"loft\":{}},\"additionalProperties\":true}",
        "{\"properties\":{},\"additionalProperties\":{\"type\":\"string\"}}"})
    void are_any_where_the_schema_says_so(String schema) {
        assertThat(of(schema)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"type\":"})
    void cannot_be_read_from_what_is_no_object(String schema) {
        assertThatThrownBy(() -> of(schema)).isInstanceOf(Permanent.class);
    }
}

package dev.chela.core.channel.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.json.Json;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which keys an account of a channel may be configured with: those of the channel's own schema, and those that the house reads itself. */
final class AccountKeys {
    private AccountKeys() {}

    /** Has the configuration refuse all others, at the channel and at each of its accounts. */
    static Registration claim(Config config, ChannelInfo info) {
        Optional<Set<String>> keys = of(info);
        if (keys.isEmpty()) {
            return () -> { };
        }
        String place = "channels." + info.id();
        Registration atChannel = config.vocabulary(place, place, with(keys.get(), ChannelsConfig.OF_CHANNELS));
        Registration atAccounts = config.vocabulary(place + ".accounts.*", place, keys.get());
        return () -> {
            atChannel.close();
            atAccounts.close();
        };
    }

    /**
     * Empty for a schema that leaves open what may be there.
     *
     * @throws Permanent when the schema is no JSON object
     */
    static Optional<Set<String>> of(ChannelInfo info) {
        JsonNode schema = Json.read(info.accountSchema());
        if (!schema.isObject()) {
            throw new Permanent("the schema of its accounts is no JSON object: " + info.accountSchema());
        }
        JsonNode others = schema.path("additionalProperties");
        if (others.isMissingNode() ? !schema.has("properties") : others.asBoolean(true)) {
            return Optional.empty();
        }
        Set<String> keys = new TreeSet<>(ChannelsConfig.OF_ACCOUNTS);
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return Optional.of(keys);
    }

    private static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}

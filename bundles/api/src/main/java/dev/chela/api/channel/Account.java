package dev.chela.api.channel;

import java.util.Map;

/** One account of a channel, as configured. Secrets are left out: {@link ChannelHost#secret} has them. */
public record Account(String id, Map<String, Object> settings) {}

package dev.chela.httpapi.internal;

import org.jspecify.annotations.Nullable;

/** The section {@code gateway.http}: which of the endpoints that run models answer. Off unless switched on, as in OpenClaw. */
public record HttpApiConfig(@Nullable Endpoints endpoints) {
    public HttpApiConfig {
        endpoints = endpoints == null ? new Endpoints(null, null) : endpoints;
    }

    public record Endpoints(@Nullable Switch chatCompletions, @Nullable Switch responses) {
        public Endpoints {
            chatCompletions = chatCompletions == null ? new Switch(null) : chatCompletions;
            responses = responses == null ? new Switch(null) : responses;
        }
    }

    public record Switch(@Nullable Boolean enabled) {
        public Switch {
            enabled = enabled != null && enabled;
        }
    }
}

package dev.chela.api.id;

/** The name of one run of an agent: the id of the input that started it. For {@code chat.send} it is the idempotency key. */
public record RunId(String value) {
    public RunId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a run id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

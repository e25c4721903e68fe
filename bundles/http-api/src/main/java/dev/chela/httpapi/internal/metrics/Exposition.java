package dev.chela.httpapi.internal.metrics;

/** Prometheus' text format, version 0.0.4: prometheus.io/docs/instrumenting/exposition_formats. Names, labels and texts are ours. */
final class Exposition {
    private final StringBuilder text = new StringBuilder();

    Exposition gauge(String name, String help, double value) {
        return family(name, "gauge", help).sample(name, "", value);
    }

    Exposition counter(String name, String help, double value) {
        return family(name, "counter", help).sample(name, "", value);
    }

    Exposition family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** @param labels as {@code key="value"}, or empty */
    Exposition sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value))
                .append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

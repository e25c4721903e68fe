package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.config.Durations;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.SecretRef;
import dev.chela.core.secret.Secrets;
import dev.chela.core.text.Excerpt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Single values: texts, numbers, truth values, names of an enum, durations, secrets, and trees taken as they are. */
final class Scalars {
    private final Source source;
    private final Secrets secrets;
    private final Redactor redactor;
    private final BiConsumer<KeyPath, String> issues;

    Scalars(Source source, Secrets secrets, Redactor redactor, BiConsumer<KeyPath, String> issues) {
        this.source = source;
        this.secrets = secrets;
        this.redactor = redactor;
        this.issues = issues;
    }

    /** What an absent value is: zero or false for the primitives, which know no null. */
    static @Nullable Object zero(Class<?> raw) {
        if (raw == boolean.class) {
            return false;
        }
        if (raw == int.class) {
            return 0;
        }
        return raw == long.class ? (Object) 0L : raw == double.class ? (Object) 0.0 : null;
    }

    @Nullable Object value(Class<?> raw, JsonNode node, KeyPath path, @Nullable Range range) {
        if (raw == String.class) {
            return node.isTextual() ? node.textValue() : wrong(path, node, "a text");
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return node.isBoolean() ? (Object) node.booleanValue() : wrong(path, node, "true or false");
        }
        if (raw == Secret.class) {
            return secret(node, path);
        }
        if (raw == Duration.class) {
            return duration(node, path, range);
        }
        if (raw.isEnum()) {
            return constant(raw, node, path);
        }
        if (raw == Object.class) {
            return plain(node);
        }
        return JsonNode.class.isAssignableFrom(raw) ? tree(raw, node, path) : number(raw, node, path, range);
    }

    private @Nullable Object tree(Class<?> raw, JsonNode node, KeyPath path) {
        return raw.isInstance(node) ? node.deepCopy() : wrong(path, node, "an object or a list");
    }

    private @Nullable Object number(Class<?> raw, JsonNode node, KeyPath path, @Nullable Range range) {
        boolean whole = raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class;
        if (!whole && raw != double.class && raw != Double.class && raw != BigDecimal.class) {
            throw new Defect("the configuration at " + path + " wants a " + raw.getName() + ", which no setting can be");
        }
        if (!node.isNumber() || !Double.isFinite(node.doubleValue()) || whole && !integral(node)) {
            return wrong(path, node, whole ? "a whole number" : "a number");
        }
        BigDecimal number = node.decimalValue();
        boolean small = raw == int.class || raw == Integer.class;
        long min = Math.max(range == null ? Long.MIN_VALUE : range.min(), small ? Integer.MIN_VALUE : Long.MIN_VALUE);
        long max = Math.min(range == null ? Long.MAX_VALUE : range.max(), small ? Integer.MAX_VALUE : Long.MAX_VALUE);
        if ((whole || range != null) && !within(number, min, max)) {
            return outside(path, number.toPlainString(), min, max);
        }
        return small ? (Object) number.intValueExact() : whole ? (Object) number.longValueExact()
                : raw == BigDecimal.class ? number : (Object) number.doubleValue();
    }

    private static boolean integral(JsonNode node) {
        return node.isIntegralNumber() || node.doubleValue() == Math.rint(node.doubleValue());
    }

    private static boolean within(BigDecimal number, long min, long max) {
        return number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    private @Nullable Object outside(KeyPath path, String shown, long min, long max) {
        String bounds = max == Long.MAX_VALUE ? "at least " + min : min == Long.MIN_VALUE ? "at most " + max : min + " to " + max;
        issues.accept(path, "must be " + bounds + ", but is " + shown);
        return null;
    }

    private @Nullable Object duration(JsonNode node, KeyPath path, @Nullable Range range) {
        Duration duration = node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0
                ? Duration.ofMillis(node.longValue())
                : node.isTextual() ? Durations.parse(node.textValue()).orElse(null) : null;
        if (duration == null) {
            return wrong(path, node, "a duration like \"30s\", \"5m\", \"1h\", or milliseconds");
        }
        return range != null && !within(BigDecimal.valueOf(duration.toMillis()), range.min(), range.max())
                ? outside(path, duration.toMillis() + " milliseconds", range.min(), range.max())
                : duration;
    }

    private @Nullable Object constant(Class<?> raw, JsonNode node, KeyPath path) {
        List<String> names = Arrays.stream(raw.getEnumConstants()).map(one -> name((Enum<?>) one)).toList();
        if (!node.isTextual()) {
            return wrong(path, node, "one of " + Words.list(names));
        }
        int index = names.indexOf(node.textValue().replace('_', '-'));
        if (index < 0) {
            issues.accept(path, "must be one of " + Words.list(names) + shown(path, node)
                    + Words.nearest(node.textValue(), names).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
            return null;
        }
        return raw.getEnumConstants()[index];
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable Object secret(JsonNode node, KeyPath path) {
        if (node.isObject()) {
            return referred(node, path);
        }
        if (node.isContainerNode() || node.isBoolean()) {
            return wrong(path, node, "a text, or a reference {source: \"env\", id: \"NAME\"}");
        }
        if (source.unresolved().contains(path)) {
            return null;
        }
        Secret secret = new Secret(node.asText());
        redactor.keep(secret);
        return secret;
    }

    private @Nullable Object referred(JsonNode node, KeyPath path) {
        String file = node.path("path").asText(source.tree().path("secrets").path("providers")
                .path(node.path("provider").asText("default")).path("path").asText(""));
        try {
            return secrets.resolve(new SecretRef(node.path("source").asText(""), file, node.path("id").asText("")));
        } catch (Permanent | Denied unresolved) {
            issues.accept(path, String.valueOf(unresolved.getMessage()));
            return null;
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        return Json.plain(node);
    }

    @Nullable Object wrong(KeyPath path, JsonNode node, String wanted) {
        issues.accept(path, "must be " + wanted + shown(path, node));
        return null;
    }

    /** The value itself only where it cannot be a secret: not below a secret's name, and not put there by a variable. */
    private String shown(KeyPath path, JsonNode node) {
        String kind = switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            default -> "something else";
        };
        boolean silent = node.isContainerNode() || SecretNames.within(path) || source.substituted(path);
        String value = node.isTextual() ? "\"" + cut(node.textValue()) + "\"" : node.asText();
        return ", but is " + (silent ? kind : value);
    }

    private static String cut(String text) {
        return Excerpt.of(text, 60);
    }
}

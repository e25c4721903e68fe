package dev.chela.cli.doctor;

import dev.chela.cli.json.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one check found, and the next step unless all is well. */
public record Finding(Grade grade, String check, String message, @Nullable String next) {
    /** How bad it is; only FAIL keeps things from working. */
    public enum Grade {
        OK,
        WARN,
        FAIL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String check, String message) {
        return new Finding(Grade.OK, check, message, null);
    }

    static Finding warn(String check, String message, String next) {
        return new Finding(Grade.WARN, check, message, next);
    }

    static Finding fail(String check, String message, String next) {
        return new Finding(Grade.FAIL, check, message, next);
    }

    public Json json() {
        return Json.object("check", check, "status", grade.word(), "message", message, "next", next);
    }
}

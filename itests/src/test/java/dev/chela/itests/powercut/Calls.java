package dev.chela.itests.powercut;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a record of strace line by line and puts together what was written in two, since another thread came between. */
final class Calls {
    private static final String UNFINISHED = " <unfinished ...>";
    /** In the middle of a line: its thread was gone when strace looked for the result. */
    private static final String DETACHED = " <detached ...>";

    private final Consumer<Call> taker;
    /** By the thread that is in it. */
    private final Map<String, Begun> open = new LinkedHashMap<>();
    private long number;

    private record Begun(String thread, String name, String arguments, long at) {
        Call end(String result, long at) {
            int time = result.lastIndexOf(" <");
            long nanos = time < 0 ? 0 : Math.round(Double.parseDouble(result.substring(time + 2, result.length() - 1)) * 1e9);
            return new Call(thread, name, arguments, time < 0 ? result : result.substring(0, time), this.at, at, nanos);
        }

        Begun with(String more) {
            return new Begun(thread, name, arguments + more, at);
        }

        Call cutOff() {
            return new Call(thread, name, arguments, "", at, Long.MAX_VALUE, 0);
        }
    }

    private Calls(Consumer<Call> taker) {
        this.taker = taker;
    }

    /** @param taker is given each call when it returned, in that order, and in the end those that never did */
    static void read(Path record, Consumer<Call> taker) {
        Calls calls = new Calls(taker);
        try (BufferedReader lines = Files.newBufferedReader(record, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                calls.line(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calls.open.values().forEach(begun -> taker.accept(begun.cutOff()));
    }

    private void line(String line) {
        number++;
        int space = line.indexOf(' ');
        String thread = line.substring(0, space);
        String rest = line.substring(space).stripLeading();
        if (rest.startsWith("<... ")) {
            resumed(thread, rest.substring(rest.indexOf('>') + 1));
        } else if (!rest.startsWith("+++") && !rest.startsWith("---")) {
            begun(thread, rest);
        }
    }

    private void begun(String thread, String text) {
        int bracket = text.indexOf('(');
        String name = text.substring(0, bracket);
        String rest = text.substring(bracket + 1);
        if (rest.endsWith(UNFINISHED)) {
            open.put(thread, new Begun(thread, name, rest.substring(0, rest.length() - UNFINISHED.length()), number));
        } else {
            ended(new Begun(thread, name, "", number), rest);
        }
    }

    private void resumed(String thread, String rest) {
        Begun begun = open.remove(thread);
        if (begun == null) {
            throw new AssertionError("line " + number + " of the record ends what never began");
        }
        ended(begun, rest);
    }

    private void ended(Begun begun, String rest) {
        if (rest.endsWith(DETACHED)) {
            taker.accept(begun.with(rest.substring(0, rest.length() - DETACHED.length())).cutOff());
            return;
        }
        int equals = rest.lastIndexOf(" = ");
        boolean unknown = rest.startsWith("?", equals + 3);
        Begun whole = begun.with(rest.substring(0, rest.lastIndexOf(')', equals)));
        taker.accept(unknown ? whole.cutOff() : whole.end(rest.substring(equals + 3), number));
    }
}

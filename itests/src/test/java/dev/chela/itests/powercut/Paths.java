package dev.chela.itests.powercut;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which path a call means, whatever it is relative to: a directory's descriptor, or where its process is just then. */
final class Paths {
    private static final String HERE = "AT_FDCWD<";

    private final Map<String, String> here = new HashMap<>();

    /** To be shown every call. Where a process begins is said by its first {@code openat}, in which it loads its libraries. */
    void see(Call call) {
        if (call.name().equals("chdir")) {
            here.put(call.thread(), from(call, Call.path(call.arguments())));
        } else if (call.name().equals("fchdir")) {
            here.put(call.thread(), Call.target(call.arguments()));
        } else if (call.arguments().startsWith(HERE)) {
            here.put(call.thread(), Call.target(call.words().get(0)));
        }
    }

    /** Of a call that names a path alone. @param word which one of its words */
    String of(Call call, int word) {
        return from(call, Call.path(call.words().get(word)));
    }

    /** Of a call that names a directory's descriptor before the path. @param word the first of the two */
    String at(Call call, int word) {
        List<String> words = call.words();
        return resolve(Call.target(words.get(word)), Call.path(words.get(word + 1)));
    }

    private String from(Call call, String path) {
        return resolve(here.getOrDefault(call.thread(), ""), path);
    }

    private static String resolve(String directory, String path) {
        return Path.of(directory).resolve(path).normalize().toString();
    }
}

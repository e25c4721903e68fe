package dev.chela.itests.channels;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every way known here by which an agent could come at what is not its own, as calls of tools. */
final class Burglar {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path own;
    private final Path theirs;
    private final List<Call> calls = new ArrayList<>();

    /** @param arguments JSON */
    record Call(String tool, String arguments) {}

    /** @param own the workspace of whoever tries. @param theirs the other's */
    private Burglar(Path home, Path own, Path theirs) {
        this.home = home;
        this.own = own;
        this.theirs = theirs;
    }

    /** Everything but commands. In {@code own} there lie the links {@code file}, {@code folder} and {@code hard}. */
    static List<Call> files(Path home, Path own, Path theirs) {
        Burglar burglar = new Burglar(home, own, theirs);
        burglar.paths().forEach(path -> {
            burglar.add("read", Map.of("path", path));
            burglar.add("ls", Map.of("path", path));
            burglar.add("edit", Map.of("path", path, "oldText", "known", "newText", "stolen"));
            burglar.add("memory_get", Map.of("path", path));
        });
        burglar.writes();
        List.of("known to", "diary", "memory", "said").forEach(words -> List.of("memory", "sessions", "all").forEach(corpus ->
                burglar.add("memory_search", Map.of("query", words, "corpus", corpus))));
        List.of("known", "said", "alone", "main", "clerk").forEach(words -> burglar.add("sessions_search", Map.of("query", words)));
        List.of("sessions_list", "sessions_history", "agents_list", "process").forEach(tool ->
                burglar.add(tool, Map.of("action", "list", "sessionKey", "agent:main:main", "query", "known")));
        return burglar.calls;
    }

    /** What a shell can be told. */
    static List<Call> commands(Path home, Path own, Path theirs) {
        Burglar burglar = new Burglar(home, own, theirs);
        burglar.paths().forEach(path -> burglar.add("exec", Map.of("command", "cat '" + path + "'; cp '" + path + "' c; ln '" + path + "' h; ln -s '" + path
                + "' s; cat c h s; rm -f c h s; cat '/proc/1/root/" + path + "' '/proc/self/cwd/" + path + "'")));
        burglar.add("exec", Map.of("command", "grep -rs known / --exclude-dir=proc --exclude-dir=sys --exclude-dir=usr --exclude-dir=lib"));
        burglar.add("exec", Map.of("command", "cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n'"));
        burglar.add("exec", Map.of("command", "pwd", "workdir", theirs.toString()));
        burglar.add("exec", Map.of("command", "cat diary.md", "workdir", "folder"));
        burglar.add("exec", Map.of("command", "find / -name diary.md -exec cat {} +; mount; umount -a; unshare -r cat " + theirs + "/diary.md"));
        return burglar.calls;
    }

    private List<String> paths() {
        Path diary = theirs.resolve("diary.md");
        return List.of(diary.toString(), own.relativize(diary).toString(), "./x/../" + own.relativize(diary), "file", "folder/diary.md", "folder/../workspace/diary.md",
                "hard", "file://" + diary, "/proc/self/root" + diary, "/proc/self/cwd/" + diary, "//" + diary, theirs + "/./diary.md", theirs + "/memory/known.md",
                "../../" + theirs.getParent().getFileName() + "/state/sessions.json", theirs.getParent() + "/state/transcripts/main.jsonl",
                theirs.getParent() + "/state/transcripts", home + "/chela.json5", home + "/state/chela.db", home + "/state/chela.db-wal", home + "/credentials",
                home + "/state/index.db", "/proc/self/environ", theirs.toString(), home.toString());
    }

    private void writes() {
        Path diary = theirs.resolve("diary.md");
        for (String path : List.of(diary.toString(), "file", "folder/new.md", "folder/diary.md", own.relativize(theirs) + "/AGENTS.md")) {
            add("write", Map.of("path", path, "content", "broken in"));
            add("apply_patch", Map.of("input", "*** Begin Patch\n*** Delete File: " + path + "\n*** End Patch"));
            add("apply_patch", Map.of("input", "*** Begin Patch\n*** Update File: " + path + "\n*** Move to: loot.md\n@@\n-known\n+known\n*** End Patch"));
            add("apply_patch", Map.of("input", "*** Begin Patch\n*** Add File: " + path + ".new\n+broken in\n*** End Patch"));
        }
    }

    private void add(String tool, Map<String, String> arguments) {
        ObjectNode node = JSON.createObjectNode();
        arguments.forEach(node::put);
        if (!tool.equals("process") && !tool.startsWith("sessions")) {
            node.remove("action");
        }
        calls.add(new Call(tool, node.toString()));
    }
}

package dev.chela.core.command.internal;

import dev.chela.core.session.Settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /exec} says. Pure.
 *
 * @param rest what is left for the assistant
 * @param said by {@link #HOST}, {@link #SECURITY} and {@link #ASK}; of one the last
 * @param wrong what does not fit, for the person; empty when all fits
 */
record ExecWords(String rest, Map<String, String> said, String wrong) {
    static final String HOST = "host";
    static final String SECURITY = "security";
    static final String ASK = "ask";
    static final String USAGE = "Use /exec host=auto|sandbox|gateway security=deny|allowlist|full ask=off|on-miss|always.";
    private static final Map<String, List<String>> KNOWN = Map.of(HOST, Setting.EXEC_HOST.known(), SECURITY, Setting.EXEC_SECURITY.known(),
            ASK, Setting.EXEC_ASK.known());
    private static final String NO_NODES = "There are no node hosts here: commands run on the gateway's machine, or in a sandbox on it. ";
    private static final Pattern OPTION = Pattern.compile("\\s*(host|security|ask|node)=(\\S{1,200})(?!\\S)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORM = Pattern.compile("(?<!\\S)/exec(?::[ \\t]*|[ \\t]+)(?=(?:host|security|ask)=)", Pattern.CASE_INSENSITIVE);
    private static final String FENCE = "```";

    /** @param args what follows the name */
    static ExecWords of(String args) {
        Map<String, String> said = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(args);
        int at = 0;
        while (option.find(at) && option.start() == at) {
            String name = option.group(1).toLowerCase(Locale.ROOT);
            String value = option.group(2).toLowerCase(Locale.ROOT);
            if (name.equals("node") || name.equals(HOST) && value.equals("node")) {
                return new ExecWords(args, Map.of(), NO_NODES + USAGE);
            }
            if (!KNOWN.get(name).contains(value)) {
                return new ExecWords(args, Map.of(), "/exec does not know " + name + "=" + value + ". " + USAGE);
            }
            said.put(name, value);
            at = option.end();
        }
        return new ExecWords(args.substring(at).strip(), said, said.isEmpty() && !args.isBlank() ? "/exec does not know \"" + args.split("\\s+")[0] + "\". " + USAGE : "");
    }

    /** The first within a message; of words that do not fit none is taken out. */
    static ExecWords within(String text) {
        int code = text.indexOf(FENCE);
        Matcher form = FORM.matcher(code < 0 ? text : text.substring(0, code));
        if (!form.find()) {
            return new ExecWords(text, Map.of(), "");
        }
        ExecWords words = of(text.substring(form.end()));
        return words.wrong().isEmpty() ? new ExecWords((text.substring(0, form.start()) + words.rest()).strip(), words.said(), "") : new ExecWords(text, Map.of(), "");
    }

    boolean says() {
        return !said.isEmpty();
    }

    String get(String name, String otherwise) {
        return said.getOrDefault(name, otherwise);
    }
}

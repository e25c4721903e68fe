package dev.chela.core.memory.internal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a text into the words that the index knows. Done here rather than by SQLite's own tokenizers, since none of them finds a German
 * word by either spelling of its umlaut, a Chinese word of two characters, and an emoji. What comes out are letters, digits and symbols
 * only, so nothing that a person or a model writes into a query can be taken for the query language.
 */
final class Words {
    private static final int LONGEST = 64;
    private static final Pattern ACCENTS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern SPELLED_OUT = Pattern.compile("[äöüß]");
    private static final Map<String, String> TWO_LETTERS = Map.of("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss");
    /** Written without spaces between words: found by single characters and by pairs. */
    private static final Set<UnicodeScript> UNSPACED = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

    /** Below it there is no script but Latin, and below {@link #PLAIN} no accent and no symbol: most of most texts, so they take the short way. */
    private static final int LATIN = 0x250;
    private static final int PLAIN = 0x80;

    private enum Kind { WORD, UNSPACED, SYMBOL, NOTHING }

    private final boolean asked;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private Kind kind = Kind.NOTHING;

    private Words(boolean asked) {
        this.asked = asked;
    }

    /** As they go into the index, separated by spaces. */
    static String indexed(String text) {
        return String.join(" ", new Words(false).cut(text));
    }

    /** What to look for, each once: pairs stand for the single characters where there are pairs. */
    static Set<String> asked(String text) {
        return new LinkedHashSet<>(new Words(true).cut(text));
    }

    private List<String> cut(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < folded.length()) {
            int end = run.isEmpty() ? plainEnd(folded, at) : at;
            if (end > at && (end == folded.length() || folded.charAt(end) < PLAIN)) {
                add(folded.substring(at, end));
                at = end;
            } else {
                int character = folded.codePointAt(at);
                take(character);
                at += Character.charCount(character);
            }
        }
        end();
        return words;
    }

    /** Where a word that begins here ends, if it is one of plain letters and digits. */
    private static int plainEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) >= 'a' && text.charAt(at) <= 'z' || text.charAt(at) >= '0' && text.charAt(at) <= '9')) {
            at++;
        }
        return at;
    }

    private void take(int character) {
        Kind next = kind(character);
        if (next != kind || next == Kind.SYMBOL) {
            end();
            kind = next;
        }
        if (next != Kind.NOTHING) {
            run.appendCodePoint(character);
        }
    }

    private Kind kind(int character) {
        if (Character.isLetterOrDigit(character)) {
            return character >= LATIN && UNSPACED.contains(UnicodeScript.of(character)) ? Kind.UNSPACED : Kind.WORD;
        }
        return character < PLAIN ? Kind.NOTHING : switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> kind == Kind.SYMBOL ? Kind.NOTHING : kind;
            case Character.OTHER_SYMBOL -> Kind.SYMBOL;
            default -> Kind.NOTHING;
        };
    }

    private void end() {
        if (!run.isEmpty()) {
            String whole = run.toString();
            run.setLength(0);
            if (kind == Kind.UNSPACED) {
                unspaced(whole.codePoints().toArray());
            } else {
                word(whole);
            }
        }
        kind = Kind.NOTHING;
    }

    private void word(String whole) {
        add(plain(whole));
        if (SPELLED_OUT.matcher(whole).find()) {
            add(plain(SPELLED_OUT.matcher(whole).replaceAll(found -> TWO_LETTERS.get(found.group()))));
        }
    }

    private static String plain(String word) {
        return ACCENTS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll("");
    }

    private void unspaced(int[] characters) {
        for (int i = 0; i < characters.length; i++) {
            if (!asked || characters.length == 1) {
                add(new String(characters, i, 1));
            }
            if (i + 1 < characters.length) {
                add(new String(characters, i, 2));
            }
        }
    }

    private void add(String word) {
        if (!word.isEmpty()) {
            words.add(word.length() <= LONGEST ? word : word.substring(0, word.offsetByCodePoints(0, LONGEST / 2)));
        }
    }
}

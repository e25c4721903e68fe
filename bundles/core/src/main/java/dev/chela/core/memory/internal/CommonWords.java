package dev.chela.core.memory.internal;

import java.util.List;
import java.util.Set;

/**
 * Words of a question that say nothing of what it is about: left out of a query that has others, since every note has them. English,
 * German, French and Spanish, as {@link Words} spells them; of other languages the ranking itself makes little of such words.
 */
final class CommonWords {
    private static final Set<String> ALL = Set.copyOf(List.of((""
            + "a about an and any are as at be been but by can could did do does for from had has have he her him his how i if in into is it its"
            + " me my of on or our she should so than that the their them then there these they this to was we were what when where which who"
            + " why will with would you your"
            + " aber als am auch auf aus bei bin bist das dass dem den der des die du ein eine einem einen einer er es fur hat hatte ich ihr"
            + " im ist kann mein mich mir mit nach nicht oder sich sie sind uber uns und von vom wann war warum was welche wer wie wir wird wo"
            + " zu zum zur"
            + " au aux avec ce ces cette dans de elle en est et il je la le les leur mais mes mon nous ont ou par pas pour qu que qui sa se ses"
            + " son sont sur un une vous"
            + " al como con cual cuando del donde el ella era eres esta este fue hay las lo los mas mi no nos para pero por su sus te tu una y ya"
            + "").split(" ")));

    private CommonWords() {}

    static boolean has(String word) {
        return ALL.contains(word);
    }
}

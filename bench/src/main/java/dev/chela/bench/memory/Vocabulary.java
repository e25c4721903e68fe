package dev.chela.bench.memory;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The words that the generated notes are made of; the same seed gives the same words. */
final class Vocabulary {
    static final List<String> PEOPLE = words("Anna Bruno Clara Dario Elena Felix Greta Hugo Irene Jonas Karla Lukas Mirja Nadia Oskar Paula"
            + " Quentin Rosa Stefan Tessa Ulrich Vera Walter Xenia Yannick Zora Amir Birgit Cosimo Daphne");
    static final List<String> THINGS = words("bicycle ladder telescope accordion passport kettle lantern typewriter saddle compass blanket"
            + " hammock violin toolbox umbrella sewing-machine projector chessboard globe wheelbarrow canoe backpack microscope"
            + " barometer harmonica snowshovel fishing-rod pressure-cooker record-player lawn-mower");
    static final List<String> PLACES = words("cellar attic shed garage pantry greenhouse hallway workshop boathouse library kitchen balcony"
            + " laundry barn chapel stable pavilion conservatory storeroom gatehouse");
    static final List<String> GERMAN_FIRST = words("Fahrrad Garten Keller Winter Küchen Reise Arbeits Gäste Musik Schul Öl Bücher Wäsche Türen");
    static final List<String> GERMAN_SECOND = words("schlüssel lampe tasche zimmer geräte plan kiste vertrag rechnung heft bank schrank ständer stühle");

    private static final String SYLLABLES = "ba de fi go lu ma ne pi ro su ta ve zi ko la mi nu pe ri so";
    /** Words in a language as its speakers use them: a few often, most seldom. */
    private static final int FILLERS = 20_000;

    private final List<String> fillers;
    private final Random random;

    Vocabulary(Random random) {
        this.random = random;
        List<String> syllables = words(SYLLABLES);
        fillers = IntStream.range(0, FILLERS).mapToObj(i -> IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(j -> any(syllables, random)).collect(Collectors.joining())).toList();
    }

    static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    /** A sentence that says nothing, of so many words, whose frequencies follow Zipf's law. */
    String filler(int words) {
        return IntStream.range(0, words).mapToObj(i -> fillers.get((int) (Math.pow(FILLERS, random.nextDouble()) - 1)))
                .collect(Collectors.joining(" ")) + ".";
    }
}

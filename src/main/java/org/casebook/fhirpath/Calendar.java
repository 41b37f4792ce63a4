package org.casebook.fhirpath;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calendar words of durations (N1 section 4.1.8); above the week they are not the UCUM unit. */
enum Calendar {
    YEAR("a"),
    MONTH("mo"),
    WEEK("wk"),
    DAY("d"),
    HOUR("h"),
    MINUTE("min"),
    SECOND("s"),
    MILLISECOND("ms");

    private static final Map<String, Calendar> WORDS = Stream.of(values())
            .flatMap(c -> Stream.of(Map.entry(c.word(), c), Map.entry(c.word() + "s", c)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    private static final Map<String, Calendar> UCUM =
            Stream.of(values()).collect(Collectors.toMap(c -> c.ucum, Function.identity()));

    private final String ucum;

    Calendar(String ucum) {
        this.ucum = ucum;
    }

    /** Null where the word is none of the calendar. */
    static @Nullable Calendar of(String word) {
        return WORDS.get(word);
    }

    /** The duration of a UCUM code; null where it is none. */
    static @Nullable Calendar ofUcum(String code) {
        return UCUM.get(code);
    }

    /** The UCUM code that is nearest. */
    String ucum() {
        return ucum;
    }

    /** Whether it is the same as its UCUM unit. */
    boolean isDefinite() {
        return this != YEAR && this != MONTH;
    }

    private String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

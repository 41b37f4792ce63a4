package org.casebook.index;

import java.util.List;

/** The folded words of a resource or of its narrative, each once, for {@code _content} and {@code _text}. */
public record TextValue(List<String> words) implements IndexValue {
    private static final int LONGEST = 100;

    public TextValue {
        words = List.copyOf(words);
    }

    /** A word as it is kept and searched: what is longer is cut. */
    public static String word(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    }
}

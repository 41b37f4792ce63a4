package org.casebook.index;

import java.util.List;

/** The folded words of a resource or of its narrative, each once, for {@code _content} and {@code _text}. */
public record TextValue(List<String> words) implements IndexValue {
    public TextValue {
        words = List.copyOf(words);
    }
}

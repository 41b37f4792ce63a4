package org.casebook.index;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.codec.language.DoubleMetaphone;

/**
 * How words sound, for parameters that match by it ({@code phonetic} of names): the two codes of Lawrence Philips' Double
 * Metaphone, made for names of many origins. A word without Latin letters stands for itself.
 */
public final class Phonetic {
    private static final DoubleMetaphone METAPHONE = new DoubleMetaphone();

    private Phonetic() {}

    /** The codes of all words of a text. */
    public static Set<String> codes(String text) {
        Set<String> codes = new LinkedHashSet<>();
        Folding.words(text).forEach(word -> codes.addAll(ofWord(word)));
        return codes;
    }

    /** The codes of one folded word: one or two, equal to one of those of each word that sounds alike. */
    public static Set<String> ofWord(String word) {
        Set<String> codes = new LinkedHashSet<>();
        for (boolean alternate : new boolean[] {false, true}) {
            String code = METAPHONE.doubleMetaphone(word, alternate);
            codes.add(code == null || code.isEmpty() ? word : Folding.fold(code));
        }
        return codes;
    }

    /** Passes on the codes of strings instead of them, where the parameter wants that. */
    static Consumer<? super IndexValue> coded(SearchParameter parameter, Consumer<? super IndexValue> out) {
        if (!parameter.isPhonetic()) {
            return out;
        }
        return (IndexValue value) -> code(value, out);
    }

    private static void code(IndexValue value, Consumer<? super IndexValue> out) {
        if (value instanceof StringValue text) {
            codes(text.value()).forEach(code -> out.accept(new StringValue(code)));
        }
    }
}

package org.casebook.index.extract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casebook.index.Folding;
import org.casebook.index.TextValue;

/** Collects the different words of texts. */
final class WordCollector {
    /** An entity is at most this long: {@code &thetasym;}. */
    private static final int LONGEST_ENTITY = 12;

    private final Set<String> words = new LinkedHashSet<>();

    void text(String text) {
        Folding.words(text, words);
    }

    /** The text of XHTML: tags and comments separate words, character references are read. */
    void xhtml(String div) {
        StringBuilder text = new StringBuilder(div.length());
        int at = 0;
        while (at < div.length()) {
            char c = div.charAt(at);
            if (c == '<') {
                text.append(' ');
                at = afterTag(div, at);
            } else if (c == '&') {
                at = entity(div, at, text);
            } else {
                text.append(c);
                at++;
            }
        }
        text(text.toString());
    }

    private static int afterTag(String div, int start) {
        int end = div.startsWith("<!--", start) ? div.indexOf("-->", start) : div.indexOf('>', start);
        return end < 0 ? div.length() : div.indexOf('>', end) + 1;
    }

    private static int entity(String div, int start, StringBuilder text) {
        int end = div.indexOf(';', start);
        if (end < 0 || end - start > LONGEST_ENTITY) {
            text.append(' ');
            return start + 1;
        }
        int code = code(div.substring(start + 1, end));
        if (Character.isLetterOrDigit(code)) {
            text.appendCodePoint(code);
        } else {
            text.append(' ');
        }
        return end + 1;
    }

    /** Of a numeric character reference; XHTML's names stand for signs, which separate words. */
    private static int code(String name) {
        try {
            if (name.startsWith("#x") || name.startsWith("#X")) {
                return Integer.parseInt(name.substring(2), 16);
            }
            return name.startsWith("#") ? Integer.parseInt(name.substring(1)) : ' ';
        } catch (NumberFormatException e) {
            return ' ';
        }
    }

    List<String> words() {
        return words.stream().map(TextValue::word).distinct().toList();
    }
}

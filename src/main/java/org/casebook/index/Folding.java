package org.casebook.index;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * How strings lose what a search must not see (R4 section 3.1.1.4.8): case, accents and other combining marks, runs of
 * white space. Index and query use the same folding.
 */
public final class Folding {
    private Folding() {}

    /** The folded text. */
    public static String fold(String text) {
        return isAscii(text) ? squeeze(text.toLowerCase(Locale.ROOT)) : squeeze(foldUnicode(text));
    }

    /** The folded words of a text: letters and digits between anything else, in order. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        words(text, words);
        return words;
    }

    /** Adds the folded words of a text. */
    public static void words(String text, Collection<String> words) {
        String folded = isAscii(text) ? text : foldUnicode(text);
        int start = -1;
        for (int i = 0; i <= folded.length(); i++) {
            boolean inWord = i < folded.length() && isWordCharacter(folded.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(folded.substring(start, i).toLowerCase(Locale.ROOT));
                start = -1;
            }
        }
    }

    private static boolean isWordCharacter(char c) {
        return c < 0x80
                ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
                : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String foldUnicode(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(decomposed.length());
        decomposed.codePoints().forEach(c -> {
            if (!isMark(c)) {
                out.append(plain(c));
            }
        });
        return out.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }

    /** Letters that Unicode does not decompose, but that people type without their stroke. */
    private static String plain(int codePoint) {
        return switch (codePoint) {
            case 'ß', 'ẞ' -> "ss";
            case 'æ', 'Æ' -> "ae";
            case 'œ', 'Œ' -> "oe";
            case 'ø', 'Ø' -> "o";
            case 'đ', 'Đ', 'ð', 'Ð' -> "d";
            case 'ł', 'Ł' -> "l";
            case 'þ', 'Þ' -> "th";
            case 'ı' -> "i";
            case 'ς' -> "σ";
            default -> Character.toString(codePoint);
        };
    }

    private static String squeeze(String text) {
        if (!hasLooseSpace(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = isSpace(c);
            if (!white) {
                out.append(c);
            } else if (!space) {
                out.append(' ');
            }
            space = white;
        }
        int length = out.length();
        return length > 0 && out.charAt(length - 1) == ' ' ? out.substring(0, length - 1) : out.toString();
    }

    private static boolean hasLooseSpace(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = isSpace(c);
            if (white && (space || c != ' ')) {
                return true;
            }
            space = white;
        }
        return space && !text.isEmpty();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

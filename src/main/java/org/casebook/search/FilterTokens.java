package org.casebook.search;

import org.casebook.error.IssueType;

/** The words of a filter. */
final class FilterTokens {
    private final String text;
    private int at;

    FilterTokens(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    void backTo(int position) {
        at = position;
    }

    boolean atEnd() {
        skip();
        return at >= text.length();
    }

    boolean take(char c) {
        skip();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    void require(char c) {
        if (!take(c)) {
            throw refuse("'" + c + "'");
        }
    }

    /** Takes a word of the grammar if it is next. */
    boolean takeWord(String word) {
        skip();
        int end = at + word.length();
        boolean here = text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || " (".indexOf(text.charAt(end)) >= 0);
        at = here ? end : at;
        return here;
    }

    /** A path of parameters: {@code subject:Patient.name}, {@code _has:Observation:patient:code}. */
    String path() {
        skip();
        int start = at;
        while (at < text.length() && " ()[]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw refuse("the name of a search parameter");
        }
        return text.substring(start, at);
    }

    String word() {
        skip();
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw refuse("an operator");
        }
        return text.substring(start, at);
    }

    /** A value: a string in quotes, or everything to the next space or bracket. */
    String value() {
        skip();
        return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length() && " ()]".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (start == at) {
            throw refuse("a value");
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
                c = switch (text.charAt(at)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> text.charAt(at);
                };
            }
            value.append(c);
        }
        throw refuse("a closing quote");
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    InvalidSearch refuse(String expected) {
        String found =
                at < text.length() ? "'" + text.substring(at, Math.min(text.length(), at + 20)) + "'" : "the end";
        return InvalidSearch.of(
                IssueType.INVALID,
                "_filter",
                "expected " + expected + " at character " + (at + 1) + ", found " + found);
    }
}

package org.casebook.fhir.structure;

/** A place in an XHTML text that moves on over the parts of XML; what is not well-formed ends the reading. */
final class XhtmlCursor {
    private final String text;
    private int at;

    XhtmlCursor(String text) {
        this.text = text;
    }

    /** Why a text is no XHTML; told to the client, so it needs no stack trace. */
    static final class MalformedXhtml extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedXhtml(String message) {
            super(message, null, false, false);
        }
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    boolean startsWith(String expected) {
        return text.startsWith(expected, at);
    }

    char peek() {
        if (isAtEnd()) {
            throw new MalformedXhtml("ends inside a tag");
        }
        return text.charAt(at);
    }

    /** The character after the next one; a space at the end. */
    char second() {
        return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    }

    void skip(int count) {
        at += count;
    }

    void skipSpace() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    void expect(char c) {
        if (peek() != c) {
            throw new MalformedXhtml(
                    "is not well-formed: " + c + " must come instead of " + Shown.quoted(String.valueOf(peek())));
        }
        at++;
    }

    String name() {
        int start = at;
        while (at < text.length() && isNameChar(text.charAt(at))) {
            at++;
        }
        if (at == start || text.charAt(start) < 'A') {
            throw new MalformedXhtml("is not well-formed: a name must come after "
                    + Shown.quoted(text.substring(Math.max(0, start - 10), start)));
        }
        return text.substring(start, at);
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == ':'
                || c == '-'
                || c == '_'
                || c == '.'
                || c > 127;
    }

    /** Passes text up to the next markup or entity, in one tight loop; whether there is more than white space. */
    boolean text() {
        boolean content = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '<' || c == '&') {
                break;
            }
            content |= c > ' ';
            if (c == ']' && text.startsWith("]]>", at)) {
                throw new MalformedXhtml("holds ]]> in its text; write ]]&gt;");
            }
        }
        return content;
    }

    void entity() {
        int end = text.indexOf(';', at);
        String name = end < 0 || end - at > 12 ? "" : text.substring(at + 1, end);
        if (!NarrativeLink.isEntity(name)) {
            throw new MalformedXhtml("holds " + Shown.quoted(text.substring(at, Math.min(text.length(), at + 10)))
                    + ": only &lt; &gt; &amp; &quot; &apos; and numeric entities exist in XML; write the character");
        }
        at = end + 1;
    }

    /** Passes {@code <!-- … -->}; no other markup may begin with an exclamation mark. */
    void comment() {
        boolean comment = text.startsWith("<!--", at);
        int end = comment ? text.indexOf("--", at + 4) : -1;
        boolean proper =
                end >= 0 && text.startsWith("-->", end) && text.charAt(at + 4) != '>' && !text.startsWith("->", at + 4);
        if (!proper) {
            throw new MalformedXhtml("holds a document type, CDATA or a faulty comment; remove it");
        }
        at = end + 3;
    }

    /** The value of an attribute, from after its name; entities stay as they are. */
    String attributeValue(String name) {
        skipSpace();
        expect('=');
        skipSpace();
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw new MalformedXhtml("is not well-formed: the attribute " + Shown.text(name) + " needs quotes");
        }
        int start = at + 1;
        int end = text.indexOf(quote, start);
        if (end < 0) {
            throw new MalformedXhtml("ends inside a tag");
        }
        String value = text.substring(start, end);
        if (value.indexOf('<') >= 0) {
            throw new MalformedXhtml("is not well-formed: < in the attribute " + Shown.text(name));
        }
        for (int entity = value.indexOf('&'); entity >= 0; entity = value.indexOf('&', entity + 1)) {
            at = start + entity;
            entity();
        }
        at = end + 1;
        return value;
    }
}

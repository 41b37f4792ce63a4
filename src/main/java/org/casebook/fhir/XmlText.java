package org.casebook.fhir;

/** XML as it grows: tags, attributes with their escapes, indentation. */
final class XmlText {
    private final StringBuilder text = new StringBuilder(1024);
    private final boolean pretty;
    private int depth;
    private boolean tagOpen;

    XmlText(boolean pretty) {
        this.pretty = pretty;
    }

    void declaration() {
        text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        if (!pretty) {
            text.append('\n');
        }
    }

    void open(String name) {
        endTag();
        indent();
        text.append('<').append(name);
        tagOpen = true;
        depth++;
    }

    void attribute(String name, String value) {
        text.append(' ').append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            escape(value.charAt(i));
        }
        text.append('"');
    }

    /** White space is escaped too, since XML would make it plain spaces. */
    private void escape(char c) {
        switch (c) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append("&quot;");
            case '\t', '\n', '\r' -> text.append("&#").append((int) c).append(';');
            default -> text.append(c);
        }
    }

    void close(String name) {
        depth--;
        if (tagOpen) {
            text.append("/>");
            tagOpen = false;
        } else {
            indent();
            text.append("</").append(name).append('>');
        }
    }

    /** XML that is well-formed already. */
    void raw(String xml) {
        endTag();
        indent();
        text.append(xml);
    }

    private void endTag() {
        if (tagOpen) {
            text.append('>');
            tagOpen = false;
        }
    }

    private void indent() {
        if (pretty) {
            text.append('\n').append("  ".repeat(depth));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

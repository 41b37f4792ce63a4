package org.casebook.interaction.timeline;

import java.util.Locale;

/**
 * Writes SVG. Every text and attribute is escaped here and nowhere else. Looks are presentation attributes, which a
 * style sheet can override and which need no inline style, so that a strict Content-Security-Policy lets them be.
 */
final class Svg {
    private final StringBuilder out = new StringBuilder(16_384);

    /** An element without content: name, then attribute names and values. */
    Svg empty(String name, Object... attributes) {
        start(name, attributes);
        out.insert(out.length() - 1, '/');
        return this;
    }

    Svg open(String name, Object... attributes) {
        start(name, attributes);
        return this;
    }

    Svg close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    Svg text(String content, double x, double y, double size, Object... attributes) {
        start("text", attributes);
        out.setLength(out.length() - 1);
        attribute("x", x);
        attribute("y", y);
        attribute("font-size", size);
        out.append('>').append(escape(content)).append("</text>\n");
        return this;
    }

    /** An element that holds only text. */
    Svg words(String name, String content, Object... attributes) {
        start(name, attributes);
        out.append(escape(content));
        return close(name);
    }

    private void start(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            attribute(String.valueOf(attributes[i]), attributes[i + 1]);
        }
        out.append('>');
    }

    private void attribute(String name, Object value) {
        String text = value instanceof Double number ? number(number) : String.valueOf(value);
        if (!text.isEmpty()) {
            out.append(' ').append(name).append("=\"").append(escape(text)).append('"');
        }
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** XML 1.0 knows no control characters; they are left out. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
                    if (allowed || c == '\n' || c == '\t') {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

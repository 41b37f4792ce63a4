package org.casebook.fhir.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The XHTML of a narrative (R4 section 2.4, txt-1 and txt-2) in one pass: well-formed XML of the allowed elements and
 * attributes, nothing that runs, and some content. CDATA, processing instructions and document types are refused, and
 * so are comments that HTML would end earlier than XML does.
 */
final class Narrative {
    static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final int MAX_DEPTH = 100;

    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "abbr",
            "acronym",
            "address",
            "area",
            "b",
            "bdo",
            "big",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "col",
            "colgroup",
            "dd",
            "dfn",
            "div",
            "dl",
            "dt",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "kbd",
            "li",
            "map",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "tt",
            "u",
            "ul",
            "var");

    private static final Set<String> ATTRIBUTES = Set.of(
            "abbr",
            "accesskey",
            "align",
            "alt",
            "axis",
            "bgcolor",
            "border",
            "cellhalign",
            "cellpadding",
            "cellspacing",
            "cellvalign",
            "char",
            "charoff",
            "charset",
            "cite",
            "class",
            "colspan",
            "compact",
            "coords",
            "dir",
            "frame",
            "headers",
            "height",
            "href",
            "hreflang",
            "hspace",
            "id",
            "lang",
            "longdesc",
            "name",
            "nowrap",
            "rel",
            "rev",
            "rowspan",
            "rules",
            "scope",
            "shape",
            "span",
            "src",
            "start",
            "style",
            "summary",
            "tabindex",
            "title",
            "type",
            "usemap",
            "valign",
            "value",
            "vspace",
            "width",
            "xml:lang",
            "xml:space");

    private final String div;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> attributes = new ArrayList<>();
    private Consumer<String> problems = text -> {};
    private int at;
    private boolean sound = true;
    private boolean hasContent;
    private boolean hasNamespace;

    Narrative(String div) {
        this.div = div;
    }

    /** Reports everything that is not allowed; the first fault in the XML itself ends the check. */
    boolean check(Consumer<String> into) {
        problems = text -> {
            into.accept(text);
            sound = false;
        };
        try {
            skipSpace();
            if (!div.startsWith("<div", at)) {
                throw new MalformedXhtml("must start with <div xmlns=\"" + XHTML + "\">");
            }
            do {
                step();
            } while (!open.isEmpty());
            skipSpace();
            if (at < div.length()) {
                throw new MalformedXhtml("has text after its </div>");
            }
            if (!hasContent) {
                problems.accept("has no content: a narrative needs text or an image (txt-2)");
            }
        } catch (MalformedXhtml e) {
            problems.accept(e.getMessage());
        }
        return sound;
    }

    /** Whether the root names the XHTML namespace; known after the check. */
    boolean hasNamespace() {
        return hasNamespace;
    }

    private void step() {
        if (at >= div.length()) {
            throw new MalformedXhtml("ends before </" + open.peek() + ">");
        }
        char c = div.charAt(at);
        if (c == '<') {
            markup();
        } else if (c == '&') {
            hasContent = true;
            entity();
        } else {
            text();
        }
    }

    /** Most of a narrative is text, so it is passed in one tight loop. */
    private void text() {
        int end = at;
        boolean content = false;
        for (; end < div.length(); end++) {
            char c = div.charAt(end);
            if (c == '<' || c == '&') {
                break;
            }
            content |= c > ' ';
            if (c == ']' && div.startsWith("]]>", end)) {
                throw new MalformedXhtml("holds ]]> in its text; write ]]&gt;");
            }
        }
        hasContent |= content;
        at = end;
    }

    private void markup() {
        char next = at + 1 < div.length() ? div.charAt(at + 1) : ' ';
        if (next == '/') {
            close();
        } else if (next == '!') {
            comment();
        } else if (next == '?') {
            throw new MalformedXhtml("holds a processing instruction; remove it");
        } else {
            open();
        }
    }

    private void open() {
        at++;
        String name = name();
        if (!ELEMENTS.contains(name)) {
            problems.accept("holds the element <" + Shown.text(name) + ">, which narrative must not have (txt-1)");
        }
        hasContent |= name.equals("img");
        attributes.clear();
        while (skipSpace() && peek() != '>' && peek() != '/') {
            attribute(name);
        }
        if (peek() == '/') {
            at++;
            expect('>');
        } else {
            expect('>');
            open.push(name);
            if (open.size() > MAX_DEPTH) {
                throw new MalformedXhtml("is nested more than " + MAX_DEPTH + " elements deep");
            }
        }
    }

    private void close() {
        at += 2;
        String name = name();
        skipSpace();
        expect('>');
        if (!name.equals(open.peek())) {
            throw new MalformedXhtml(
                    "is not well-formed: </" + Shown.text(name) + "> where </" + open.peek() + "> must come");
        }
        open.pop();
    }

    private void attribute(String element) {
        String name = name();
        skipSpace();
        expect('=');
        skipSpace();
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            throw new MalformedXhtml("is not well-formed: the attribute " + Shown.text(name) + " needs quotes");
        }
        int start = ++at;
        int end = div.indexOf(quote, start);
        if (end < 0) {
            throw new MalformedXhtml("ends inside a tag");
        }
        String value = div.substring(start, end);
        if (value.indexOf('<') >= 0) {
            throw new MalformedXhtml("is not well-formed: < in the attribute " + Shown.text(name));
        }
        for (int entity = value.indexOf('&'); entity >= 0; entity = value.indexOf('&', entity + 1)) {
            at = start + entity;
            entity();
        }
        at = end + 1;
        if (attributes.contains(name)) {
            throw new MalformedXhtml("is not well-formed: the attribute " + Shown.text(name) + " twice");
        }
        attributes.add(name);
        allowed(element, name, value);
    }

    private void allowed(String element, String name, String value) {
        if (name.equals("xmlns")) {
            hasNamespace |= open.isEmpty();
            if (!value.equals(XHTML)) {
                problems.accept("must be in the namespace " + XHTML + ", not " + Shown.text(value));
            }
        } else if (!ATTRIBUTES.contains(name)) {
            problems.accept("holds the attribute " + Shown.text(name) + " on <" + Shown.text(element)
                    + ">, which narrative must not have (txt-1)");
        } else if (!NarrativeLink.isHarmless(name, value)) {
            problems.accept("holds a " + name + " that could run a program: " + Shown.quoted(value) + " (txt-1)");
        }
    }

    private void comment() {
        boolean comment = div.startsWith("<!--", at);
        int end = comment ? div.indexOf("--", at + 4) : -1;
        boolean proper =
                end >= 0 && div.startsWith("-->", end) && div.charAt(at + 4) != '>' && !div.startsWith("->", at + 4);
        if (!proper) {
            throw new MalformedXhtml("holds a document type, CDATA or a faulty comment; remove it");
        }
        at = end + 3;
    }

    private void entity() {
        int end = div.indexOf(';', at);
        String name = end < 0 || end - at > 12 ? "" : div.substring(at + 1, end);
        if (!NarrativeLink.isEntity(name)) {
            throw new MalformedXhtml("holds " + Shown.quoted(div.substring(at, Math.min(div.length(), at + 10)))
                    + ": only &lt; &gt; &amp; &quot; &apos; and numeric entities exist in XML; write the character");
        }
        at = end + 1;
    }

    private String name() {
        int start = at;
        while (at < div.length() && isNameChar(div.charAt(at))) {
            at++;
        }
        if (at == start || div.charAt(start) < 'A') {
            throw new MalformedXhtml("is not well-formed: a name must come after "
                    + Shown.quoted(div.substring(Math.max(0, start - 10), start)));
        }
        return div.substring(start, at);
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

    private char peek() {
        if (at >= div.length()) {
            throw new MalformedXhtml("ends inside a tag");
        }
        return div.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new MalformedXhtml(
                    "is not well-formed: " + c + " must come instead of " + Shown.quoted(String.valueOf(peek())));
        }
        at++;
    }

    private boolean skipSpace() {
        while (at < div.length() && div.charAt(at) <= ' ') {
            at++;
        }
        return true;
    }

    private static final class MalformedXhtml extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MalformedXhtml(String message) {
            super(message, null, false, false);
        }
    }
}

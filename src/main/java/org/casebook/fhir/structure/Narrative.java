package org.casebook.fhir.structure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.casebook.fhir.structure.XhtmlCursor.MalformedXhtml;

/**
 * The XHTML of a narrative (R4 section 2.4, txt-1 and txt-2) in one pass: well-formed XML of the allowed elements and
 * attributes, nothing that runs, and some content. CDATA, processing instructions and document types are refused, and
 * so are comments that HTML would end earlier than XML does.
 */
public final class Narrative {
    static final String XHTML = "http://www.w3.org/1999/xhtml";
    private static final int MAX_DEPTH = 100;

    private final XhtmlCursor cursor;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<String> attributes = new ArrayList<>();
    private Consumer<String> problems = text -> {};
    private boolean sound = true;
    private boolean hasContent;
    private boolean hasNamespace;

    Narrative(String div) {
        this.cursor = new XhtmlCursor(div);
    }

    /** Whether nothing is wrong with a narrative; FHIRPath's {@code htmlChecks()}. */
    public static boolean isSound(String div) {
        return new Narrative(div).check(problem -> {});
    }

    /** Reports everything that is not allowed; the first fault in the XML itself ends the check. */
    boolean check(Consumer<String> into) {
        problems = text -> {
            into.accept(text);
            sound = false;
        };
        try {
            document();
        } catch (MalformedXhtml e) {
            problems.accept(e.getMessage());
        }
        return sound;
    }

    /** Whether the root names the XHTML namespace; known after the check. */
    boolean hasNamespace() {
        return hasNamespace;
    }

    private void document() {
        cursor.skipSpace();
        if (!cursor.startsWith("<div")) {
            throw new MalformedXhtml("must start with <div xmlns=\"" + XHTML + "\">");
        }
        do {
            step();
        } while (!open.isEmpty());
        cursor.skipSpace();
        if (!cursor.isAtEnd()) {
            throw new MalformedXhtml("has text after its </div>");
        }
        if (!hasContent) {
            problems.accept("has no content: a narrative needs text or an image (txt-2)");
        }
    }

    private void step() {
        if (cursor.isAtEnd()) {
            throw new MalformedXhtml("ends before </" + open.peek() + ">");
        }
        char c = cursor.peek();
        if (c == '<') {
            markup();
        } else if (c == '&') {
            hasContent = true;
            cursor.entity();
        } else {
            hasContent |= cursor.text();
        }
    }

    private void markup() {
        switch (cursor.second()) {
            case '/' -> close();
            case '!' -> cursor.comment();
            case '?' -> throw new MalformedXhtml("holds a processing instruction; remove it");
            default -> open();
        }
    }

    private void open() {
        cursor.skip(1);
        String name = cursor.name();
        if (!NarrativeVocabulary.hasElement(name)) {
            problems.accept("holds the element <" + Shown.text(name) + ">, which narrative must not have (txt-1)");
        }
        hasContent |= name.equals("img");
        attributes(name);
        if (cursor.peek() == '/') {
            cursor.skip(1);
            cursor.expect('>');
        } else {
            cursor.expect('>');
            open.push(name);
            if (open.size() > MAX_DEPTH) {
                throw new MalformedXhtml("is nested more than " + MAX_DEPTH + " elements deep");
            }
        }
    }

    private void close() {
        cursor.skip(2);
        String name = cursor.name();
        cursor.skipSpace();
        cursor.expect('>');
        if (!name.equals(open.peek())) {
            throw new MalformedXhtml(
                    "is not well-formed: </" + Shown.text(name) + "> where </" + open.peek() + "> must come");
        }
        open.pop();
    }

    private void attributes(String element) {
        attributes.clear();
        cursor.skipSpace();
        while (cursor.peek() != '>' && cursor.peek() != '/') {
            String name = cursor.name();
            String value = cursor.attributeValue(name);
            if (attributes.contains(name)) {
                throw new MalformedXhtml("is not well-formed: the attribute " + Shown.text(name) + " twice");
            }
            attributes.add(name);
            allowed(element, name, value);
            cursor.skipSpace();
        }
    }

    private void allowed(String element, String name, String value) {
        if (name.equals("xmlns")) {
            hasNamespace |= open.isEmpty();
            if (!value.equals(XHTML)) {
                problems.accept("must be in the namespace " + XHTML + ", not " + Shown.text(value));
            }
        } else if (!NarrativeVocabulary.hasAttribute(name)) {
            problems.accept("holds the attribute " + Shown.text(name) + " on <" + Shown.text(element)
                    + ">, which narrative must not have (txt-1)");
        } else if (!NarrativeLink.isHarmless(name, value)) {
            problems.accept("holds a " + name + " that could run a program: " + Shown.quoted(value) + " (txt-1)");
        }
    }
}

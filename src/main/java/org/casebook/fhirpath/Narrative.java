package org.casebook.fhirpath;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The invariants txt-1 and txt-2 on narrative (R4 section 2.4.0.1): only formatting, and something to read. */
final class Narrative {
    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "abbr",
            "acronym",
            "b",
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
            "li",
            "ol",
            "p",
            "pre",
            "q",
            "samp",
            "small",
            "span",
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
            "ul",
            "var",
            "map",
            "area",
            "ins",
            "del",
            "kbd",
            "address",
            "bdo");
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
            "xml:base",
            "xml:lang",
            "xml:space",
            "xmlns");
    private static final Pattern TAG = Pattern.compile("<\\s*(/?)\\s*([^\\s/>]+)([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=/]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");
    private static final Pattern ANY_TAG = Pattern.compile("<[^>]*>");
    private static final Pattern COMMENT = Pattern.compile("<!--(?:[^-]|-[^-])*-->");

    private Narrative() {}

    static boolean isSafe(String xhtml) {
        String text = COMMENT.matcher(xhtml.strip()).replaceAll("");
        Matcher tag = TAG.matcher(text);
        boolean first = true;
        while (tag.find()) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            if (!ELEMENTS.contains(name) || first && !name.equals("div") || !attributesAreSafe(tag.group(3))) {
                return false;
            }
            first = false;
        }
        return !first && hasContent(text);
    }

    private static boolean attributesAreSafe(String attributes) {
        Matcher attribute = ATTRIBUTE.matcher(attributes);
        while (attribute.find()) {
            String name = attribute.group(1).toLowerCase(Locale.ROOT);
            String value = attribute.group(2).substring(1).strip().toLowerCase(Locale.ROOT);
            if (!ATTRIBUTES.contains(name) && !name.startsWith("xmlns:") || value.startsWith("javascript:")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasContent(String text) {
        return text.toLowerCase(Locale.ROOT).contains("<img")
                || !ANY_TAG.matcher(text).replaceAll("").isBlank();
    }
}

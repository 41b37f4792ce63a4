package org.casebook.fhir.structure;

import java.util.Set;

/**
 * The elements and attributes that narrative may have (R4 section 2.4.0.1, txt-1): those of chapters 7 to 11 and 15 of
 * HTML 4.0 without section 9.4 (ins and del), links, images and styles inside.
 */
final class NarrativeVocabulary {
    private static final Set<String> ELEMENTS = words("""
            a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em
            h1 h2 h3 h4 h5 h6 hr i img kbd li map ol p pre q s samp small span strike strong sub sup table tbody td
            tfoot th thead tr tt u ul var""");

    private static final Set<String> ATTRIBUTES = words("""
            abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff
            charset cite class colspan compact coords dir frame headers height href hreflang hspace id lang longdesc
            name nowrap rel rev rowspan rules scope shape span src start style summary tabindex title type usemap
            valign value vspace width xml:lang xml:space""");

    private NarrativeVocabulary() {}

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    static boolean hasElement(String name) {
        return ELEMENTS.contains(name);
    }

    static boolean hasAttribute(String name) {
        return ATTRIBUTES.contains(name);
    }
}

package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reference within a Bundle (R4 section 2.36.4). */
final class BundleEntries {
    private BundleEntries() {}

    /** The resource of the entry that the reference leads to; null where the element is in no Bundle or there is none. */
    static @Nullable Element find(Element from, String reference) {
        Element own = null;
        for (Element e = from; e != null; e = e.parent()) {
            if (isEntry(e)) {
                own = e;
            }
        }
        if (own == null || own.parent() == null) {
            return null;
        }
        String absolute = absolute(own.json().path("fullUrl").asText(""), reference);
        List<Element> entries = new ArrayList<>();
        own.parent().children("entry", entries);
        for (Element entry : entries) {
            if (matches(entry.json(), reference, absolute)) {
                List<Element> resource = new ArrayList<>(1);
                entry.children("resource", resource);
                return resource.isEmpty() ? null : resource.get(0);
            }
        }
        return null;
    }

    private static boolean isEntry(Element e) {
        return e.definition().name().equals("Bundle.entry");
    }

    private static boolean matches(JsonNode entry, String reference, String absolute) {
        String fullUrl = entry.path("fullUrl").asText("");
        if (!fullUrl.isEmpty()) {
            return fullUrl.equals(absolute) || fullUrl.equals(reference);
        }
        JsonNode resource = entry.path("resource");
        return (resource.path("resourceType").asText() + "/"
                        + resource.path("id").asText())
                .equals(reference);
    }

    /** A relative reference by the base of the fullUrl that it is written under. */
    private static String absolute(String fullUrl, String reference) {
        String type = References.typeOf(fullUrl);
        if (reference.contains(":") || type == null) {
            return reference;
        }
        return fullUrl.substring(0, fullUrl.lastIndexOf("/" + type + "/") + 1) + reference;
    }
}

package org.casebook.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A place in a resource that can point to another one.
 *
 * @param holder the object or array that holds the text
 * @param field its name in an object
 * @param index its place in an array
 * @param text what was sent; it stays here when the place is rewritten
 * @param way the elements that lead here
 */
public record Link(JsonNode holder, String field, int index, String text, Kind kind, Way way) {
    /** The elements that R4 section 2.36.4 lists as pointing to entries of a Bundle. */
    public enum Kind {
        /** Reference.reference. */
        REFERENCE,
        /** A uri, url, oid, uuid or canonical, such as Attachment.url. */
        URI,
        /** {@code href} and {@code src} in a narrative. */
        NARRATIVE
    }

    /**
     * The elements from the resource to the link, last one first. It is written as text only when there is something to
     * report.
     */
    record Way(@Nullable Way before, String step, int index) {
        @Override
        public String toString() {
            String text = before == null ? step : before + "." + step;
            return index < 0 ? text : text + "[" + index + "]";
        }
    }

    /** FHIRPath, {@code Observation.subject.reference}. */
    public String path() {
        return way.toString();
    }

    /** Writes another text in this place; the link still knows the first one. */
    public void rewrite(String target) {
        if (holder instanceof ArrayNode array) {
            array.set(index, target);
        } else {
            ((ObjectNode) holder).put(field, target);
        }
    }
}

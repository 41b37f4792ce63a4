package org.casebook.index.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.casebook.index.IndexEntry;
import org.casebook.index.ReferenceValue;
import org.jspecify.annotations.Nullable;

/**
 * References of a resource to those that it contains: in the index they lead to the number of the contained resource, so
 * that a chain can be followed into it (R4 section 3.1.1.5.6).
 */
public final class ContainedReferences {
    /** What the target of such a reference begins with; no logical id does. */
    public static final char MARK = '#';

    private ContainedReferences() {}

    /** The entries with every {@code #id} replaced by type and number of what it leads to. */
    static List<IndexEntry> of(ObjectNode resource, long pid, List<IndexEntry> entries) {
        JsonNode contained = resource.path("contained");
        if (contained.isEmpty()) {
            return entries;
        }
        Map<String, ReferenceValue> targets = targets(contained, pid);
        List<IndexEntry> led = new ArrayList<>(entries.size());
        for (IndexEntry entry : entries) {
            ReferenceValue target =
                    entry.value() instanceof ReferenceValue reference ? targets.get(url(reference)) : null;
            led.add(target == null ? entry : new IndexEntry(entry.parameter(), target));
        }
        return led;
    }

    private static String url(ReferenceValue reference) {
        @Nullable String url = reference.url();
        return url == null ? "" : url;
    }

    private static Map<String, ReferenceValue> targets(JsonNode contained, long pid) {
        Map<String, ReferenceValue> targets = new HashMap<>();
        for (int place = 0; place < Math.min(contained.size(), ContainedPid.MOST); place++) {
            JsonNode resource = contained.get(place);
            targets.put(
                    MARK + resource.path("id").asText(),
                    new ReferenceValue(
                            resource.path("resourceType").asText(),
                            MARK + Long.toString(ContainedPid.of(pid, place)),
                            null,
                            null,
                            null,
                            null));
        }
        return targets;
    }
}

package org.casebook.interaction;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.casebook.fhir.Json;

/**
 * A Bundle that the server answers with. Its resources are stored bytes, and its JSON is their concatenation: no
 * resource is parsed to be sent.
 *
 * @param type R4 bundle-type code, such as {@code searchset}
 * @param total {@code Bundle.total}, where it was counted
 */
public record ResourceBundle(String type, OptionalLong total, List<Link> links, List<BundleEntry> entries) {

    /** {@code Bundle.link}. */
    public record Link(String relation, String url) {}

    public ResourceBundle {
        links = List.copyOf(links);
        entries = List.copyOf(entries);
    }

    /** Compact JSON in UTF-8. */
    public byte[] toJson() {
        int size = 1024;
        for (BundleEntry entry : entries) {
            size += 256 + (entry.resource() == null ? 0 : entry.resource().length);
        }
        Utf8Buffer out = new Utf8Buffer(size);
        out.ascii("{\"resourceType\":\"Bundle\",\"meta\":{\"lastUpdated\":")
                .string(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .ascii("},\"type\":")
                .string(type);
        if (total.isPresent()) {
            out.ascii(",\"total\":").ascii(Long.toString(total.getAsLong()));
        }
        writeLinks(out);
        writeEntries(out);
        return out.ascii("}").toBytes();
    }

    /** The same as a tree, for the representations that are not stored bytes. */
    public ObjectNode toTree() {
        return Json.stored(toJson());
    }

    private void writeLinks(Utf8Buffer out) {
        String separator = ",\"link\":[";
        for (Link link : links) {
            out.ascii(separator).ascii("{\"relation\":").string(link.relation());
            out.ascii(",\"url\":").string(link.url()).ascii("}");
            separator = ",";
        }
        out.ascii(links.isEmpty() ? "" : "]");
    }

    private void writeEntries(Utf8Buffer out) {
        String separator = ",\"entry\":[";
        for (BundleEntry entry : entries) {
            out.ascii(separator);
            EntryWriter.write(out, entry);
            separator = ",";
        }
        out.ascii(entries.isEmpty() ? "" : "]");
    }
}

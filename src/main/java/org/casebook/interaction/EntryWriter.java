package org.casebook.interaction;

import org.casebook.interaction.BundleEntry.EntryResponse;
import org.jspecify.annotations.Nullable;

/** Writes {@code Bundle.entry} as JSON. */
final class EntryWriter {
    private final Utf8Buffer out;
    private String separator = "{";

    private EntryWriter(Utf8Buffer out) {
        this.out = out;
    }

    static void write(Utf8Buffer out, BundleEntry entry) {
        EntryWriter writer = new EntryWriter(out);
        writer.text("fullUrl", entry.fullUrl());
        writer.json("resource", entry.resource());
        if (entry.searchMode() != null) {
            writer.name("search").ascii("{\"mode\":").string(entry.searchMode()).ascii("}");
        }
        if (entry.method() != null && entry.url() != null) {
            writer.name("request").ascii("{\"method\":").string(entry.method());
            out.ascii(",\"url\":").string(entry.url()).ascii("}");
        }
        if (entry.response() != null) {
            writer.name("response");
            writeResponse(out, entry.response());
        }
        writer.close();
    }

    private static void writeResponse(Utf8Buffer out, EntryResponse response) {
        EntryWriter writer = new EntryWriter(out);
        writer.text("status", response.status());
        writer.text("location", response.location());
        writer.text("etag", response.etag());
        writer.text("lastModified", response.lastModified());
        writer.json("outcome", response.outcome());
        writer.close();
    }

    private Utf8Buffer name(String name) {
        out.ascii(separator).string(name).ascii(":");
        separator = ",";
        return out;
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            name(name).string(value);
        }
    }

    private void json(String name, byte @Nullable [] value) {
        if (value != null) {
            name(name).raw(value);
        }
    }

    private void close() {
        out.ascii(separator.equals("{") ? "{}" : "}");
    }
}

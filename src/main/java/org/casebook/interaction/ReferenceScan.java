package org.casebook.interaction;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;

/**
 * The resources of this server that stored JSON refers to: its references, and the relative URLs of its attachments. It
 * looks for the names in the bytes, which is enough because the store writes compact JSON, where a quote inside a text
 * always has a backslash before it.
 */
final class ReferenceScan {
    private static final byte[][] NAMES = {
        "\"reference\":\"".getBytes(StandardCharsets.US_ASCII), "\"url\":\"".getBytes(StandardCharsets.US_ASCII)
    };

    private ReferenceScan() {}

    static Collection<ResourceKey> of(byte[] json) {
        Set<ResourceKey> found = new LinkedHashSet<>();
        for (byte[] name : NAMES) {
            for (int at = next(json, name, 0); at >= 0; at = next(json, name, at)) {
                LocalReference.parse(text(json, at), "").ifPresent(found::add);
            }
        }
        return found;
    }

    /** The place behind the next occurrence; -1 if there is none. */
    private static int next(byte[] json, byte[] name, int from) {
        for (int i = from; i <= json.length - name.length; i++) {
            if (json[i] == '"' && matches(json, i, name)) {
                return i + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] json, int at, byte[] name) {
        for (int i = 1; i < name.length; i++) {
            if (json[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] json, int from) {
        int end = from;
        while (end < json.length && json[end] != '"') {
            end++;
        }
        return new String(json, from, end - from, StandardCharsets.UTF_8);
    }
}

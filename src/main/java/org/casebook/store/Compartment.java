package org.casebook.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.fhir.ResourceKey;

/**
 * Where a resource is placed when the tables are partitioned: beside its patient, or else by itself. This is a matter of
 * neighbourhood only; a resource keeps its place when it moves to another patient, and nothing searches by it.
 */
public final class Compartment {
    /** Where in a pid the bucket stands. */
    public static final int BUCKET_SHIFT = 52;

    private static final List<String> PATIENT_ELEMENTS =
            List.of("subject", "patient", "beneficiary", "individual", "for", "source", "author");
    private static final int BUCKETS = 1024;

    private Compartment() {}

    /** The bucket, from 0 to 1023. */
    public static int bucket(ResourceKey key, ObjectNode resource) {
        return Math.floorMod(mixed(owner(key, resource)), BUCKETS);
    }

    private static String owner(ResourceKey key, ObjectNode resource) {
        if (!key.type().equals("Patient")) {
            for (String element : PATIENT_ELEMENTS) {
                String reference = resource.path(element).path("reference").asText();
                if (reference.startsWith("Patient/")) {
                    return reference;
                }
            }
        }
        return key.toString();
    }

    private static int mixed(String text) {
        int hash = text.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}

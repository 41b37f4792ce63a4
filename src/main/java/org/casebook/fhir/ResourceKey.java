package org.casebook.fhir;

/** A resource's identity on this server: its type and its logical id ({@code Patient/123}). */
public record ResourceKey(String type, String id) {

    /** The relative reference, {@code Type/id}. */
    @Override
    public String toString() {
        return type + "/" + id;
    }
}

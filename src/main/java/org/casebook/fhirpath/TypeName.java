package org.casebook.fhirpath;

/** A type and the model it belongs to. */
public record TypeName(String namespace, String name) {
    static final String SYSTEM = "System";
    static final String FHIR = "FHIR";

    @Override
    public String toString() {
        return namespace + "." + name;
    }
}

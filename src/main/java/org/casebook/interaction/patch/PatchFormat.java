package org.casebook.interaction.patch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The formats of a PATCH body (R4 section 3.1.0.6). */
public enum PatchFormat {
    JSON_PATCH("application/json-patch+json"),
    XML_PATCH("application/xml-patch+xml"),
    FHIRPATH_JSON("application/fhir+json", "application/json"),
    FHIRPATH_XML("application/fhir+xml", "application/xml", "text/xml");

    private final String mediaType;
    private final List<String> aliases;

    PatchFormat(String mediaType, String... aliases) {
        this.mediaType = mediaType;
        this.aliases = List.of(aliases);
    }

    /** How R4 names it. */
    public String mediaType() {
        return mediaType;
    }

    static Optional<PatchFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(name) || format.aliases.contains(name))
                .findFirst();
    }
}

package org.casebook.index;

import org.jspecify.annotations.Nullable;

/**
 * A Reference, canonical or uri that leads to a resource (R4 section 3.1.1.4.12). A reference to this server, relative
 * or absolute, has type and id; any other literal reference has only the url; a logical one only the identifier.
 *
 * @param type type of the target, where it is known
 * @param id logical id on this server
 * @param version of a versioned reference or of a canonical
 * @param url absolute url, urn or canonical without version; {@code #id} for a contained resource
 * @param identifierSystem Reference.identifier, for {@code :identifier}
 * @param identifierValue Reference.identifier, for {@code :identifier}
 */
public record ReferenceValue(
        @Nullable String type,
        @Nullable String id,
        @Nullable String version,
        @Nullable String url,
        @Nullable String identifierSystem,
        @Nullable String identifierValue)
        implements IndexValue {}

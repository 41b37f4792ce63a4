package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a collection holds (N1 section 4): an element of a resource, or a value that the language itself makes. */
public sealed interface Item permits Element, Value {

    /** The System value; null for an element that has none: a complex one, or a primitive with only extensions. */
    @Nullable
    Value value();

    /** The JSON of the item; a missing node for a primitive that has only extensions. */
    JsonNode json();

    /** The type by its name with namespace: {@code FHIR.HumanName}, {@code System.String}. */
    TypeName type();
}

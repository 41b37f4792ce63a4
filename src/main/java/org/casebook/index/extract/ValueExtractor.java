package org.casebook.index.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.casebook.fhir.ElementDefinition;
import org.casebook.index.IndexValue;

/** Reads the values of one search parameter type out of an element. */
@FunctionalInterface
public interface ValueExtractor {

    /**
     * @param json the element's JSON
     * @param role what the element is within its parent; its type is that of a choice
     */
    void extract(JsonNode json, ElementDefinition role, Consumer<? super IndexValue> out);
}

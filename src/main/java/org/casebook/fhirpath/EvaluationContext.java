package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an expression may ask of the world around it (R4 section 2.29). Every answer has a default: nothing is there. */
public interface EvaluationContext {
    /** Nothing to resolve, no terminology, R4's constants only. */
    EvaluationContext NONE = new EvaluationContext() {};

    /**
     * The resource that a reference leads to, for {@code resolve()}; contained resources and entries of the same Bundle
     * are found without it.
     */
    default Optional<Element> resolve(String reference, Element from) {
        return Optional.empty();
    }

    /**
     * Whether {@code resolve()} may give a resource of which only the type and id are known, taken from the reference
     * itself. Search parameters need no more ({@code resolve() is Patient}).
     */
    default boolean resolvesToStubs() {
        return false;
    }

    /** The value of {@code %name}; null: there is no such variable. */
    default @Nullable List<Item> variable(String name) {
        return variables().get(name);
    }

    default Map<String, List<Item>> variables() {
        return Map.of();
    }

    /** Whether a code, Coding or CodeableConcept is in a value set; empty: not known here. */
    default Optional<Boolean> memberOf(JsonNode coded, String valueSet) {
        return Optional.empty();
    }

    /** Whether the first code subsumes the second; empty: not known here. */
    default Optional<Boolean> subsumes(JsonNode coded, JsonNode other) {
        return Optional.empty();
    }

    /** Whether a resource conforms to a profile; empty: the profile is not known here. */
    default Optional<Boolean> conformsTo(Element element, String profile) {
        return Optional.empty();
    }

    /** Told by {@code trace()}. */
    default void trace(String name, List<Item> items) {}

    /** The present moment. */
    default OffsetDateTime now() {
        return OffsetDateTime.now();
    }

    /** How many items and iterations a run may use before it is stopped. */
    default long maxSteps() {
        return 5_000_000;
    }

    /** Told at the end of a run how many it has used. */
    default void used(long steps) {}
}

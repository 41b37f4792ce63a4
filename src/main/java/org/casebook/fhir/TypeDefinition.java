package org.casebook.fhir;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of R4: a resource, a data type, a primitive, or a backbone element, which is named by its path ({@code
 * Patient.contact}). Elements stand in the order of the specification, which is the order of XML.
 */
public final class TypeDefinition {
    /** What a type is. */
    public enum Kind {
        RESOURCE,
        COMPLEX,
        BACKBONE,
        PRIMITIVE
    }

    private final String name;
    private final Kind kind;
    private final String base;
    private final boolean isAbstract;
    private final List<Invariant> invariants;
    private List<ElementDefinition> elements = List.of();
    private Map<String, ElementDefinition> byName = Map.of();
    private Map<String, List<ElementDefinition>> byBaseName = Map.of();
    private List<ElementDefinition> required = List.of();

    TypeDefinition(String name, Kind kind, String base, boolean isAbstract, List<Invariant> invariants) {
        this.name = name;
        this.kind = kind;
        this.base = base;
        this.isAbstract = isAbstract;
        this.invariants = invariants;
    }

    /** Elements know their types and types their elements, so one side comes second; only the reader calls this. */
    void complete(List<ElementDefinition> all) {
        Map<String, ElementDefinition> names = new HashMap<>();
        Map<String, List<ElementDefinition>> baseNames = new LinkedHashMap<>();
        for (ElementDefinition element : all) {
            names.put(element.name(), element);
            baseNames.merge(element.baseName(), List.of(element), TypeDefinition::joined);
        }
        elements = List.copyOf(all);
        byName = Map.copyOf(names);
        byBaseName = baseNames;
        required = baseNames.values().stream()
                .map(alternatives -> alternatives.get(0))
                .filter(e -> e.min() > 0)
                .toList();
    }

    private static List<ElementDefinition> joined(List<ElementDefinition> a, List<ElementDefinition> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The type that this one specialises; empty at the root. */
    public String base() {
        return base;
    }

    /** Resource, DomainResource, Element, BackboneElement. */
    public boolean isAbstract() {
        return isAbstract;
    }

    /** What every value of the type must meet, besides what all elements and all resources must. */
    public List<Invariant> invariants() {
        return invariants;
    }

    public boolean isResource() {
        return kind == Kind.RESOURCE;
    }

    public boolean isPrimitive() {
        return kind == Kind.PRIMITIVE;
    }

    /** Every element by its JSON name, choices expanded, in the order of the specification. */
    public List<ElementDefinition> elements() {
        return elements;
    }

    /** The element of a JSON name such as {@code valueQuantity}; null where R4 has none. */
    public @Nullable ElementDefinition element(String jsonName) {
        return byName.get(jsonName);
    }

    /** The alternatives of a choice ({@code value}), or the one element of that name; empty where R4 has none. */
    public List<ElementDefinition> alternatives(String baseName) {
        return byBaseName.getOrDefault(baseName, List.of());
    }

    /** Base names ({@code value}, {@code status}) in the order of the specification. */
    public Iterable<String> baseNames() {
        return byBaseName.keySet();
    }

    /** One element of each name that must be there; of a choice the first alternative. */
    public List<ElementDefinition> required() {
        return required;
    }

    @Override
    public String toString() {
        return name;
    }
}

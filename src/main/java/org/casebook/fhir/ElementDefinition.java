package org.casebook.fhir;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of a type, by its JSON name; a choice such as {@code value[x]} is one of these for each of its types. */
public final class ElementDefinition {
    /** The {@link #max} of an element without upper bound. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private final String owner;
    private final String name;
    private final String baseName;
    private final String siblingName;
    private final String step;
    private final TypeDefinition type;
    private final int order;
    private final Cardinality cardinality;
    private final Flags flags;
    private final List<String> targets;
    private final @Nullable String requiredValueSet;
    private final @Nullable RequiredCodes requiredCodes;
    private final List<Invariant> invariants;

    record Cardinality(int min, int max) {}

    record Flags(boolean summary, boolean modifier, boolean xmlAttribute) {}

    record Binding(@Nullable String valueSet, @Nullable RequiredCodes codes) {}

    ElementDefinition(
            TypeDefinition owner,
            String baseName,
            TypeDefinition type,
            boolean choice,
            int order,
            Cardinality cardinality,
            Flags flags,
            List<String> targets,
            Binding binding,
            List<Invariant> invariants) {
        this.owner = owner.name();
        this.baseName = baseName;
        this.type = type;
        this.name = choice ? baseName + capitalised(type.name()) : baseName;
        this.siblingName = "_" + name;
        this.step = choice ? baseName + ".ofType(" + type.name() + ")" : name;
        this.order = order;
        this.cardinality = cardinality;
        this.flags = flags;
        this.targets = targets;
        this.requiredValueSet = binding.valueSet;
        this.requiredCodes = binding.codes;
        this.invariants = invariants;
    }

    private static String capitalised(String type) {
        return Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    /** The JSON name: {@code valueQuantity}. */
    public String name() {
        return name;
    }

    /** The JSON name of the id and extensions of a primitive: {@code _birthDate}. */
    public String siblingName() {
        return siblingName;
    }

    /** The name without the type of a choice: {@code value}. */
    public String baseName() {
        return baseName;
    }

    /** Whether the name carries the type. */
    public boolean isChoice() {
        return name.length() != baseName.length();
    }

    /** The path in the specification: {@code Observation.value[x]}. */
    public String path() {
        return owner + "." + baseName + (isChoice() ? "[x]" : "");
    }

    /** The step in FHIRPath: {@code value.ofType(Quantity)}, or the name. */
    public String step() {
        return step;
    }

    public TypeDefinition type() {
        return type;
    }

    /** The place among its siblings; the alternatives of a choice share it. */
    public int order() {
        return order;
    }

    public int min() {
        return cardinality.min;
    }

    public int max() {
        return cardinality.max;
    }

    /** Whether JSON writes it as an array. */
    public boolean isArray() {
        return cardinality.max > 1;
    }

    /** Whether {@code _summary=true} shows it. */
    public boolean isSummary() {
        return flags.summary;
    }

    public boolean isModifier() {
        return flags.modifier;
    }

    /** Whether XML writes it as an attribute. */
    public boolean isXmlAttribute() {
        return flags.xmlAttribute;
    }

    /** The resource types that a Reference or canonical may point to; empty where any may be. */
    public List<String> targets() {
        return targets;
    }

    /** The canonical URL of the value set of a required binding; null where there is none. */
    public @Nullable String requiredValueSet() {
        return requiredValueSet;
    }

    /** The codes of a required binding where R4 enumerates them all; otherwise null. */
    public @Nullable RequiredCodes requiredCodes() {
        return requiredCodes;
    }

    /** What a value must meet in this place, besides what its type asks. */
    public List<Invariant> invariants() {
        return invariants;
    }

    @Override
    public String toString() {
        return path() + ": " + type;
    }
}

package org.casebook.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be searched (R4 resource SearchParameter): the part of it that indexing and searching need.
 *
 * @param url canonical url; the identity of a parameter, also across nodes and restarts
 * @param code the name in a query
 * @param base types it applies to; may be {@code Resource} or {@code DomainResource}
 * @param expression FHIRPath to the values; null where the value is no element ({@code _text}, {@code _has})
 * @param target types a reference may lead to; empty: any
 * @param component the parts of a composite
 * @param comparator prefixes allowed; empty: all that the type allows
 * @param modifier modifiers allowed; empty: all that the type allows
 * @param multipleOr whether a comma list is allowed
 * @param multipleAnd whether the parameter may be repeated
 * @param usage xpathUsage: {@code normal}, {@code phonetic}, {@code nearby}, {@code distance}, {@code other}
 */
public record SearchParameter(
        String url,
        String code,
        SearchParamType type,
        List<String> base,
        @Nullable String expression,
        List<String> target,
        List<Component> component,
        List<String> comparator,
        List<String> modifier,
        boolean multipleOr,
        boolean multipleAnd,
        String usage) {

    /**
     * One part of a composite parameter.
     *
     * @param definition url of the SearchParameter that gives the part its type
     * @param expression FHIRPath relative to each result of the composite's own expression
     */
    public record Component(String definition, String expression) {}

    public SearchParameter {
        base = List.copyOf(base);
        target = List.copyOf(target);
        component = List.copyOf(component);
        comparator = List.copyOf(comparator);
        modifier = List.copyOf(modifier);
    }

    /** A number that is the same on every node and after every restart: a hash of the url. */
    public int key() {
        return StableKey.of(url);
    }

    /**
     * The number of this parameter on one resource type. HL7 shares one definition between types ({@code clinical-code}
     * has nine), but a posting list should hold one type only.
     */
    public int key(String resourceType) {
        return StableKey.of(resourceType + "?" + url);
    }

    /** Whether strings match that sound alike. */
    public boolean isPhonetic() {
        return type == SearchParamType.STRING && usage.equals("phonetic");
    }

    /** Whether the base names the type itself, or one of the two abstract types above it. */
    public boolean appliesTo(String resourceType) {
        return base.contains(resourceType)
                || base.contains("Resource")
                || (base.contains("DomainResource") && SearchParameters.isDomainResource(resourceType));
    }
}

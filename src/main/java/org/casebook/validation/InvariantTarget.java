package org.casebook.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.casebook.validation.invariant.InvariantSubject;
import org.hl7.fhir.r4.model.StructureDefinition;

/** The element that an invariant of the validator speaks of, found by the expression in its profile. */
final class InvariantTarget {
    private final IValidationSupport definitions;

    InvariantTarget(IValidationSupport definitions) {
        this.definitions = definitions;
    }

    /** The element below {@code location}; empty where the resource has none of the invariant's paths. */
    Optional<String> find(ObjectNode resource, String location, String invariant) {
        return expression(invariant).flatMap(expression -> InvariantSubject.of(expression, location, resource));
    }

    /** The FHIRPath of {@code profile-url#key}. */
    Optional<String> expression(String invariant) {
        int hash = invariant.indexOf('#');
        if (hash < 0
                || !(definitions.fetchStructureDefinition(invariant.substring(0, hash))
                        instanceof StructureDefinition profile)) {
            return Optional.empty();
        }
        String key = invariant.substring(hash + 1);
        return profile.getSnapshot().getElement().stream()
                .flatMap(e -> e.getConstraint().stream())
                .filter(c -> key.equals(c.getKey()) && c.hasExpression())
                .map(c -> c.getExpression())
                .findFirst();
    }
}

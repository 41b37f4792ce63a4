package org.casebook.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * The element that a failed invariant speaks of. The validator reports an invariant where it is declared, often the
 * whole resource; its expression begins with paths, and the first of them that the resource has is what a person must
 * look at: {@code birthDate.hasValue().not()} leads to {@code Patient.birthDate}.
 */
final class InvariantTarget {
    private static final Pattern STRING = Pattern.compile("'[^']*'");
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w.%$'])[a-z][A-Za-z]*(?![A-Za-z(])(?:\\.ofType\\([A-Za-z]+\\)|\\.[a-z][A-Za-z]*(?![A-Za-z(]))*");

    private final IValidationSupport definitions;

    InvariantTarget(IValidationSupport definitions) {
        this.definitions = definitions;
    }

    /** The element below {@code location}; empty where the resource has none of the invariant's paths. */
    Optional<String> find(ObjectNode resource, String location, String invariant) {
        return expression(invariant)
                .flatMap(expression -> PATH.matcher(STRING.matcher(expression).replaceAll("''"))
                        .results()
                        .map(MatchResult::group)
                        .map(path -> location + "." + path)
                        .filter(path -> TreePath.of(resource, path).isPresent())
                        .findFirst());
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

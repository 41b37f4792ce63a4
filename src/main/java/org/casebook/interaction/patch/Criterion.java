package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.EvaluationContext;
import org.casebook.fhirpath.Expression;
import org.casebook.fhirpath.FhirPath;
import org.casebook.fhirpath.FhirPathException;

/** The criterion of {@code where()} in a patch path. */
record Criterion(Expression expression) {

    static Criterion compile(String expression, PatchPath path) {
        try {
            return new Criterion(FhirPath.compile(expression));
        } catch (FhirPathException e) {
            throw PatchError.malformed(
                    "FHIRPath Patch: '" + path.text() + "': the criterion is not FHIRPath: " + e.getMessage());
        }
    }

    boolean holds(Place place) {
        JsonNode json = place.cell().value() == null
                ? MissingNode.getInstance()
                : place.cell().value();
        return expression.test(Element.of(json, place.type()), EvaluationContext.NONE);
    }
}

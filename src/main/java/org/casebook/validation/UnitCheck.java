package org.casebook.validation;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Severity;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.fhir.ucum.UcumService;

/** The code of a quantity in UCUM must be a unit of UCUM; HL7's validator looks at Quantity only. */
final class UnitCheck {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final Set<String> QUANTITIES = Set.of("Quantity", "Age", "Duration", "Distance", "Count");

    private final UcumService units;

    UnitCheck() {
        try {
            units = new UcumEssenceService(UnitCheck.class.getResourceAsStream("/ucum-essence.xml"));
        } catch (UcumException e) {
            throw new IllegalStateException("the units of UCUM cannot be read", e);
        }
    }

    void check(Element element, Consumer<Issue> issues) {
        String code = element.node().path("code").asText();
        if (!QUANTITIES.contains(element.type())
                || !element.node().path("system").asText().equals(UCUM)
                || code.isEmpty()) {
            return;
        }
        String problem = problem(code);
        if (problem != null) {
            issues.accept(new Issue(
                    Severity.ERROR,
                    IssueType.CODE_INVALID,
                    "'" + code + "' is not a unit of UCUM: " + problem
                            + ". Use a UCUM code: a for years, mo, d, h, mg, mL.",
                    List.of(element.expression() + ".code"),
                    null,
                    UCUM));
        }
    }

    /** UCUM's parser is not safe for several threads. */
    private synchronized @org.jspecify.annotations.Nullable String problem(String code) {
        return units.validate(code);
    }
}

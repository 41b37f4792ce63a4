package org.casebook.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.ValidationContext;
import ca.uhn.fhir.validation.ValidationOptions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casebook.fhir.Json;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r5.utils.validation.constants.BestPracticeWarningLevel;
import org.hl7.fhir.utilities.validation.ValidationMessage;

/**
 * HL7's instance validator, as HAPI embeds it, over R4's definitions and those that are given. Its own messages are
 * taken, not HAPI's: they still know their issue type and the invariant they come from. Nothing is fetched from a
 * network.
 */
final class Hl7Validator {
    private final FhirContext context;
    private final IValidationSupport support;
    private final Module module;

    /** HAPI keeps the messages of its module to itself; a subclass may ask for them. */
    private static final class Module extends FhirInstanceValidator {
        Module(IValidationSupport support) {
            super(support);
        }

        List<ValidationMessage> messages(FhirContext context, String text, ValidationOptions options) {
            return validate(ValidationContext.forText(context, text, options));
        }
    }

    /** @param support the definitions that validation stands on; they never change */
    Hl7Validator(FhirContext context, IValidationSupport support) {
        this.context = context;
        this.support = support;
        module = new Module(support);
        module.setErrorForUnknownProfiles(true);
        module.setAnyExtensionsAllowed(false);
        module.setBestPracticeWarningLevel(BestPracticeWarningLevel.Hint);
    }

    /** Validates against R4, the profiles the resource claims, and the profiles given. */
    List<ValidationMessage> validate(ObjectNode resource, List<String> profiles) {
        ValidationOptions options = new ValidationOptions();
        profiles.forEach(options::addProfile);
        return module.messages(context, new String(Json.write(resource), StandardCharsets.UTF_8), options);
    }

    IValidationSupport support() {
        return support;
    }
}

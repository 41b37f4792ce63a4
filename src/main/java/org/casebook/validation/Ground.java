package org.casebook.validation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.casebook.fhir.Json;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain.CacheConfiguration;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.hl7.fhir.utilities.http.ManagedWebAccess.WebAccessPolicy;
import org.jspecify.annotations.Nullable;

/**
 * R4's definitions and the shipped ones, as HAPI wants them. They take seconds to load and more than a hundred megabytes,
 * and never change: every edition of the rules stands on the same ones.
 */
final class Ground {
    private final FhirContext context = FhirContext.forR4Cached();
    private final IValidationSupport r4 = new DefaultProfileValidationSupport(context);
    private final IValidationSupport snapshots = new SnapshotGeneratingValidationSupport(context);
    private final IValidationSupport commonCodes = new CommonCodeSystemsTerminologyService(context);
    private final PrePopulatedValidationSupport shipped = new PrePopulatedValidationSupport(context);

    Ground(List<ObjectNode> definitions) {
        ManagedWebAccess.setAccessPolicy(WebAccessPolicy.PROHIBITED);
        LeanDefinitions.strip(r4);
        definitions.forEach(definition -> shipped.addResource(parse(Json.write(definition))));
    }

    IBaseResource parse(byte[] json) {
        return context.newJsonParser().parseResource(new String(json, StandardCharsets.UTF_8));
    }

    PrePopulatedValidationSupport nothing() {
        return new PrePopulatedValidationSupport(context);
    }

    /** A validator over this and, before it, what is added. */
    Hl7Validator validator(@Nullable IValidationSupport added) {
        IValidationSupport terminology = new InMemoryTerminologyServerValidationSupport(context);
        return new Hl7Validator(
                context,
                new ValidationSupportChain(Stream.of(added, shipped, r4, snapshots, commonCodes, terminology)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /** What can be looked up while more is still being added: nothing that it answers is kept. */
    IValidationSupport growing(IValidationSupport added) {
        return new ValidationSupportChain(CacheConfiguration.disabled(), List.of(added, shipped, r4, snapshots));
    }

    /** Whether R4 itself defines this; what clients store does not take its place. */
    boolean isOfR4(Definition.Name name) {
        return switch (name.type()) {
            case "StructureDefinition" -> r4.fetchStructureDefinition(name.url()) != null;
            case "ValueSet" -> r4.fetchValueSet(name.url()) != null;
            default -> r4.fetchCodeSystem(name.url()) != null;
        };
    }
}

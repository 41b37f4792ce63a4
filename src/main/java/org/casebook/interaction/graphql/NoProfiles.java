package org.casebook.interaction.graphql;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.FhirVersionEnum;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** The engine's FHIRPath filters need no profiles; reading them would take seconds and a hundred megabytes. */
final class NoProfiles implements IValidationSupport {

    @Override
    public FhirContext getFhirContext() {
        return FhirContext.forCached(FhirVersionEnum.R4);
    }

    @Override
    public List<IBaseResource> fetchAllConformanceResources() {
        return List.of();
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
        return List.of();
    }
}

package org.casebook.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;

/**
 * R4's definitions without what is there for readers: narratives, explanations, mappings to other standards, and the
 * differential beside a snapshot. HL7's validator keeps them twice, as R4 and as R5, and a good quarter of the heap was text
 * that no rule looks at.
 */
final class LeanDefinitions {
    private LeanDefinitions() {}

    static void strip(IValidationSupport r4) {
        // Each kind is read when one of it is first asked for; "all" are those that have been read.
        r4.fetchAllStructureDefinitions();
        r4.fetchCodeSystem("http://hl7.org/fhir/administrative-gender");
        r4.fetchValueSet("http://hl7.org/fhir/ValueSet/administrative-gender");
        for (IBaseResource definition : Objects.requireNonNull(r4.fetchAllConformanceResources())) {
            if (definition instanceof DomainResource resource) {
                resource.setText(null);
            }
            if (definition instanceof StructureDefinition structure) {
                strip(structure);
            } else if (definition instanceof CodeSystem system) {
                strip(system.setDescription(null).setContact(null).getConcept());
            } else if (definition instanceof ValueSet values) {
                values.setDescription(null).setContact(null);
            }
        }
    }

    private static void strip(StructureDefinition structure) {
        structure.setDescription(null).setContact(null).setMapping(null);
        if (structure.hasSnapshot()) {
            structure.setDifferential(null);
        }
        structure.getSnapshot().getElement().forEach(LeanDefinitions::strip);
        structure.getDifferential().getElement().forEach(LeanDefinitions::strip);
    }

    private static void strip(ElementDefinition element) {
        element.setShort(null)
                .setDefinition(null)
                .setComment(null)
                .setRequirements(null)
                .setMeaningWhenMissing(null)
                .setAlias(null)
                .setExample(null)
                .setIsModifierReason(null)
                .setMapping(null);
        if (element.hasBinding()) {
            element.getBinding().setDescription(null);
        }
        element.getConstraint().forEach(constraint -> constraint.setXpath(null));
    }

    private static void strip(List<ConceptDefinitionComponent> concepts) {
        for (ConceptDefinitionComponent concept : concepts) {
            concept.setDefinition(null).setDesignation(null);
            strip(concept.getConcept());
        }
    }
}

package org.casebook.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    private final Definitions r4 = Definitions.r4();

    @Test
    void has146ResourceTypes() {
        assertThat(r4.resourceTypes()).hasSize(146).contains("Patient", "Bundle", "VisionPrescription");
        assertThat(r4.isResourceType("DomainResource")).isFalse();
        assertThat(r4.isResourceType("HumanName")).isFalse();
    }

    @Test
    void expandsChoices() {
        ElementDefinition value = r4.element("Observation.valueQuantity").orElseThrow();
        assertThat(value.type().name()).isEqualTo("Quantity");
        assertThat(value.baseName()).isEqualTo("value");
        assertThat(value.step()).isEqualTo("value.ofType(Quantity)");
        assertThat(value.path()).isEqualTo("Observation.value[x]");
        assertThat(r4.type("Observation").alternatives("value")).hasSize(11);
        assertThat(r4.element("Observation.valueMoney")).isEmpty();
        assertThat(r4.type("Extension").alternatives("value")).hasSize(50);
    }

    @Test
    void followsContentReferencesAndBackbones() {
        assertThat(r4.element("Questionnaire.item.item.item.linkId")
                        .orElseThrow()
                        .path())
                .isEqualTo("Questionnaire.item.linkId");
        assertThat(r4.element("Patient.contact.name.family")
                        .orElseThrow()
                        .type()
                        .name())
                .isEqualTo("string");
        assertThat(r4.type("Patient.contact").base()).isEqualTo("BackboneElement");
        assertThat(r4.type("Timing.repeat").base()).isEqualTo("Element");
    }

    @Test
    void knowsCardinalityFlagsAndBindings() {
        ElementDefinition status = r4.element("Observation.status").orElseThrow();
        assertThat(status.min()).isEqualTo(1);
        assertThat(status.isArray()).isFalse();
        assertThat(status.isModifier()).isTrue();
        assertThat(status.isSummary()).isTrue();
        assertThat(status.requiredCodes()).isNotNull();
        assertThat(status.requiredCodes().contains("final")).isTrue();
        assertThat(status.requiredCodes().contains("in-use")).isFalse();
        assertThat(r4.element("Patient.name").orElseThrow().isArray()).isTrue();
        assertThat(r4.element("Condition.clinicalStatus")
                        .orElseThrow()
                        .requiredCodes()
                        .contains("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"))
                .isTrue();
        assertThat(r4.element("Money.currency").orElseThrow().requiredCodes().contains("EUR"))
                .isTrue();
        assertThat(r4.element("Attachment.contentType").orElseThrow().requiredCodes())
                .isNull();
        assertThat(r4.type("Bundle.entry.request").required())
                .extracting(ElementDefinition::name)
                .containsExactly("method", "url");
    }

    @Test
    void knowsTargetsAndPrimitives() {
        assertThat(r4.element("Procedure.partOf").orElseThrow().targets())
                .containsExactly("Procedure", "Observation", "MedicationAdministration");
        assertThat(r4.element("Basic.subject").orElseThrow().targets()).isEmpty();
        assertThat(r4.element("Patient.id").orElseThrow().type().name()).isEqualTo("id");
        assertThat(r4.element("HumanName.id").orElseThrow().isXmlAttribute()).isTrue();
        assertThat(r4.element("Extension.url").orElseThrow().type().name()).isEqualTo("uri");
        assertThat(r4.type("positiveInt").base()).isEqualTo("integer");
        assertThat(r4.type("xhtml").isPrimitive()).isTrue();
    }

    @Test
    void knowsCompartments() {
        assertThat(r4.compartments())
                .containsOnlyKeys("Device", "Encounter", "Patient", "Practitioner", "RelatedPerson");
        assertThat(r4.compartments().get("Patient").members().get("AllergyIntolerance"))
                .isEqualTo(List.of("patient", "recorder", "asserter"));
        assertThat(r4.compartments().get("Patient").members()).doesNotContainKey("Organization");
    }

    @Test
    void everyElementHasAPlaceOfItsOwn() {
        for (String type : r4.resourceTypes()) {
            assertThat(r4.type(type).elements())
                    .as(type)
                    .extracting(ElementDefinition::name)
                    .doesNotHaveDuplicates()
                    .contains("id", "meta");
        }
    }
}

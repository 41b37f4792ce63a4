package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.DeleteCascadeModeEnum;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.SearchTotalModeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.PreconditionFailedException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HAPI's own client drives every interaction, in JSON and in XML. */
class GenericClientTest {
    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static IGenericClient client(String format) {
        FhirContext context = FhirContext.forR4Cached();
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        context.getRestfulClientFactory().setSocketTimeout(60_000);
        IGenericClient client = context.newRestfulGenericClient(server.base());
        client.setEncoding(ca.uhn.fhir.rest.api.EncodingEnum.forContentType(format));
        return client;
    }

    private static Patient patient(String identifier) {
        Patient patient = new Patient().setGender(AdministrativeGender.MALE);
        patient.addIdentifier().setSystem("http://s").setValue(identifier);
        return patient;
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
    void everyInteraction(String format) {
        IGenericClient client = client(format);
        String one = format + "-1";
        MethodOutcome created = client.create()
                .resource(patient(one))
                .prefer(PreferReturnEnum.REPRESENTATION)
                .execute();
        assertThat(created.getCreated()).isTrue();
        IdType id = (IdType) created.getId().toUnqualified();
        assertThat(id.getVersionIdPart()).isEqualTo("1");

        assertThat(client.create()
                        .resource(patient(one))
                        .conditional()
                        .where(Patient.IDENTIFIER.exactly().systemAndIdentifier("http://s", one))
                        .execute()
                        .getCreated())
                .isNotEqualTo(Boolean.TRUE);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withId(id.toVersionless())
                        .execute()
                        .getGender())
                .isEqualTo(AdministrativeGender.MALE);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withIdAndVersion(id.getIdPart(), "1")
                        .execute()
                        .getMeta()
                        .getVersionId())
                .isEqualTo("1");

        Patient changed = patient(one).setActive(true);
        changed.setId(id.toVersionless());
        assertThat(client.update().resource(changed).execute().getId().getVersionIdPart())
                .isEqualTo("2");
        changed.setGender(AdministrativeGender.FEMALE);
        assertThat(client.update()
                        .resource(patient(one))
                        .conditional()
                        .where(Patient.IDENTIFIER.exactly().systemAndIdentifier("http://s", one))
                        .execute()
                        .getId()
                        .getIdPart())
                .isEqualTo(id.getIdPart());

        client.patch()
                .withBody("[{\"op\":\"replace\",\"path\":\"/gender\",\"value\":\"other\"}]")
                .withId(id.toVersionless())
                .execute();
        Parameters operation = new Parameters();
        Parameters.ParametersParameterComponent parts = operation.addParameter().setName("operation");
        parts.addPart().setName("type").setValue(new CodeType("delete"));
        parts.addPart().setName("path").setValue(new StringType("Patient.gender"));
        client.patch().withFhirPatch(operation).withId(id.toVersionless()).execute();
        assertThat(client.read()
                        .resource(Patient.class)
                        .withId(id.toVersionless())
                        .execute()
                        .hasGender())
                .isFalse();

        history(client, id);
        meta(client, id);
        search(client, one, id);
        transaction(client, id);

        client.delete().resourceById(new IdType("Patient", id.getIdPart())).execute();
        assertThatThrownBy(() -> client.read()
                        .resource(Patient.class)
                        .withId(id.toVersionless())
                        .execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThatThrownBy(() ->
                        client.read().resource(Patient.class).withId("never").execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }

    private static void history(IGenericClient client, IdType id) {
        Bundle instance = client.history()
                .onInstance(id.toVersionless())
                .returnBundle(Bundle.class)
                .execute();
        assertThat(instance.getTotal()).isEqualTo(5);
        Bundle type = client.history()
                .onType(Patient.class)
                .returnBundle(Bundle.class)
                .count(2)
                .execute();
        assertThat(type.getEntry()).hasSize(2);
        assertThat(client.loadPage().next(type).execute().getEntry()).isNotEmpty();
        assertThat(client.history()
                        .onServer()
                        .returnBundle(Bundle.class)
                        .execute()
                        .getEntry())
                .isNotEmpty();
    }

    private static void meta(IGenericClient client, IdType id) {
        Meta tag = new Meta();
        tag.addTag().setSystem("http://t").setCode("x");
        assertThat(client.meta()
                        .add()
                        .onResource(id.toVersionless())
                        .meta(tag)
                        .execute()
                        .getTag())
                .hasSize(1);
        assertThat(client.meta()
                        .get(Meta.class)
                        .fromResource(id.toVersionless())
                        .execute()
                        .getTag())
                .hasSize(1);
        assertThat(client.meta().get(Meta.class).fromType("Patient").execute().getTag())
                .isNotEmpty();
        assertThat(client.meta()
                        .delete()
                        .onResource(id.toVersionless())
                        .meta(tag)
                        .execute()
                        .getTag())
                .isEmpty();
    }

    private static void search(IGenericClient client, String identifier, IdType id) {
        Bundle found = client.search()
                .forResource(Patient.class)
                .where(Patient.IDENTIFIER.exactly().systemAndIdentifier("http://s", identifier))
                .summaryMode(SummaryEnum.FALSE)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getEntry()).hasSize(1);
        assertThat(found.getEntryFirstRep().getResource().getIdElement().getIdPart())
                .isEqualTo(id.getIdPart());
        Bundle posted = client.search()
                .forResource(Patient.class)
                .where(Patient.IDENTIFIER.exactly().identifier(identifier))
                .usingStyle(ca.uhn.fhir.rest.api.SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(posted.getEntry()).hasSize(1);
        assertThat(client.capabilities()
                        .ofType(CapabilityStatement.class)
                        .execute()
                        .getFhirVersion()
                        .toCode())
                .isEqualTo("4.0.1");
    }

    private static void transaction(IGenericClient client, IdType id) {
        Observation observation = new Observation().setSubject(new Reference(id.toVersionless()));
        observation.setStatus(Observation.ObservationStatus.FINAL).getCode().setText("c");
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl("urn:uuid:0e5c0ef4-0000-4000-8000-000000000001")
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");
        Bundle answer = client.transaction().withBundle(bundle).execute();
        assertThat(answer.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        IdType made = new IdType(answer.getEntryFirstRep().getResponse().getLocation());
        Bundle everything = client.operation()
                .onInstance(id.toVersionless())
                .named("$everything")
                .withNoParameters(Parameters.class)
                .returnResourceType(Bundle.class)
                .execute();
        assertThat(everything.getEntry())
                .extracting(e -> e.getResource().getIdElement().getIdPart())
                .contains(id.getIdPart(), made.getIdPart());
        client.delete()
                .resourceConditionalByUrl("Observation?_id=" + made.getIdPart())
                .execute();
        List<Bundle.BundleEntryComponent> left = client.search()
                .forResource(Observation.class)
                .where(Observation.RES_ID.exactly().code(made.getIdPart()))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry();
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
    void conditionalForms(String format) {
        IGenericClient client = client(format);
        String one = format + "-conditional";
        IdType id = (IdType)
                client.create().resource(patient(one)).execute().getId().toUnqualified();
        var known = Patient.IDENTIFIER.exactly().systemAndIdentifier("http://s", one);
        assertThat(client.read()
                        .resource(Patient.class)
                        .withId(id.toVersionless())
                        .ifVersionMatches("1")
                        .returnNull()
                        .execute())
                .as("304")
                .isNull();
        Patient stale = patient(one).setActive(true);
        stale.setId(id.withVersion("7"));
        assertThatThrownBy(() -> client.update().resource(stale).execute())
                .isInstanceOf(PreconditionFailedException.class);
        client.patch()
                .withBody(
                        "<diff xmlns:f=\"http://hl7.org/fhir\"><replace sel=\"f:Patient/f:gender/@value\">other</replace></diff>")
                .withId(id.toVersionless())
                .execute();
        client.patch()
                .withBody("[{\"op\":\"add\",\"path\":\"/active\",\"value\":true}]")
                .conditional(Patient.class)
                .where(known)
                .execute();
        Patient patched =
                client.read().resource(Patient.class).withId(id.toVersionless()).execute();
        assertThat(patched.getGender()).isEqualTo(AdministrativeGender.OTHER);
        assertThat(patched.getActive()).isTrue();
        Observation observation = new Observation().setSubject(new Reference(id.toVersionless()));
        observation.setStatus(Observation.ObservationStatus.FINAL).getCode().setText("c");
        client.create().resource(observation).execute();
        assertThatThrownBy(
                        () -> client.delete().resourceById(id.toVersionless()).execute())
                .as("somebody points to it")
                .isInstanceOf(ResourceVersionConflictException.class);
        client.delete()
                .resourceById(id.toVersionless())
                .cascade(DeleteCascadeModeEnum.DELETE)
                .execute();
        client.create().resource(patient(one)).execute();
        client.delete().resourceConditionalByType(Patient.class).where(known).execute();
        assertThat(found(client, "Patient?identifier=http://s%7C" + one)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
    void searchesAndPages(String format) {
        IGenericClient client = client(format);
        String id = format.replaceAll("\\W", "-");
        Patient patient = patient(id);
        patient.setId(id);
        client.update().resource(patient).execute();
        Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
        for (int i = 1; i <= 5; i++) {
            Observation observation = new Observation()
                    .setSubject(new Reference("Patient/" + id))
                    .setEffective(new DateTimeType("2020-01-0" + i));
            observation.setStatus(Observation.ObservationStatus.FINAL).getCode().setText(id);
            batch.addEntry()
                    .setResource(observation)
                    .getRequest()
                    .setMethod(Bundle.HTTPVerb.POST)
                    .setUrl("Observation");
        }
        assertThat(client.transaction().withBundle(batch).execute().getType())
                .isEqualTo(Bundle.BundleType.BATCHRESPONSE);
        Bundle first = client.search()
                .forResource(Observation.class)
                .where(Observation.SUBJECT.hasId("Patient/" + id))
                .and(Observation.DATE.afterOrEquals().day("2020-01-02"))
                .include(Observation.INCLUDE_SUBJECT)
                .sort()
                .descending(Observation.DATE)
                .count(3)
                .totalMode(SearchTotalModeEnum.ACCURATE)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(first.getTotal()).isEqualTo(4);
        assertThat(first.getEntry()).hasSize(4);
        assertThat(((Observation) first.getEntryFirstRep().getResource())
                        .getEffectiveDateTimeType()
                        .getValueAsString())
                .isEqualTo("2020-01-05");
        Bundle second = client.loadPage().next(first).execute();
        assertThat(second.getEntry()).hasSize(2);
        assertThat(client.loadPage().previous(second).execute().getEntry()).hasSize(4);
        assertThat(client.search()
                        .forResource(Patient.class)
                        .where(Patient.RES_ID.exactly().code(id))
                        .revInclude(Observation.INCLUDE_SUBJECT)
                        .elementsSubset("identifier", "subject")
                        .returnBundle(Bundle.class)
                        .execute()
                        .getEntry())
                .hasSize(6);
        assertThat(client.search()
                        .forResource(Patient.class)
                        .withIdAndCompartment(id, "Observation")
                        .returnBundle(Bundle.class)
                        .execute()
                        .getTotal())
                .isEqualTo(5);
        assertThat(found(client, "Observation?patient.identifier=" + format.replace("+", "%2B") + "&_count=0"))
                .isEmpty();
        assertThat(found(client, server.base() + "?_type=Patient,Observation&_id=" + id))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/fhir+json", "application/fhir+xml"})
    void operationsAtEveryLevel(String format) {
        IGenericClient client = client(format);
        Patient known = patient("op");
        known.setId("op");
        client.update().resource(known).execute();
        assertThat(client.operation()
                        .onServer()
                        .named("$meta")
                        .withNoParameters(Parameters.class)
                        .useHttpGet()
                        .execute()
                        .getParameterFirstRep()
                        .getName())
                .isEqualTo("return");
        assertThat(client.operation()
                        .onType(Patient.class)
                        .named("$everything")
                        .withParameter(Parameters.class, "_count", new IntegerType(1))
                        .returnResourceType(Bundle.class)
                        .execute()
                        .getEntry())
                .hasSize(1);
        assertThat(client.operation()
                        .onInstanceVersion(new IdType("Patient", "op", "1"))
                        .named("$meta")
                        .withNoParameters(Parameters.class)
                        .execute()
                        .getParameter())
                .hasSize(1);
        OperationOutcome outcome = (OperationOutcome)
                client.validate().resource(patient("v")).execute().getOperationOutcome();
        assertThat(outcome.getIssue()).noneMatch(issue -> issue.getSeverity() == IssueSeverity.ERROR);
        assertThat(client.history()
                        .onType(Patient.class)
                        .returnBundle(Bundle.class)
                        .since(new Date(0))
                        .count(1)
                        .execute()
                        .getEntry())
                .hasSize(1);
    }

    private static List<Bundle.BundleEntryComponent> found(IGenericClient client, String url) {
        return client.search().byUrl(url).returnBundle(Bundle.class).execute().getEntry();
    }

    @Test
    void preferMinimalComesWithoutBody() {
        MethodOutcome outcome = client("application/fhir+json")
                .create()
                .resource(patient("min"))
                .prefer(PreferReturnEnum.MINIMAL)
                .execute();
        assertThat(outcome.getResource()).isNull();
        assertThat(outcome.getId().getIdPart()).isNotEmpty();
    }
}

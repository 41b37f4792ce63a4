package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.PreferReturnEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Observation;
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
                .returnBundle(Bundle.class)
                .execute()
                .getEntry();
        assertThat(left).isEmpty();
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

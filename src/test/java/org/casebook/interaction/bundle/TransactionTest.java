package org.casebook.interaction.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casebook.interaction.ScannedStore.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.fhir.Json;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.Read;
import org.casebook.interaction.ScannedStore;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R4 section 3.1.0.11, transaction. */
class TransactionTest {
    private static final String BASE = "http://localhost/fhir";

    @TempDir
    Path folder;

    private ScannedStore store;

    @BeforeEach
    void open() {
        store = new ScannedStore(TestDatabase.H2, folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyKindOfLinkToAnEntryIsRewritten() {
        ObjectNode answer = run(
                entry("urn:uuid:p", "POST", "Patient", "{'resourceType':'Patient'}"),
                entry(
                        "urn:oid:1.2.3",
                        "POST",
                        "Media",
                        "{'resourceType':'Media','status':'completed','subject':{'reference':'urn:uuid:p'},'content':{'url':'urn:uuid:b'}}"),
                entry("urn:uuid:b", "POST", "Binary", "{'resourceType':'Binary','contentType':'text/plain'}"),
                entry(
                        "urn:uuid:l",
                        "POST",
                        "List",
                        "{'resourceType':'List','status':'current','mode':'working','text':{'status':'generated','div':'<div xmlns=`http://www.w3.org/1999/xhtml`><a href=`urn:oid:1.2.3`>m</a><img src=`urn:uuid:b#x`/></div>'},"
                                + "'contained':[{'resourceType':'Basic','id':'c','code':{'text':'c'},'subject':{'reference':'urn:uuid:p'}}],"
                                + "'extension':[{'url':'http://e','valueReference':{'reference':'urn:uuid:p'}},{'url':'http://u','valueUri':'urn:uuid:p'},{'url':'urn:uuid:p','valueCanonical':'urn:uuid:p|1'}],"
                                + "'entry':[{'item':{'reference':'urn:oid:1.2.3'}},{'item':{'reference':'#c'}}]}"));
        String patient = id(answer, 0);
        String media = id(answer, 1);
        String binary = id(answer, 2);
        assertThat(stored(media).at("/subject/reference").asText()).isEqualTo(patient);
        assertThat(stored(media).at("/content/url").asText()).isEqualTo(binary);
        ObjectNode list = stored(id(answer, 3));
        assertThat(list.at("/text/div").asText()).contains("href=\"" + media + "\"", "src=\"" + binary + "#x\"");
        assertThat(list.at("/contained/0/subject/reference").asText()).isEqualTo(patient);
        assertThat(list.at("/extension/0/valueReference/reference").asText()).isEqualTo(patient);
        assertThat(list.at("/extension/1/valueUri").asText()).isEqualTo(patient);
        assertThat(list.at("/extension/2/valueCanonical").asText()).isEqualTo(patient + "|1");
        assertThat(list.at("/extension/2/url").asText()).isEqualTo("urn:uuid:p");
        assertThat(list.at("/entry/0/item/reference").asText()).isEqualTo(media);
        assertThat(list.at("/entry/1/item/reference").asText()).isEqualTo("#c");
    }

    @Test
    void referencesAreResolvedAgainstTheFullUrlOfTheEntryTheyStandIn() {
        ObjectNode answer = run(
                entry("http://a.org/fhir/Patient/1", "POST", "Patient", "{'resourceType':'Patient','id':'1'}"),
                entry("http://b.org/fhir/Patient/1", "POST", "Patient", "{'resourceType':'Patient','id':'1'}"),
                entry(
                        "http://b.org/fhir/Observation/1",
                        "POST",
                        "Observation",
                        observation(
                                "'subject':{'reference':'Patient/1'},'performer':[{'reference':'http://a.org/fhir/Patient/1'}]")));
        ObjectNode observation = stored(id(answer, 2));
        assertThat(observation.at("/subject/reference").asText()).isEqualTo(id(answer, 1));
        assertThat(observation.at("/performer/0/reference").asText()).isEqualTo(id(answer, 0));
    }

    @Test
    void circularReferencesAreResolved() {
        ObjectNode answer = run(
                entry("urn:uuid:a", "POST", "Observation", observation("'hasMember':[{'reference':'urn:uuid:b'}]")),
                entry(
                        "urn:uuid:b",
                        "POST",
                        "Observation",
                        observation(
                                "'derivedFrom':[{'reference':'urn:uuid:a'}],'hasMember':[{'reference':'urn:uuid:b'}]")));
        assertThat(stored(id(answer, 0)).at("/hasMember/0/reference").asText()).isEqualTo(id(answer, 1));
        assertThat(stored(id(answer, 1)).at("/derivedFrom/0/reference").asText())
                .isEqualTo(id(answer, 0));
        assertThat(stored(id(answer, 1)).at("/hasMember/0/reference").asText()).isEqualTo(id(answer, 1));
        assertThat(stored(id(answer, 1)).at("/meta/versionId").asText()).isEqualTo("1");
    }

    @Test
    void conditionalReferencesFindWhatIsThereAndWhatTheTransactionMakes() {
        String there = create("{'resourceType':'Patient','identifier':[{'system':'s','value':'there'}]}");
        ObjectNode answer = run(
                entry(null, "POST", "Observation", observation("'subject':{'reference':'Patient?identifier=s|there'}")),
                entry(
                        null,
                        "POST",
                        "Observation",
                        observation(
                                "'subject':{'reference':'Patient?identifier=s|new'},'encounter':{'reference':'Encounter?identifier=s|e'}")),
                entry(
                        null,
                        "POST",
                        "Encounter",
                        "{'resourceType':'Encounter','status':'finished','class':{'code':'AMB'},'identifier':[{'system':'s','value':'e'}],'subject':{'reference':'Patient?identifier=s|new'}}"),
                entry(
                        null,
                        "POST",
                        "Patient",
                        "{'resourceType':'Patient','identifier':[{'system':'s','value':'new'}]}"));
        assertThat(stored(id(answer, 0)).at("/subject/reference").asText()).isEqualTo(there);
        assertThat(stored(id(answer, 1)).at("/subject/reference").asText()).isEqualTo(id(answer, 3));
        assertThat(stored(id(answer, 1)).at("/encounter/reference").asText()).isEqualTo(id(answer, 2));
        assertThat(stored(id(answer, 1)).at("/meta/versionId").asText()).isEqualTo("1");
        assertThat(stored(id(answer, 2)).at("/subject/reference").asText()).isEqualTo(id(answer, 3));
    }

    @Test
    void conditionalReferencesThatMatchNothingOrSeveralFailTheWhole() {
        create("{'resourceType':'Patient','identifier':[{'system':'s','value':'two'}]}");
        create("{'resourceType':'Patient','identifier':[{'system':'s','value':'two'}]}");
        refused(
                () -> run(entry(
                        null,
                        "POST",
                        "Observation",
                        observation("'subject':{'reference':'Patient?identifier=s|two'}"))),
                412,
                "Bundle.entry[0].resource.subject.reference");
        refused(
                () -> run(
                        entry(
                                null,
                                "POST",
                                "Observation",
                                observation("'subject':{'reference':'Patient?identifier=s|none'}")),
                        entry(
                                null,
                                "POST",
                                "Observation",
                                observation("'subject':{'reference':'Patient?identifier=s|nobody'}"))),
                422,
                "Bundle.entry[0].resource.subject.reference",
                "Bundle.entry[1].resource.subject.reference");
        assertThat(store.all("Observation")).isEmpty();
    }

    @Test
    void conditionalCreateUpdatePatchAndDelete() {
        String there = create("{'resourceType':'Patient','identifier':[{'system':'s','value':'1'}]}");
        ObjectNode answer = run(
                with(
                        entry("urn:uuid:a", "POST", "Patient", "{'resourceType':'Patient'}"),
                        "ifNoneExist",
                        "identifier=s|1"),
                with(
                        entry("urn:uuid:b", "POST", "Patient", "{'resourceType':'Patient','gender':'male'}"),
                        "ifNoneExist",
                        "identifier=s|2"),
                with(
                        entry("urn:uuid:c", "POST", "Patient", "{'resourceType':'Patient','gender':'male'}"),
                        "ifNoneExist",
                        "identifier=s|2"),
                entry(
                        null,
                        "POST",
                        "Observation",
                        observation("'subject':{'reference':'urn:uuid:a'},'performer':[{'reference':'urn:uuid:c'}]")));
        assertThat(statuses(answer)).containsExactly("200 OK", "201 Created", "200 OK", "201 Created");
        assertThat(stored(id(answer, 3)).at("/subject/reference").asText()).isEqualTo(there);
        assertThat(stored(id(answer, 3)).at("/performer/0/reference").asText()).isEqualTo(id(answer, 1));
        assertThat(id(answer, 2)).isEqualTo(id(answer, 1));

        answer = run(
                entry(
                        null,
                        "PUT",
                        "Patient?identifier=s|1",
                        "{'resourceType':'Patient','identifier':[{'system':'s','value':'1'}],'active':true}"),
                entry(
                        null,
                        "PUT",
                        "Patient?identifier=s|9",
                        "{'resourceType':'Patient','identifier':[{'system':'s','value':'9'}]}"));
        assertThat(statuses(answer)).containsExactly("200 OK", "201 Created");
        assertThat(stored(there).at("/active").asBoolean()).isTrue();

        answer = run(
                entry(null, "DELETE", "Patient?identifier=s|9", null),
                entry(
                        null,
                        "PATCH",
                        "Patient?identifier=s|1",
                        jsonPatch("[{'op':'replace','path':'/active','value':false}]")));
        assertThat(statuses(answer)).containsExactly("204 No Content", "200 OK");
        assertThat(stored(there).at("/active").asBoolean()).isFalse();
        assertThat(stored(there).at("/meta/versionId").asText()).isEqualTo("3");
    }

    @Test
    void patchesInAllTheirForms() {
        String there = create("{'resourceType':'Patient','active':true,'gender':'male'}");
        run(entry(null, "PATCH", there, jsonPatch("[{'op':'remove','path':'/active'}]")));
        run(
                entry(
                        null,
                        "PATCH",
                        there,
                        "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'replace'},{'name':'path','valueString':'Patient.gender'},{'name':'value','valueCode':'female'}]}]}"));
        assertThat(stored(there).at("/gender").asText()).isEqualTo("female");
        assertThat(stored(there).has("active")).isFalse();
        refused(
                () -> run(entry(null, "PATCH", there, jsonPatch("[{'op':'remove','path':'/active'}]"))),
                422,
                "Bundle.entry[0]");
        refused(() -> run(entry(null, "PATCH", "Patient/none", jsonPatch("[]"))), 404, "Bundle.entry[0]");
    }

    /** Rows A30, A31: what a patch brings in is resolved like what a resource is sent with, whatever the patch's format. */
    @Test
    void placeholdersInPatchesAreResolved() {
        String json = create(observation("'note':[{'text':'json'}]"));
        String xml = create(observation("'note':[{'text':'xml'}]"));
        String fhirPath = create(observation("'note':[{'text':'path'}]"));
        create("{'resourceType':'Practitioner','identifier':[{'system':'s','value':'doc'}]}");
        ObjectNode answer = run(
                entry("urn:uuid:p", "POST", "Patient", "{'resourceType':'Patient'}"),
                entry(
                        null,
                        "PATCH",
                        json,
                        jsonPatch(
                                "[{'op':'add','path':'/subject','value':{'reference':'urn:uuid:p'}},{'op':'add','path':'/performer','value':[{'reference':'Practitioner?identifier=s|doc'}]}]")),
                entry(
                        null,
                        "PATCH",
                        xml,
                        xmlPatch(
                                "<diff xmlns='http://hl7.org/fhir'><add sel='Observation/code' pos='after'><subject><reference value='urn:uuid:p'/></subject></add></diff>")),
                entry(
                        null,
                        "PATCH",
                        fhirPath,
                        "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'add'},{'name':'path','valueString':'Observation'},{'name':'name','valueString':'subject'},{'name':'value','valueReference':{'reference':'urn:uuid:p'}}]}]}"));
        assertThat(statuses(answer)).containsExactly("201 Created", "200 OK", "200 OK", "200 OK");
        String patient = store.all("Patient").get(0).toString();
        for (String patched : List.of(json, xml, fhirPath)) {
            assertThat(stored(patched).at("/subject/reference").asText()).isEqualTo(patient);
        }
        assertThat(stored(json).at("/performer/0/reference").asText())
                .isEqualTo(store.all("Practitioner").get(0).toString());
    }

    @Test
    void whatAPatchPointsToMustBeThere() {
        String there = create(observation("'note':[{'text':'n'}]"));
        String dangling = "[{'op':'add','path':'/subject','value':{'reference':'%s'}}]";
        refused(
                () -> run(entry(null, "PATCH", there, jsonPatch(dangling.formatted("urn:uuid:nobody")))),
                422,
                "Bundle.entry[0].resource.subject.reference");
        refused(
                () -> run(entry(null, "PATCH", there, jsonPatch(dangling.formatted("Patient/nobody")))),
                422,
                "Bundle.entry[0].resource.subject.reference");
        refused(
                () -> run(entry(null, "PATCH", there, jsonPatch(dangling.formatted("Patient?identifier=s|nobody")))),
                422,
                "Bundle.entry[0].resource.subject.reference");
        assertThat(stored(there).at("/meta/versionId").asText()).isEqualTo("1");
    }

    @Test
    void theOrderIsDeletePostPutWhateverTheOrderInTheBundle() {
        store.update()
                .run(
                        new ResourceKey("Patient", "x"),
                        json("{'resourceType':'Patient','id':'x'}"),
                        org.casebook.interaction.Preconditions.NONE);
        store.update()
                .run(
                        new ResourceKey("Observation", "o"),
                        json(observation("'id':'o','subject':{'reference':'Patient/x'}")),
                        org.casebook.interaction.Preconditions.NONE);
        ObjectNode answer = run(
                entry(null, "PUT", "Observation/o2", observation("'id':'o2','subject':{'reference':'urn:uuid:new'}")),
                entry("urn:uuid:new", "POST", "Patient", "{'resourceType':'Patient'}"),
                entry(null, "DELETE", "Patient/x", null),
                entry(null, "DELETE", "Observation/o", null));
        assertThat(statuses(answer)).containsExactly("201 Created", "201 Created", "204 No Content", "204 No Content");
        assertThat(store.all("Observation")).containsExactly(new ResourceKey("Observation", "o2"));
    }

    @Test
    void referentialIntegrityIsThatOfTheStateAfterwards() {
        String patient = create("{'resourceType':'Patient'}");
        String observation = create(observation("'subject':{'reference':'" + patient + "'}"));
        refused(() -> run(entry(null, "DELETE", patient, null)), 409);
        refused(
                () -> run(
                        entry(null, "POST", "Observation", observation("'subject':{'reference':'Patient/none'}")),
                        entry(
                                null,
                                "POST",
                                "Condition",
                                "{'resourceType':'Condition','subject':{'reference':'Patient/nobody'}}")),
                422,
                "Bundle.entry[0].resource.subject.reference",
                "Bundle.entry[1].resource.subject.reference");
        refused(
                () -> run(
                        entry(null, "DELETE", patient, null),
                        entry(
                                null,
                                "PUT",
                                observation,
                                observation("'id':'" + observation.substring(12) + "','subject':{'reference':'"
                                        + patient + "'}"))),
                422,
                "Bundle.entry[1].resource.subject.reference");
        run(
                entry(null, "DELETE", patient, null),
                entry(null, "PUT", observation, observation("'id':'" + observation.substring(12) + "'")));
        assertThat(store.all("Patient")).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ObjectNode bundle = bundle(
                entry("urn:uuid:a", "POST", "Observation", observation("'subject':{'reference':'urn:uuid:nobody'}")),
                entry("urn:uuid:a", "POST", "Patient", "{'resourceType':'Patient'}"),
                entry(null, "PUT", "Patient/1", "{'resourceType':'Patient','id':'2'}"),
                entry(null, "PUT", "Patient", "{'resourceType':'Patient'}"),
                entry(null, "POST", "Patient", "{'resourceType':'Observation'}"),
                entry(null, "POST", "Patient", null),
                entry(null, "FETCH", "Patient", null),
                entry(null, "PUT", "Group/1", "{'resourceType':'Group','id':'1'}"),
                entry(null, "DELETE", "Group/1", null),
                entry(null, "POST", "Observation", observation("'subject':{'reference':'Patient/none'}")),
                entry(null, "DELETE", "Nothing/1", null));
        Issue structure = Issue.error(IssueType.STRUCTURE, "found before", "Bundle.entry[5].resource.x");
        refused(
                () -> store.bundles().run(bundle, List.of(structure), call()),
                400,
                "Bundle.entry[5].resource.x",
                "Bundle.entry[0].resource.subject.reference",
                "Bundle.entry[0]",
                "Bundle.entry[1]",
                "Bundle.entry[2].resource.id",
                "Bundle.entry[3].request.url",
                "Bundle.entry[4].request.url",
                "Bundle.entry[5].resource",
                "Bundle.entry[6].request",
                "Bundle.entry[7]",
                "Bundle.entry[8]",
                "Bundle.entry[9].resource.subject.reference",
                "Bundle.entry[10].request.url");
        assertThat(store.all("Patient")).isEmpty();
    }

    @Test
    void identitiesThatClashAreRefusedNamingBoth() {
        String there = create("{'resourceType':'Patient','identifier':[{'system':'s','value':'1'}]}");
        String body = "{'resourceType':'Patient','id':'" + there.substring(8) + "'}";
        refused(
                () -> run(
                        entry(null, "PUT", there, body),
                        entry(null, "PUT", "Patient?identifier=s|1", "{'resourceType':'Patient'}")),
                400,
                "Bundle.entry[0]",
                "Bundle.entry[1]");
        refused(
                () -> run(
                        entry(null, "PUT", "Patient?identifier=s|7", "{'resourceType':'Patient'}"),
                        entry(null, "PUT", "Patient?identifier=s%7C7", "{'resourceType':'Patient'}")),
                400,
                "Bundle.entry[0]",
                "Bundle.entry[1]");
        assertThat(store.all("Patient")).hasSize(1);
    }

    @Test
    void preconditionsAreThoseOfTheEntry() {
        String there = create("{'resourceType':'Patient'}");
        String body = "{'resourceType':'Patient','active':true,'id':'" + there.substring(8) + "'}";
        refused(() -> run(with(entry(null, "PUT", there, body), "ifMatch", "W/`7`")), 412, "Bundle.entry[0]");
        refused(() -> run(with(entry(null, "PUT", there, body), "ifNoneMatch", "*")), 412, "Bundle.entry[0]");
        assertThat(statuses(run(with(entry(null, "PUT", there, body), "ifMatch", "W/`1`"))))
                .containsExactly("200 OK");
        assertThat(run(with(entry(null, "PUT", there, body), "ifMatch", "W/`2`"))
                        .at("/entry/0/response/etag")
                        .asText())
                .as("an update that changes nothing keeps the version")
                .isEqualTo("W/\"2\"");
    }

    @Test
    void whatFailsLateLeavesNothingBehind() {
        assertThatThrownBy(() -> run(
                        entry(null, "POST", "Patient", "{'resourceType':'Patient'}"),
                        entry(null, "GET", "Patient/none", null)))
                .isInstanceOf(CasebookException.class);
        assertThat(store.all("Patient")).isEmpty();
    }

    @Test
    void readsSeeWhatTheTransactionHasWritten() {
        ObjectNode answer = run(
                entry(null, "GET", "Patient/p", null),
                entry(null, "PUT", "Patient/p", "{'resourceType':'Patient','id':'p'}"));
        assertThat(statuses(answer)).containsExactly("200 OK", "201 Created");
        assertThat(answer.at("/entry/0/resource/id").asText()).isEqualTo("p");
    }

    @ParameterizedTest
    @CsvSource({"history,answer", "searchset,answer", "collection,request", "document,request"})
    void otherBundlesAreRefusedWithAWordOfAdvice(String type, String advice) {
        ObjectNode bundle = bundle();
        bundle.put("type", type);
        assertThatThrownBy(() -> store.bundles().run(bundle, List.of(), call()))
                .isInstanceOfSatisfying(
                        CasebookException.class, e -> assertThat(e.category()).isEqualTo(ErrorCategory.INVALID))
                .hasMessageContaining(advice);
    }

    @Test
    void answersAreAsPreferAsks() {
        ObjectNode bundle = bundle(entry(null, "POST", "Patient", "{'resourceType':'Patient'}"));
        ObjectNode minimal = store.bundles().run(bundle, List.of(), call()).toTree();
        assertThat(minimal.at("/type").asText()).isEqualTo("transaction-response");
        assertThat(minimal.at("/entry/0/resource").isMissingNode()).isTrue();
        assertThat(minimal.at("/entry/0/response/location").asText()).matches("Patient/[^/]+/_history/1");
        assertThat(minimal.at("/entry/0/response/etag").asText()).isEqualTo("W/\"1\"");
        assertThat(minimal.at("/entry/0/response/lastModified").asText()).endsWith("Z");
        ObjectNode whole = store.bundles()
                .run(bundle, List.of(), call(BundleCall.Return.REPRESENTATION))
                .toTree();
        assertThat(whole.at("/entry/0/resource/meta/versionId").asText()).isEqualTo("1");
        assertThat(whole.at("/entry/0/fullUrl").asText()).startsWith(BASE + "/Patient/");
        ObjectNode outcome = store.bundles()
                .run(bundle, List.of(), call(BundleCall.Return.OUTCOME))
                .toTree();
        assertThat(outcome.at("/entry/0/response/outcome/resourceType").asText())
                .isEqualTo("OperationOutcome");
    }

    @Test
    void tenThousandEntriesAreOneTransaction() {
        List<ObjectNode> entries = new ArrayList<>();
        entries.add(entry("urn:uuid:p", "POST", "Patient", "{'resourceType':'Patient'}"));
        for (int i = 1; i < 10_000; i++) {
            entries.add(entry(
                    "urn:uuid:" + i,
                    "POST",
                    "Observation",
                    observation("'subject':{'reference':'urn:uuid:p'},'hasMember':[{'reference':'urn:uuid:"
                            + (10_000 - i) + "'}]")));
        }
        ObjectNode answer = run(entries.toArray(new ObjectNode[0]));
        assertThat(answer.path("entry")).hasSize(10_000);
        assertThat(stored(id(answer, 9_999)).at("/hasMember/0/reference").asText())
                .isEqualTo(id(answer, 1));
        assertThat(store.all("Observation")).hasSize(9_999);
    }

    private static String observation(String more) {
        return "{'resourceType':'Observation','status':'final','code':{'text':'c'}," + more + "}";
    }

    private static String xmlPatch(String patch) {
        String data = Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8));
        return "{'resourceType':'Binary','contentType':'application/xml-patch+xml','data':'" + data + "'}";
    }

    private static String jsonPatch(String patch) {
        byte[] data = patch.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return "{'resourceType':'Binary','contentType':'application/json-patch+json','data':'"
                + Base64.getEncoder().encodeToString(data) + "'}";
    }

    private static ObjectNode entry(String fullUrl, String method, String url, String resource) {
        ObjectNode entry = Json.object();
        if (fullUrl != null) {
            entry.put("fullUrl", fullUrl);
        }
        if (resource != null) {
            entry.set("resource", json(resource.replace("`", "\\\"")));
        }
        entry.putObject("request").put("method", method).put("url", url);
        return entry;
    }

    private static ObjectNode with(ObjectNode entry, String condition, String value) {
        ((ObjectNode) entry.get("request")).put(condition, value.replace('`', '"'));
        return entry;
    }

    private static ObjectNode bundle(ObjectNode... entries) {
        ObjectNode bundle = json("{'resourceType':'Bundle','type':'transaction'}");
        ArrayNode list = bundle.putArray("entry");
        for (ObjectNode entry : entries) {
            list.add(entry);
        }
        return bundle;
    }

    private ObjectNode run(ObjectNode... entries) {
        return store.bundles().run(bundle(entries), List.of(), call()).toTree();
    }

    private BundleCall call() {
        return call(BundleCall.Return.MINIMAL);
    }

    private BundleCall call(BundleCall.Return returns) {
        return new BundleCall(BASE, returns, request -> {
            String[] parts = request.url().split("/");
            var stored = new Read(store.store).run(new ResourceKey(parts[0], parts[1]));
            return new Dispatcher.Answer(200, null, null, null, stored.content());
        });
    }

    private String create(String resource) {
        ObjectNode tree = json(resource);
        return store.create()
                .run(tree.get("resourceType").asText(), tree)
                .stored()
                .key()
                .toString();
    }

    private ObjectNode stored(String reference) {
        String[] parts = reference.split("/");
        return store.read(new ResourceKey(parts[0], parts[1]));
    }

    private static String id(ObjectNode answer, int entry) {
        String[] parts =
                answer.at("/entry/" + entry + "/response/location").asText().split("/");
        return parts[0] + "/" + parts[1];
    }

    private static List<String> statuses(ObjectNode answer) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode entry : answer.path("entry")) {
            statuses.add(entry.at("/response/status").asText());
        }
        return statuses;
    }

    private static void refused(ThrowingCallable call, int status, String... expressions) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CasebookException.class, e -> {
            assertThat(e.category().status()).as(e.getMessage()).isEqualTo(status);
            assertThat(e.issues().stream().flatMap(i -> i.expressions().stream()))
                    .containsOnly(expressions);
        });
    }
}

package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R4 section 3.1 over HTTP, one test a row of the list of REST interactions that a server should have. */
class RestInteractionsTest {
    @TempDir
    static Path data;

    static TestServer server;
    static int counter;

    @BeforeAll
    static void start() {
        server = TestServer.empty(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("A1 read, create, update, delete")
    void readCreateUpdateDelete() {
        Answer created = server.post("Patient", json("{'resourceType':'Patient','id':'ignored','active':true}"));
        assertThat(created.status()).isEqualTo(201);
        String patient = local(created);
        assertThat(patient).isNotEqualTo("Patient/ignored");
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(server.get(patient).json().at("/active").asBoolean()).isTrue();
        Answer updated =
                server.put(patient, json("{'resourceType':'Patient','id':'" + id(patient) + "','active':false}"));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(server.delete(patient).status()).isEqualTo(204);
        assertThat(server.get(patient).status()).isEqualTo(410);
        assertThat(server.delete(patient).status()).isEqualTo(204);
        assertThat(server.get("Patient/never").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A2 vread, also of a deleted version")
    void vread() {
        String patient = create("{'resourceType':'Patient'}");
        server.delete(patient);
        assertThat(server.get(patient + "/_history/1")
                        .json()
                        .at("/meta/versionId")
                        .asText())
                .isEqualTo("1");
        assertThat(server.get(patient + "/_history/2").status()).isEqualTo(410);
        assertThat(server.get(patient + "/_history/3").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A3 conditional read")
    void conditionalRead() {
        String patient = create("{'resourceType':'Patient'}");
        Answer read = server.get(patient);
        assertThat(server.get(patient, "If-None-Match", read.header("ETag")).status())
                .isEqualTo(304);
        assertThat(server.get(patient, "If-None-Match", "W/\"9\"").status()).isEqualTo(200);
        assertThat(server.get(patient, "If-Modified-Since", read.header("Last-Modified"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    @DisplayName("A4 HEAD")
    void head() {
        String patient = create("{'resourceType':'Patient'}");
        Answer head = server.send("HEAD", patient, null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(server.send("HEAD", patient + "/_history", null).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A5 update as create, also after a delete")
    void updateAsCreate() {
        String body = json("{'resourceType':'Patient','id':'mine'}");
        assertThat(server.put("Patient/mine", body).status()).isEqualTo(201);
        server.delete("Patient/mine");
        Answer revived = server.put("Patient/mine", body);
        assertThat(revived.status()).isEqualTo(201);
        assertThat(revived.header("ETag")).isEqualTo("W/\"3\"");
        assertThat(server.put("Patient/other", body).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A6 If-Match, A7 If-None-Match: *")
    void preconditions() {
        String patient = create("{'resourceType':'Patient'}");
        String body = json("{'resourceType':'Patient','active':true,'id':'" + id(patient) + "'}");
        assertThat(server.put(patient, body, "If-Match", "W/\"7\"").status()).isEqualTo(412);
        assertThat(server.put(patient, body, "If-None-Match", "*").status()).isEqualTo(412);
        assertThat(server.put(patient, body, "If-Match", "W/\"1\"").status()).isEqualTo(200);
        assertThat(server.delete(patient, "If-Match", "W/\"1\"").status()).isEqualTo(412);
        assertThat(server.put(
                                "Patient/only-new",
                                json("{'resourceType':'Patient','id':'only-new'}"),
                                "If-None-Match",
                                "*")
                        .status())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("A8 an update that changes nothing keeps the version; tags and labels stay, profiles are replaced")
    void noOpUpdateAndMeta() {
        String patient = create(
                "{'resourceType':'Patient','meta':{'profile':['http://a'],'tag':[{'system':'s','code':'t'}],'security':[{'system':'s','code':'l'}]}}");
        String body = "{'resourceType':'Patient','id':'" + id(patient)
                + "','meta':{'versionId':'99','profile':['http://b']}}";
        Answer updated = server.put(patient, json(body));
        assertThat(updated.header("ETag")).isEqualTo("W/\"2\"");
        JsonNode meta = updated.json().path("meta");
        assertThat(Json.texts(meta.path("profile"))).containsExactly("http://b");
        assertThat(meta.at("/tag/0/code").asText()).isEqualTo("t");
        assertThat(meta.at("/security/0/code").asText()).isEqualTo("l");
        assertThat(meta.at("/versionId").asText()).isEqualTo("2");
        assertThat(server.put(patient, json(body)).header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    @DisplayName("A9 conditional create")
    void conditionalCreate() {
        String value = unique();
        Answer first = server.post("Patient", patient(value), "If-None-Exist", "identifier=s|" + value);
        Answer second = server.post("Patient", patient(value), "If-None-Exist", "identifier=s%7C" + value);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(local(second)).isEqualTo(local(first));
        server.post("Patient", patient(value));
        Answer several = server.post("Patient", patient(value), "If-None-Exist", "identifier=s|" + value);
        assertThat(several.status()).isEqualTo(412);
        assertThat(several.firstIssue()).startsWith("multiple-matches");
        assertThat(server.post("Patient", patient(value), "If-None-Exist", "nonsense=1")
                        .status())
                .isEqualTo(400);
        assertThat(server.post("Patient", patient(value), "If-None-Exist", "_format=json")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("A11 conditional update")
    void conditionalUpdate() {
        String value = unique();
        String query = "Patient?identifier=s%7C" + value;
        Answer none = server.put(query, patient(value));
        assertThat(none.status()).isEqualTo(201);
        Answer one = server.put(
                query,
                json("{'resourceType':'Patient','active':true,'identifier':[{'system':'s','value':'" + value + "'}]}"));
        assertThat(one.status()).isEqualTo(200);
        assertThat(local(one)).isEqualTo(local(none));
        assertThat(server.put(query, json("{'resourceType':'Patient','id':'another'}"))
                        .status())
                .isEqualTo(400);
        String fresh = unique();
        Answer withId =
                server.put("Patient?identifier=s%7C" + fresh, json("{'resourceType':'Patient','id':'" + fresh + "'}"));
        assertThat(withId.status()).isEqualTo(201);
        assertThat(local(withId)).isEqualTo("Patient/" + fresh);
        assertThat(server.put(
                                "Patient?identifier=s%7C" + unique(),
                                json("{'resourceType':'Patient','id':'" + fresh + "'}"))
                        .status())
                .isEqualTo(409);
        server.post("Patient", patient(value));
        assertThat(server.put(query, patient(value)).status()).isEqualTo(412);
        assertThat(server.put("Patient", patient(value)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A12 JSON Patch")
    void jsonPatch() {
        String patient = create("{'resourceType':'Patient','active':true}");
        String type = "application/json-patch+json";
        Answer patched = patch(
                patient,
                type,
                "[{'op':'test','path':'/active','value':true},{'op':'replace','path':'/active','value':false}]");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().at("/active").asBoolean(true)).isFalse();
        assertThat(patched.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(patch(patient, type, "[{'op':'test','path':'/active','value':true}]")
                        .status())
                .isEqualTo(422);
        assertThat(patch(patient, type, "[{'op':'add','path':'/nonsense','value':1}]")
                        .status())
                .isEqualTo(422);
        assertThat(patch(patient, type, "[{'op':'replace','path':'/id','value':'x'}]")
                        .status())
                .isEqualTo(422);
        assertThat(patch(patient, type, "[").status()).isEqualTo(400);
        assertThat(patch(patient, "text/plain", "[]").status()).isEqualTo(415);
        assertThat(patch("Patient/never", type, "[]").status()).isEqualTo(404);
        assertThat(server.send("PATCH", patient, "[]", "Content-Type", type, "If-Match", "W/\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(server.get(patient).header("ETag")).isEqualTo("W/\"2\"");
    }

    @Test
    @DisplayName("A13 XML Patch")
    void xmlPatch() {
        String patient = create("{'resourceType':'Patient','active':true,'name':[{'family':'A'}]}");
        String type = "application/xml-patch+xml";
        Answer patched = patch(
                patient,
                type,
                "<diff xmlns:f='http://hl7.org/fhir'><replace sel='f:Patient/f:active/@value'>false</replace><remove sel='f:Patient/f:name[1]'/><add sel='f:Patient/f:active' pos='after'><gender xmlns='http://hl7.org/fhir' value='male'/></add></diff>");
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.json().at("/active").asBoolean(true)).isFalse();
        assertThat(patched.json().at("/gender").asText()).isEqualTo("male");
        assertThat(patched.json().has("name")).isFalse();
        assertThat(patch(
                                patient,
                                type,
                                "<diff><add sel='f:Patient'><nonsense xmlns='http://hl7.org/fhir'/></add></diff>")
                        .status())
                .isEqualTo(422);
        assertThat(patch(patient, type, "<diff><remove sel='f:Patient/f:photo'/></diff>")
                        .status())
                .isEqualTo(422);
        assertThat(patch(patient, type, "<diff").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A14 FHIRPath Patch, in JSON and in XML")
    void fhirPathPatch() {
        String patient = create(
                "{'resourceType':'Patient','name':[{'use':'official','family':'A'},{'use':'usual','family':'B'}]}");
        Answer patched = patch(
                patient, "application/fhir+json", operation("replace", "Patient.name.where(use=`usual`).family", "C"));
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(patched.json().at("/name/1/family").asText()).isEqualTo("C");
        Answer xml = patch(
                patient,
                "application/fhir+xml",
                "<Parameters xmlns='http://hl7.org/fhir'><parameter><name value='operation'/><part><name value='type'/><valueCode value='delete'/></part><part><name value='path'/><valueString value='Patient.name[0]'/></part></parameter></Parameters>");
        assertThat(xml.status()).as(xml.text()).isEqualTo(200);
        assertThat(xml.json().path("name")).hasSize(1);
        assertThat(patch(patient, "application/fhir+json", operation("replace", "Patient.name", "C"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("A15 conditional patch")
    void conditionalPatch() {
        String value = unique();
        String query = "Patient?identifier=s%7C" + value;
        String type = "application/json-patch+json";
        String add = "[{'op':'add','path':'/active','value':true}]";
        assertThat(patch(query, type, add).status()).isEqualTo(404);
        server.post("Patient", patient(value));
        assertThat(patch(query, type, add).status()).isEqualTo(200);
        server.post("Patient", patient(value));
        assertThat(patch(query, type, add).status()).isEqualTo(412);
    }

    @Test
    @DisplayName("A16 conditional delete, of one and of many")
    void conditionalDelete() {
        String value = unique();
        String query = "Patient?identifier=s%7C" + value;
        assertThat(server.delete(query).status()).isEqualTo(204);
        server.post("Patient", patient(value));
        server.post("Patient", patient(value));
        Answer deleted = server.delete(query);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.json().at("/issue/0/diagnostics").asText()
                        + deleted.json().at("/issue/0/details/text").asText())
                .contains("Deleted 2");
        assertThat(server.delete("Patient").status()).isEqualTo(400);
        assertThat(server.delete("Patient?nonsense=1").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A17 cascade delete; without it a delete that would break references is refused with the list")
    void cascadeDelete() {
        String patient = create("{'resourceType':'Patient'}");
        String observation =
                create("{'resourceType':'Observation','status':'final','code':{'text':'c'},'subject':{'reference':'"
                        + patient + "'}}");
        String extended = create(
                "{'resourceType':'Basic','code':{'text':'b'},'extension':[{'url':'http://e','valueReference':{'reference':'"
                        + observation + "'}}]}");
        String contained = create(
                "{'resourceType':'Basic','code':{'text':'b'},'contained':[{'resourceType':'Basic','id':'c','code':{'text':'x'},'subject':{'reference':'"
                        + observation + "'}}],'extension':[{'url':'http://e','valueReference':{'reference':'#c'}}]}");
        Answer refused = server.delete(patient);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains(observation);
        Answer second = server.delete(observation);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains(extended, contained);
        Answer cascaded = server.delete(patient + "?_cascade=delete");
        assertThat(cascaded.status()).as(cascaded.text()).isEqualTo(200);
        for (String gone : List.of(patient, observation, extended, contained)) {
            assertThat(server.get(gone).status()).as(gone).isEqualTo(410);
        }
        assertThat(server.post(
                                "Observation",
                                json(
                                        "{'resourceType':'Observation','status':'final','code':{'text':'c'},'subject':{'reference':'Patient/nobody'}}"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("A20 history of an instance, with deletions")
    void instanceHistory() {
        String patient = create("{'resourceType':'Patient'}");
        server.put(patient, json("{'resourceType':'Patient','active':true,'id':'" + id(patient) + "'}"));
        patch(patient, "application/json-patch+json", "[{'op':'remove','path':'/active'}]");
        server.delete(patient);
        JsonNode history = server.get(patient + "/_history").json();
        assertThat(history.at("/type").asText()).isEqualTo("history");
        assertThat(history.at("/total").asInt()).isEqualTo(4);
        assertThat(methods(history)).containsExactly("DELETE", "PATCH", "PUT", "POST");
        assertThat(history.at("/entry/0/resource").isMissingNode()).isTrue();
        assertThat(history.at("/entry/0/response/status").asText()).startsWith("204");
        assertThat(history.at("/entry/3/response/status").asText()).startsWith("201");
        assertThat(history.at("/entry/3/fullUrl").asText()).isEqualTo(server.base() + "/" + patient);
        assertThat(server.get("Patient/never/_history").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A21 history of a type, A22 of the system, A25 _count with paging")
    void typeAndSystemHistoryInPages() {
        for (int i = 0; i < 5; i++) {
            create("{'resourceType':'Substance','code':{'text':'" + i + "'}}");
        }
        List<String> seen = new ArrayList<>();
        String next = "Substance/_history?_count=2";
        while (!next.isEmpty()) {
            JsonNode page = server.get(next).json();
            page.path("entry").forEach(e -> seen.add(e.at("/resource/code/text").asText()));
            assertThat(page.at("/total").asInt()).isEqualTo(5);
            create("{'resourceType':'Substance','code':{'text':'new'}}");
            next = link(page, "next");
        }
        assertThat(seen).containsExactly("4", "3", "2", "1", "0");
        assertThat(server.get("_history?_count=3").json().path("entry")).hasSize(3);
        assertThat(server.get("Substance/_history?_count=0").json().path("entry"))
                .isEmpty();
        assertThat(server.get("Substance/_history?_count=x").status()).isEqualTo(400);
        assertThat(server.get("Substance/_history?nonsense=x").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A23 history _since, A24 _at")
    void historySinceAndAt() throws InterruptedException {
        String patient = create("{'resourceType':'Patient','gender':'male'}");
        Thread.sleep(5);
        String between = java.time.Instant.now().toString();
        Thread.sleep(5);
        server.put(patient, json("{'resourceType':'Patient','gender':'female','id':'" + id(patient) + "'}"));
        Thread.sleep(5);
        String after = java.time.Instant.now().toString();
        assertThat(versions(server.get(patient + "/_history?_since=" + between).json()))
                .containsExactly("2");
        assertThat(versions(server.get(patient + "/_history?_at=" + between).json()))
                .containsExactly("1");
        assertThat(versions(server.get(patient + "/_history?_at=" + after).json()))
                .containsExactly("2");
        assertThat(versions(server.get(patient + "/_history?_at=ge" + between).json()))
                .containsExactly("2", "1");
        assertThat(versions(server.get(patient + "/_history?_at=gt" + after).json()))
                .containsExactly("2");
        assertThat(versions(server.get(patient + "/_history?_at=le" + between).json()))
                .containsExactly("1");
        assertThat(versions(server.get(patient + "/_history?_at=1999").json())).isEmpty();
        assertThat(server.get(patient + "/_history?_since=yesterday").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("A26 history _list and _sort")
    void historyListAndSort() {
        String one = create("{'resourceType':'Patient'}");
        String two = create("{'resourceType':'Patient'}");
        server.put(one, json("{'resourceType':'Patient','active':true,'id':'" + id(one) + "'}"));
        String list =
                create("{'resourceType':'List','status':'current','mode':'changes','entry':[{'item':{'reference':'"
                        + one + "'}},{'deleted':true,'item':{'reference':'" + two + "'}}]}");
        assertThat(versions(server.get("Patient/_history?_list=" + id(list)).json()))
                .containsExactly("2", "1");
        assertThat(versions(server.get("Patient/_history?_sort=_lastUpdated&_list=" + id(list))
                        .json()))
                .containsExactly("1", "2");
        assertThat(server.get("Patient/_history?_sort=name").status()).isEqualTo(400);
        assertThat(server.get("Patient/_history?_list=never").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A28 batch: one bad entry spoils no other")
    void batch() {
        String there = create("{'resourceType':'Patient'}");
        JsonNode answer = server.post(
                        "",
                        json("{'resourceType':'Bundle','type':'batch','entry':["
                                + "{'request':{'method':'GET','url':'" + there + "'}},"
                                + "{'request':{'method':'GET','url':'Patient/never'}},"
                                + "{'resource':{'resourceType':'Patient','active':true},'request':{'method':'POST','url':'Patient'}},"
                                + "{'resource':{'resourceType':'Patient','nonsense':true},'request':{'method':'POST','url':'Patient'}},"
                                + "{'resource':{'resourceType':'Patient'},'request':{'method':'PUT','url':'Patient/x'}},"
                                + "{'request':{'method':'DELETE','url':'" + there + "'}},"
                                + "{'request':{'method':'GET','url':'" + there + "/_history'}},"
                                + "{'request':{'method':'GET','url':'metadata'}},"
                                + "{'resource':{'resourceType':'Binary','contentType':'application/json-patch+json','data':'W10='},'request':{'method':'PATCH','url':'Patient/never'}},"
                                + "{'request':{'method':'NONE','url':'x'}}]}"))
                .json();
        assertThat(answer.at("/type").asText()).isEqualTo("batch-response");
        assertThat(statuses(answer))
                .containsExactly("410", "404", "201", "422", "400", "204", "200", "200", "404", "400");
        assertThat(answer.at("/entry/2/response/location").asText()).contains("/Patient/");
        assertThat(answer.at("/entry/3/response/outcome/issue/0/expression/0").asText())
                .startsWith("Bundle.entry[3]");
        assertThat(answer.at("/entry/6/resource/type").asText()).isEqualTo("history");
    }

    @Test
    @DisplayName("A29 transaction: all or nothing, all errors at once; A32 circular references")
    void transaction() {
        Answer answer = server.post(
                "",
                json("{'resourceType':'Bundle','type':'transaction','entry':["
                        + "{'fullUrl':'urn:uuid:a','resource':{'resourceType':'Patient','link':[{'other':{'reference':'urn:uuid:b'},'type':'seealso'}]},'request':{'method':'POST','url':'Patient'}},"
                        + "{'fullUrl':'urn:uuid:b','resource':{'resourceType':'Patient','link':[{'other':{'reference':'urn:uuid:a'},'type':'seealso'}]},'request':{'method':'POST','url':'Patient'}},"
                        + "{'request':{'method':'GET','url':'metadata?_elements=status'}}]}"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String a = location(answer.json(), 0);
        String b = location(answer.json(), 1);
        assertThat(server.get(a).json().at("/link/0/other/reference").asText()).isEqualTo(b);
        assertThat(server.get(b).json().at("/link/0/other/reference").asText()).isEqualTo(a);

        Answer refused = server.post(
                "",
                json(
                        "{'resourceType':'Bundle','type':'transaction','entry':["
                                + "{'resource':{'resourceType':'Patient','nonsense':1},'request':{'method':'POST','url':'Patient'}},"
                                + "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'c'},'subject':{'reference':'Patient/nobody'}},'request':{'method':'POST','url':'Observation'}},"
                                + "{'resource':{'resourceType':'Observation','code':{'text':'c'},'subject':{'reference':'urn:uuid:nobody'}},'request':{'method':'POST','url':'Observation'}}]}"));
        assertThat(refused.status()).isGreaterThanOrEqualTo(400).isLessThan(500);
        List<String> expressions = new ArrayList<>();
        refused.json().path("issue").forEach(i -> expressions.addAll(Json.texts(i.path("expression"))));
        assertThat(expressions).anyMatch(e -> e.startsWith("Bundle.entry[0].resource"));
        assertThat(expressions)
                .contains("Bundle.entry[1].resource.subject.reference", "Bundle.entry[2].resource.subject.reference");
    }

    @Test
    @DisplayName("A30 conditional references, A31 PATCH entries")
    void transactionWithConditionalReferencesAndPatches() {
        String value = unique();
        String patient = local(server.post("Patient", patient(value)));
        Answer answer = server.post(
                "",
                json("{'resourceType':'Bundle','type':'transaction','entry':["
                        + "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'c'},'subject':{'reference':'Patient?identifier=s|"
                        + value + "'}},'request':{'method':'POST','url':'Observation'}},"
                        + "{'resource':"
                        + operation("add", "Patient", "active")
                                .replace('"', '\'')
                                .replace(
                                        "'name':'value','valueString':'active'",
                                        "'name':'name','valueString':'active'},{'name':'value','valueBoolean':true")
                        + ",'request':{'method':'PATCH','url':'Patient?identifier=s|" + value + "'}}]}"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(server.get(location(answer.json(), 0))
                        .json()
                        .at("/subject/reference")
                        .asText())
                .isEqualTo(patient);
        assertThat(server.get(patient).json().at("/active").asBoolean()).isTrue();
    }

    @Test
    @DisplayName("A34 Prefer: return")
    void preferReturn() {
        assertThat(server.post("Patient", json("{'resourceType':'Patient'}"), "Prefer", "return=minimal")
                        .text())
                .isEmpty();
        assertThat(server.post("Patient", json("{'resourceType':'Patient'}"), "Prefer", "return=representation")
                        .json()
                        .at("/resourceType")
                        .asText())
                .isEqualTo("Patient");
        assertThat(server.post("Patient", json("{'resourceType':'Patient'}"), "Prefer", "return=OperationOutcome")
                        .json()
                        .at("/resourceType")
                        .asText())
                .isEqualTo("OperationOutcome");
    }

    @Test
    @DisplayName("F4 $meta, $meta-add, $meta-delete")
    void meta() {
        String patient = create("{'resourceType':'Patient'}");
        String tags = json(
                "{'resourceType':'Parameters','parameter':[{'name':'meta','valueMeta':{'profile':['http://p'],'tag':[{'system':'s','code':'only-here'}]}}]}");
        JsonNode added = server.post(patient + "/$meta-add", tags).json();
        assertThat(added.at("/parameter/0/name").asText()).isEqualTo("return");
        assertThat(added.at("/parameter/0/valueMeta/tag/0/code").asText()).isEqualTo("only-here");
        assertThat(server.get(patient + "/$meta")
                        .json()
                        .at("/parameter/0/valueMeta/profile/0")
                        .asText())
                .isEqualTo("http://p");
        assertThat(server.get(patient + "/_history/1/$meta")
                        .json()
                        .at("/parameter/0/valueMeta/tag")
                        .isMissingNode())
                .isTrue();
        assertThat(server.get("Patient/$meta").text()).contains("only-here");
        assertThat(server.get("$meta").text()).contains("only-here");
        JsonNode left = server.post(patient + "/$meta-delete", tags).json();
        assertThat(left.at("/parameter/0/valueMeta/tag").isMissingNode()).isTrue();
        assertThat(server.get("Patient/$meta").text()).doesNotContain("only-here");
        assertThat(server.post(patient + "/$meta-add", json("{'resourceType':'Parameters'}"))
                        .status())
                .isEqualTo(400);
        assertThat(server.get(patient + "/$meta-add").status()).isEqualTo(405);
    }

    @Test
    @DisplayName("F9 $convert")
    void convert() {
        Answer xml = server.post(
                "$convert", json("{'resourceType':'Patient','active':true}"), "Accept", "application/fhir+xml");
        assertThat(xml.text()).contains("<active value=\"true\"");
        Answer json = server.send("POST", "$convert", xml.text(), "Content-Type", "application/fhir+xml");
        assertThat(json.json().at("/active").asBoolean()).isTrue();
        assertThat(server.post("$convert", json("{'resourceType':'Patient','nonsense':1}"))
                        .status())
                .isBetween(400, 422);
    }

    @Test
    @DisplayName("F21 $diff")
    void diff() {
        String patient = create("{'resourceType':'Patient','gender':'male'}");
        server.put(patient, json("{'resourceType':'Patient','gender':'female','id':'" + id(patient) + "'}"));
        assertThat(server.get(patient + "/$diff").text()).contains("Patient.gender", "female");
        assertThat(server.get(patient + "/$diff?fromVersion=2").text()).doesNotContain("Patient.gender");
        String other = create("{'resourceType':'Patient','active':true,'gender':'female'}");
        assertThat(server.get("$diff?from=" + patient + "/_history/1&to=" + other)
                        .text())
                .contains("active", "Patient.gender");
        assertThat(server.get("$diff?from=" + patient).status()).isEqualTo(400);
        assertThat(server.get("$diff?from=" + patient + "&to=Observation/x").status())
                .isEqualTo(404);
        assertThat(server.get(other + "/$diff").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("A18 $expunge is off by default")
    void expungeIsOff() {
        String patient = create("{'resourceType':'Patient'}");
        assertThat(server.post(
                                patient + "/$expunge",
                                json(
                                        "{'resourceType':'Parameters','parameter':[{'name':'expungeEverything','valueBoolean':true}]}"))
                        .status())
                .isEqualTo(404);
    }

    private static String unique() {
        return "u" + counter++;
    }

    private static String patient(String identifier) {
        return json("{'resourceType':'Patient','identifier':[{'system':'s','value':'" + identifier + "'}]}");
    }

    private static String operation(String type, String path, String value) {
        return json("{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'"
                        + type + "'},{'name':'path','valueString':'" + path + "'},{'name':'value','valueString':'"
                        + value + "'}]}]}")
                .replace('`', '\'');
    }

    private static Answer patch(String path, String type, String body) {
        return server.send(
                "PATCH",
                path,
                type.contains("xml") ? body : body.replace('\'', '"').replace("=\"usual\"", "='usual'"),
                "Content-Type",
                type);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static String create(String resource) {
        String type = resource.replaceAll("^\\{'resourceType':'(\\w+)'.*", "$1");
        Answer answer = server.post(type, json(resource));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return local(answer);
    }

    private static String local(Answer answer) {
        String location = answer.header("Location");
        return location.substring(server.base().length() + 1, location.indexOf("/_history"));
    }

    private static String id(String reference) {
        return reference.substring(reference.indexOf('/') + 1);
    }

    private static String location(JsonNode answer, int entry) {
        String location = answer.at("/entry/" + entry + "/response/location").asText();
        return location.substring(0, location.indexOf("/_history"));
    }

    private static List<String> statuses(JsonNode answer) {
        List<String> statuses = new ArrayList<>();
        answer.path("entry")
                .forEach(e -> statuses.add(e.at("/response/status").asText().substring(0, 3)));
        return statuses;
    }

    private static List<String> methods(JsonNode history) {
        List<String> methods = new ArrayList<>();
        history.path("entry").forEach(e -> methods.add(e.at("/request/method").asText()));
        return methods;
    }

    private static List<String> versions(JsonNode history) {
        List<String> versions = new ArrayList<>();
        history.path("entry")
                .forEach(e -> versions.add(e.at("/resource/meta/versionId").asText()));
        return versions;
    }

    private static String link(JsonNode bundle, String relation) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals(relation)) {
                return link.path("url").asText();
            }
        }
        return "";
    }
}

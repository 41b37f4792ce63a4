package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sees of the first slice: a real server on a free port over a real H2 file, with the case in it. */
class ServeTheCaseTest {
    private static final String PATIENT = "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"active\":%s}";

    @TempDir
    static Path data;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.withCase(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void optionsSaysWhatIsPossibleAtEveryAddress() {
        assertThat(server.send("OPTIONS", "Patient/vitale-2009-p1", null).header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, PUT");
        for (String path : new String[] {
            "Patient",
            "metadata",
            "Patient/_search",
            "Patient/a/_history",
            "Patient/a/_history/1",
            "Patient/a/$everything",
            "Patient/a/Observation",
            "_history"
        }) {
            TestServer.Answer answer = server.send("OPTIONS", path, null);
            assertThat(answer.status()).as(path).isEqualTo(204);
            assertThat(answer.header("Allow")).as(path).contains("GET").contains("OPTIONS");
        }
        assertThat(server.send("OPTIONS", "Nothing/a", null).status()).isEqualTo(404);
        assertThat(server.send("OPTIONS", "Patient/a/$meta-add", null).header("Allow"))
                .isEqualTo("OPTIONS, POST");
    }

    @Test
    void readsTheCase() {
        Answer answer = server.get("Patient/vitale-2009-p1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+json;charset=utf-8");
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(answer.header("Last-Modified")).endsWith("GMT");
        assertThat(answer.json().path("gender").asText()).isEqualTo("female");
        assertThat(answer.json().has("birthDate")).isFalse();
        assertThat(server.server().caseName()).isEqualTo("vitale-2009");
    }

    @Test
    void createNamesTheNewVersion() {
        Answer created = server.post("Patient", PATIENT.formatted("ignored", true));
        assertThat(created.status()).isEqualTo(201);
        String id = created.json().path("id").asText();
        assertThat(id).isNotEqualTo("ignored");
        assertThat(created.header("Location")).isEqualTo(server.base() + "/Patient/" + id + "/_history/1");
        assertThat(created.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(server.get("Patient/" + id).json()).isEqualTo(created.json());
    }

    @Test
    void updateMakesVersionsAndKeepsTheOldOnes() {
        assertThat(server.put("Patient/u1", PATIENT.formatted("u1", true)).status())
                .isEqualTo(201);
        Answer second = server.put("Patient/u1", PATIENT.formatted("u1", false));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(server.get("Patient/u1/_history/1").json().path("active").asBoolean())
                .isTrue();
        assertThat(server.get("Patient/u1/_history/2").json().path("active").asBoolean())
                .isFalse();
        assertThat(server.get("Patient/u1/_history/3").status()).isEqualTo(404);
        assertThat(server.get("Patient/u1/_history/abc").status()).isEqualTo(404);
    }

    @Test
    void anUpdateThatChangesNothingKeepsTheVersion() {
        server.put("Patient/same", PATIENT.formatted("same", true));
        Answer again = server.put("Patient/same", PATIENT.formatted("same", true));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).isEqualTo("W/\"1\"");
    }

    @Test
    void deleteGoesAndAPutRevives() {
        server.put("Patient/d1", PATIENT.formatted("d1", true));
        assertThat(server.delete("Patient/d1").status()).isEqualTo(204);
        assertThat(server.delete("Patient/d1").status()).isEqualTo(204);
        Answer gone = server.get("Patient/d1");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.firstIssue()).startsWith("deleted");
        assertThat(server.get("Patient/d1/_history/2").status()).isEqualTo(410);
        assertThat(server.get("Patient/never").status()).isEqualTo(404);
        Answer revived = server.put("Patient/d1", PATIENT.formatted("d1", true));
        assertThat(revived.status()).isEqualTo(201);
        assertThat(revived.header("ETag")).isEqualTo("W/\"3\"");
    }

    @Test
    void ifMatchGuardsAgainstLostUpdates() {
        server.put("Patient/m1", PATIENT.formatted("m1", true));
        String changed = PATIENT.formatted("m1", false);
        Answer refused = server.put("Patient/m1", changed, "If-Match", "W/\"7\"");
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.text()).contains("version 7").contains("version is 1");
        assertThat(server.put("Patient/m1", changed, "If-Match", "W/\"1\"").status())
                .isEqualTo(200);
        assertThat(server.put("Patient/m2", PATIENT.formatted("m2", true), "If-Match", "W/\"1\"")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void ifNoneMatchStarOnlyCreates() {
        assertThat(server.put("Patient/n1", PATIENT.formatted("n1", true), "If-None-Match", "*")
                        .status())
                .isEqualTo(201);
        assertThat(server.put("Patient/n1", PATIENT.formatted("n1", false), "If-None-Match", "*")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void conditionalRead() {
        Answer first = server.get("Patient/vitale-2009-p1");
        Answer known = server.get("Patient/vitale-2009-p1", "If-None-Match", first.header("ETag"));
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.text()).isEmpty();
        assertThat(server.get("Patient/vitale-2009-p1", "If-None-Match", "W/\"99\"")
                        .status())
                .isEqualTo(200);
        assertThat(server.get("Patient/vitale-2009-p1", "If-Modified-Since", first.header("Last-Modified"))
                        .status())
                .isEqualTo(304);
        assertThat(server.get("Patient/vitale-2009-p1", "If-Modified-Since", "Tue, 01 Jan 2008 00:00:00 GMT")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void preferSaysWhatComesBack() {
        String body = PATIENT.formatted("p", true);
        assertThat(server.post("Patient", body, "Prefer", "return=minimal").text())
                .isEmpty();
        assertThat(server.post("Patient", body, "Prefer", "return=representation")
                        .json()
                        .path("resourceType")
                        .asText())
                .isEqualTo("Patient");
        assertThat(server.post("Patient", body, "Prefer", "return=OperationOutcome")
                        .json()
                        .path("resourceType")
                        .asText())
                .isEqualTo("OperationOutcome");
    }

    @Test
    void headIsGetWithoutItsBody() {
        Answer get = server.get("Patient/vitale-2009-p1");
        Answer head = server.send("HEAD", "Patient/vitale-2009-p1", null);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }

    @Test
    void gzipWhereTheClientTakesIt() throws IOException {
        Answer zipped = server.get("Composition/vitale-2009", "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        byte[] plain =
                new GZIPInputStream(new ByteArrayInputStream(zipped.response().body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8))
                .isEqualTo(server.get("Composition/vitale-2009").text());
    }

    @Test
    void metadata() {
        JsonNode statement = server.get("metadata").json();
        assertThat(statement.path("resourceType").asText()).isEqualTo("CapabilityStatement");
        assertThat(statement.path("fhirVersion").asText()).isEqualTo("4.0.1");
        assertThat(statement.path("rest").path(0).path("resource")).hasSize(146);
        assertThat(server.send("OPTIONS", "", null).json().path("resourceType").asText())
                .isEqualTo("CapabilityStatement");
        assertThat(server.get("metadata?mode=terminology")
                        .json()
                        .path("resourceType")
                        .asText())
                .isEqualTo("TerminologyCapabilities");
    }

    @Test
    void everyResourceTypeIsServed() {
        server.get("metadata").json().path("rest").path(0).path("resource").forEach(resource -> {
            String type = resource.path("type").asText();
            Answer answer = server.get(type + "/none-such");
            assertThat(answer.status()).as(type).isEqualTo(404);
            assertThat(answer.firstIssue()).startsWith("not-found");
        });
    }

    @Test
    void idsThatDoNotFit() {
        Answer mismatch = server.put("Patient/a", PATIENT.formatted("b", true));
        assertThat(mismatch.status()).isEqualTo(400);
        assertThat(mismatch.firstIssue()).isEqualTo("value Patient.id");
        assertThat(server.put("Patient/a", "{\"resourceType\":\"Patient\"}").status())
                .isEqualTo(400);
        String longId = "x".repeat(65);
        assertThat(server.put("Patient/" + longId, PATIENT.formatted(longId, true))
                        .status())
                .isEqualTo(400);
        assertThat(server.put("Patient/a_b", PATIENT.formatted("a_b", true)).status())
                .isEqualTo(400);
    }

    @Test
    void wrongTypeForTheEndpoint() {
        Answer answer = server.post("Observation", PATIENT.formatted("x", true));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Observation").contains("Patient");
    }

    @Test
    void malformedJsonSaysWhere() {
        Answer answer = server.post("Patient", "{\n  \"resourceType\": \"Patient\",\n  \"active\": true,\n}");
        assertThat(answer.status()).isEqualTo(400);
        JsonNode issue = answer.json().path("issue").path(0);
        assertThat(issue.path("severity").asText()).isEqualTo("fatal");
        assertThat(issue.path("code").asText()).isEqualTo("structure");
        assertThat(issue.has("expression")).isFalse();
        assertThat(issue.path("location").path(0).asText()).isEqualTo("Line 4, Column 1");
    }

    @Test
    void allStructuralProblemsAtOnce() {
        Answer answer = server.post(
                "Patient",
                "{\"resourceType\":\"Patient\",\"activ\":true,\"gender\":\"girl\",\"birthDate\":\"2009-13-01\"}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("issue")).hasSize(3);
        assertThat(answer.text())
                .contains("Patient.activ")
                .contains("Patient.gender")
                .contains("Patient.birthDate");
    }

    @Test
    void mediaTypes() {
        String body = PATIENT.formatted("x", true);
        assertThat(server.post("Patient", body, "Content-Type", "application/foo")
                        .status())
                .isEqualTo(415);
        assertThat(server.post("Patient", body, "Content-Type", "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
        assertThat(server.get("Patient/vitale-2009-p1", "Accept", "application/foo")
                        .status())
                .isEqualTo(406);
        long before = server.server().resourceCount();
        assertThat(server.post("Patient", body, "Accept", "image/png").status()).isEqualTo(406);
        assertThat(server.server().resourceCount())
                .as("refused before it was done")
                .isEqualTo(before);
    }

    @Test
    void deepNesting() {
        String deep = "{\"resourceType\":\"Patient\",\"extension\":" + "[{\"extension\":".repeat(20_000) + "1"
                + "}]".repeat(20_000) + "}";
        assertThat(server.post("Patient", deep).status()).isEqualTo(400);
    }

    @Test
    void unknownPlacesAndMethods() {
        Answer type = server.get("Pateint/1");
        assertThat(type.status()).isEqualTo(404);
        assertThat(type.text()).contains("did you mean 'Patient'");
        Answer operation = server.get("Patient/vitale-2009-p1/$everthing");
        assertThat(operation.status()).isEqualTo(404);
        Answer method = server.post("Patient/vitale-2009-p1", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).contains("GET").contains("PUT");
        assertThat(server.send("FOO", "Patient/vitale-2009-p1", null).status()).isEqualTo(405);
        assertThat(server.get("Patient/1/2/3/4/5/6").status()).isEqualTo(404);
    }

    @Test
    void nothingIsEverHtmlAndNoFaultForAClientsMistake() {
        for (String path : new String[] {"/nothing-here", "/fhir/Patient/%zz", "/fhir/Patient/%2e%2e/x"}) {
            RawHttp raw = RawHttp.get(server.server().port(), path);
            assertThat(raw.status()).as(path).isBetween(400, 499);
            assertThat(raw.text()).as(path).contains("OperationOutcome").doesNotContain("<html");
        }
    }

    @Test
    void slashesToSpare() {
        assertThat(RawHttp.get(server.server().port(), "/fhir//Patient//vitale-2009-p1/")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void headsThatAreTooLong() {
        RawHttp raw = RawHttp.get(server.server().port(), "/fhir/Patient?name=" + "x".repeat(60_000));
        assertThat(raw.status()).isIn(414, 431);
        assertThat(raw.text()).contains("OperationOutcome");
    }

    @Test
    void xmlBothWays() {
        Answer xml = server.get("Patient/vitale-2009-p1", "Accept", "application/fhir+xml");
        assertThat(xml.header("Content-Type")).isEqualTo("application/fhir+xml;charset=utf-8");
        assertThat(xml.text()).contains("<gender value=\"female\"/>");
        String sent = xml.text().replace("vitale-2009-p1", "from-xml");
        Answer put = server.send("PUT", "Patient/from-xml", sent, "Content-Type", "application/fhir+xml");
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        assertThat(server.get("Patient/from-xml?_format=xml").text()).contains("<id value=\"from-xml\"/>");
        assertThat(server.get("Patient/from-xml").json().path("extension"))
                .isEqualTo(server.get("Patient/vitale-2009-p1").json().path("extension"));
    }

    @Test
    void formatPrettySummaryElements() {
        assertThat(server.get("Patient/vitale-2009-p1?_pretty=true").text()).contains("\n");
        JsonNode summary =
                server.get("Observation/vitale-2009-nodules?_summary=true").json();
        assertThat(summary.has("text")).isFalse();
        assertThat(summary.path("meta").path("tag").path(0).path("code").asText())
                .isEqualTo("SUBSETTED");
        JsonNode elements =
                server.get("Observation/vitale-2009-nodules?_elements=status").json();
        assertThat(elements.path("status").asText()).isEqualTo("final");
        assertThat(elements.has("component")).isFalse();
        assertThat(server.get("Patient/vitale-2009-p1?_summary=most").status()).isEqualTo(400);
        assertThat(server.get("Patient/vitale-2009-p1?_format=ttl").status()).isEqualTo(406);
    }

    @Test
    void decimalsKeepTheirDigits() {
        String observation =
                "{\"resourceType\":\"Observation\",\"id\":\"dec\",\"status\":\"final\",\"code\":{\"text\":\"x\"},"
                        + "\"valueQuantity\":{\"value\":1.00},\"component\":[{\"code\":{\"text\":\"y\"},"
                        + "\"valueQuantity\":{\"value\":0.12345678901234567890123456789}}]}";
        server.put("Observation/dec", observation);
        assertThat(server.get("Observation/dec").text())
                .contains("\"value\":1.00}")
                .contains("0.12345678901234567890123456789");
        assertThat(server.get("Observation/dec?_format=xml").text()).contains("<value value=\"1.00\"/>");
    }

    @Test
    void malformedXmlSaysWhere() {
        Answer answer = server.post(
                "Patient",
                "<Patient xmlns=\"http://hl7.org/fhir\">\n<active value=\"true\">\n</Patient>",
                "Content-Type",
                "application/fhir+xml");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Line 3");
    }

    @Test
    void searchesFindTheCase() {
        JsonNode found = server.get("Observation?code=http://loinc.org|17861-6").json();
        assertThat(found.path("total").asInt()).isEqualTo(1);
        assertThat(found.path("entry").path(0).path("resource").path("id").asText())
                .isEqualTo("vitale-2009-lab-calcium");
        assertThat(server.send(
                                "POST",
                                "Observation/_search",
                                "code=http://loinc.org|17861-6",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get("Patient/vitale-2009-p1/Condition")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(5);
        assertThat(server.get("?_type=Condition,Procedure").json().path("total").asInt())
                .isEqualTo(9);
    }

    @Test
    void pagesOfAType() {
        JsonNode page = server.get("Observation?_count=5").json();
        int seen = page.path("entry").size();
        while (!next(page).isEmpty()) {
            page = server.get(next(page)).json();
            seen += page.path("entry").size();
        }
        assertThat(seen).isGreaterThanOrEqualTo(22);
    }

    private static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                return link.path("url").asText();
            }
        }
        return "";
    }
}

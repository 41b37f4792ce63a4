package org.casebook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.casebook.server.TestServer;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of all kinds send, and what R4's RESTful API page says that they get. */
class HttpHabitsTest {
    private static final String PATIENT =
            "{\"resourceType\":\"Patient\",\"id\":\"zoe\",\"active\":true,\"name\":[{\"family\":\"O'Hara & Sons\",\"given\":[\"Zoë\"]}],"
                    + "\"identifier\":[{\"system\":\"urn:x\",\"value\":\"a+b c\"}],\"birthDate\":\"1990-05-05\"}";

    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty(data);
        assertThat(server.put("Patient/zoe", PATIENT).status()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/json",
                "application/json+fhir",
                "application/fhir+json; charset=utf-8",
                "application/fhir+json; fhirVersion=4.0",
                "application/fhir+json;charset=UTF-8;fhirVersion=\"4.0\""
            })
    @DisplayName("JSON by each of its names")
    void jsonContentTypes(String type) {
        assertThat(server.post("Patient", "{\"resourceType\":\"Patient\"}", "Content-Type", type)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "text/xml", "application/fhir+xml", "application/xml+fhir"})
    @DisplayName("XML by each of its names")
    void xmlContentTypes(String type) {
        assertThat(server.post("Patient", "<Patient xmlns='http://hl7.org/fhir'/>", "Content-Type", type)
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "application/fhir+json > json",
                "text/json > json",
                "*/* > json",
                "application/xml > xml",
                "application/fhir+xml;q=0.5, application/fhir+json;q=0.9 > json",
                "application/fhir+json;q=0.1, application/fhir+xml > xml",
                "application/pdf, */*;q=0.1 > json",
                "application/fhir+json; fhirVersion=4.0 > json",
                "application/fhir+json; fhirVersion=3.0 > 406",
                "text/turtle > 406",
                "application/fhir+json;q=0 > 406",
            })
    @DisplayName("Accept with its weights and versions")
    void accept(String accept, String expected) {
        assertFormat(server.get("Patient/zoe", "Accept", accept.strip()), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "json, json",
        "xml, xml",
        "application/fhir+json, json",
        "application/fhir%2Bxml, xml",
        "text/xml, xml",
        "application/json, json",
        "ttl, 406",
        "foo, 406"
    })
    @DisplayName("_format goes before Accept")
    void format(String format, String expected) {
        assertFormat(server.get("Patient/zoe?_format=" + format, "Accept", "application/fhir+xml"), expected);
    }

    private static void assertFormat(Answer answer, String expected) {
        if (expected.equals("406")) {
            assertThat(answer.status()).isEqualTo(406);
            assertThat(answer.json().path("resourceType").asText()).isEqualTo("OperationOutcome");
        } else {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/fhir+" + expected + ";charset=utf-8");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "Patient?name= Patient",
                "Patient?name=&active=true Patient?active=true",
                "Patient?name Patient",
                "Patient?name:exact=&_count=&_sort=&_summary=&_id=zoe Patient?_id=zoe",
                "Patient?_has:Observation:patient:code=&_include=&_tag= Patient",
                "Patient?nonsense= Patient",
                "Patient?& Patient",
            })
    @DisplayName("Empty parameters are ignored, and the self link is without them")
    void emptyParameters(String query, String self) {
        Answer answer = server.get(query);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(link(answer.json(), "self")).isEqualTo(server.base() + "/" + self);
    }

    @Test
    @DisplayName("Criteria of a write with an empty value are refused: ignoring them would hit what was not meant")
    void emptyCriteria() {
        assertThat(server.delete("Patient?identifier=").status()).isEqualTo(400);
        assertThat(server.delete("Patient?identifier=&active=true").status()).isEqualTo(400);
        assertThat(server.put("Patient?identifier=", PATIENT).status()).isEqualTo(400);
        assertThat(server.post("Patient", PATIENT, "If-None-Exist", "identifier=")
                        .status())
                .isEqualTo(400);
        assertThat(server.get("Patient/zoe").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identifier=a%2Bb%20c",
                "identifier=a%2Bb+c",
                "identifier=urn:x%7Ca%2Bb%20c",
                "name=O%27Hara%20%26",
                "name=zo%C3%AB",
                "_lastUpdated=gt2020-01-01T00:00:00%2B02:00",
                "_lastUpdated=gt2020-01-01T00:00:00+02:00",
                "_id=Patient/zoe"
            })
    @DisplayName("Escapes in a query, by GET and in a form")
    void escapes(String query) {
        assertThat(server.get("Patient?_id=zoe&" + query).json().path("total").asInt())
                .isEqualTo(1);
        assertThat(form("Patient/_search?_id=zoe", query).json().path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("B2 POST _search: form and URL together, at every level, with what shapes the answer in the form")
    void searchByPost() {
        assertThat(form("Patient/_search?birthdate=1990-05-05", "name=zoe")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(form("Patient/_search?name=nobody", "name=zoe")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(form("_search?_type=Patient", "_id=zoe").json().path("total").asInt())
                .isEqualTo(1);
        assertThat(form("Patient/zoe/Patient/_search", "name=zoe")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(form("Patient/zoe/_search", "_type=Patient")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(form("Patient/_search", "name=zoe&_format=xml").header("Content-Type"))
                .startsWith("application/fhir+xml");
        assertThat(form("Patient/_search", "name=zoe&_elements=birthDate")
                        .json()
                        .at("/entry/0/resource/name")
                        .isMissingNode())
                .isTrue();
        assertThat(link(form("Patient/_search", "name=zoe").json(), "self"))
                .isEqualTo(server.base() + "/Patient?name=zoe");
        assertThat(server.post("Patient/_search", "name=zoe", "Content-Type", "application/json")
                        .status())
                .isEqualTo(415);
    }

    @Test
    @DisplayName("A28 batch: a search by POST among its entries, its parameters in the url")
    void searchByPostInABatch() {
        String entry = "{\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}";
        String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":["
                + String.format(entry, "Patient/_search?name=zoe&_count=1") + ","
                + String.format(entry, "_search?_type=Patient&_id=zoe") + "]}";
        JsonNode answer = server.post("", bundle).json();
        for (JsonNode found : answer.path("entry")) {
            assertThat(found.at("/response/status").asText()).isEqualTo("200 OK");
            assertThat(found.at("/resource/entry/0/resource/id").asText()).isEqualTo("zoe");
        }
        assertThat(answer.path("entry")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=%E9ve", "name=%", "name=%zz", "n%FFme=x"})
    @DisplayName("Escapes that are broken or not UTF-8 are refused")
    void brokenEscapes(String query) {
        assertThat(server.get("Patient?name=%C3%A9ve").status()).isEqualTo(200);
        if (query.matches(".*%[0-9A-F]{2}.*")) {
            assertThat(server.get("Patient?" + query).status()).isEqualTo(400);
        }
        assertThat(form("Patient/_search", query).status()).isEqualTo(400);
    }

    private static Answer form(String path, String body) {
        return server.post(path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"W/\"1\" 200", "\"1\" 200", "1 200", "* 200", "W/\"2\" 412", "W/\"x\" 412"})
    @DisplayName("A6 If-Match in every form")
    void ifMatch(String etag, int status) {
        server.put("Patient/matched", PATIENT.replace("zoe", "matched"));
        assertThat(server.put("Patient/matched", PATIENT.replace("zoe", "matched"), "If-Match", etag)
                        .status())
                .isEqualTo(status);
        assertThat(server.put("Patient/unmatched", PATIENT.replace("zoe", "unmatched"), "If-Match", etag)
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "If-None-Match#W/\"1\"#304",
                "If-None-Match#\"1\"#304",
                "If-None-Match#*#304",
                "If-None-Match#W/\"0\", W/\"1\"#304",
                "If-None-Match#W/\"2\"#200",
                "If-Modified-Since#Mon, 01 Jan 2001 00:00:00 GMT#200",
                "If-Modified-Since#Mon, 01 Jan 2120 00:00:00 GMT#304",
                "If-Modified-Since#yesterday#200",
            })
    @DisplayName("A3 conditional read in every form")
    void conditionalRead(String header, String value, int status) {
        Answer answer = server.get("Patient/zoe", header, value);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(answer.text().isEmpty()).isEqualTo(status == 304);
    }

    @Test
    @DisplayName("A3 If-None-Match goes before If-Modified-Since")
    void bothConditions() {
        String always = "Mon, 01 Jan 2120 00:00:00 GMT";
        assertThat(server.get("Patient/zoe", "If-None-Match", "W/\"9\"", "If-Modified-Since", always)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "return=minimal#",
                "return=\"minimal\"#",
                "RETURN=minimal#",
                "handling=lenient, return=minimal#",
                "return=minimal; handling=strict#",
                "return=representation#Patient",
                "return=OperationOutcome#OperationOutcome",
                "return=whatever#Patient",
            })
    @DisplayName("A34 Prefer in every form, on create and update")
    void prefer(String prefer, String type) {
        Answer created = server.post("Patient", "{\"resourceType\":\"Patient\"}", "Prefer", prefer);
        Answer updated = server.put("Patient/zoe", PATIENT, "Prefer", prefer);
        for (Answer answer : new Answer[] {created, updated}) {
            assertThat(answer.header("Location"))
                    .startsWith(server.base() + "/Patient/")
                    .endsWith("/_history/1");
            assertThat(answer.header("ETag")).isEqualTo("W/\"1\"");
            assertThat(answer.header("Last-Modified")).endsWith("GMT");
            if (type == null) {
                assertThat(answer.text()).isEmpty();
            } else {
                assertThat(answer.json().path("resourceType").asText()).isEqualTo(type);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identifier=urn:x|a%2Bb c", "?_id=zoe", "Patient?_id=zoe", "_id=zoe&_format=json"})
    @DisplayName("A9 If-None-Exist in every form")
    void ifNoneExist(String criteria) {
        Answer answer = server.post("Patient", PATIENT, "If-None-Exist", criteria);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Location")).isEqualTo(server.base() + "/Patient/zoe/_history/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Patient/zoe",
                "Patient?name=zoe",
                "Patient/zoe/_history",
                "Patient/zoe/_history/1",
                "metadata",
                "_history"
            })
    @DisplayName("A4 HEAD has the headers of GET and no body")
    void head(String path) {
        Answer head = server.send("HEAD", path, null);
        Answer get = server.get(path);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        assertThat(head.header("ETag")).isEqualTo(get.header("ETag"));
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

package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations on patients, observations and versions, over HTTP. */
class OperationsTest {
    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(data, Map.of("empty", "true", "allow-expunge", "true"));
        put("{'resourceType':'Organization','id':'parent','name':'parent'}");
        put("{'resourceType':'Organization','id':'org','name':'org','partOf':{'reference':'Organization/parent'}}");
        put("{'resourceType':'Practitioner','id':'doc'}");
        put("{'resourceType':'Patient','id':'p','managingOrganization':{'reference':'Organization/org'}}");
        put("{'resourceType':'Patient','id':'other','link':[{'other':{'reference':'Patient/p'},'type':'seealso'}]}");
        put("{'resourceType':'Patient','id':'stranger'}");
        put(
                "{'resourceType':'Encounter','id':'e','status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/p'},'period':{'start':'2020-01-01','end':'2020-01-02'}}");
        put("{'resourceType':'Binary','id':'b','contentType':'text/plain','data':'eA=='}");
        put(
                "{'resourceType':'DocumentReference','id':'d','status':'current','subject':{'reference':'Patient/p'},'date':'2021-06-01T00:00:00Z','content':[{'attachment':{'url':'Binary/b'}}]}");
        for (int i = 1; i <= 5; i++) {
            put("{'resourceType':'Observation','id':'o" + i
                    + "','status':'final','encounter':{'reference':'Encounter/e'},'performer':[{'reference':'Practitioner/doc'}],'code':{'coding':[{'system':'s','code':'"
                    + (i % 2 == 0 ? "even" : "odd")
                    + "'}]},'subject':{'reference':'Patient/p'},'effectiveDateTime':'202" + i
                    + "-01-01','valueQuantity':{'value':" + i
                    + ",'unit':'kg','system':'http://unitsofmeasure.org','code':'kg'}}");
        }
        put(
                "{'resourceType':'Observation','id':'foreign','status':'final','code':{'text':'c'},'subject':{'reference':'Patient/stranger'}}");
        put(
                "{'resourceType':'Group','id':'g','type':'person','actual':true,'member':[{'entity':{'reference':'Patient/p'}},{'entity':{'reference':'Patient/stranger'}},{'inactive':true,'entity':{'reference':'Patient/other'}}]}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @DisplayName("F2 $everything of a patient: the compartment and what it refers to")
    void patientEverything() {
        JsonNode all = server.get("Patient/p/$everything").json();
        assertThat(ids(all))
                .containsExactlyInAnyOrder(
                        "Patient/p",
                        "Patient/other",
                        "Encounter/e",
                        "DocumentReference/d",
                        "Binary/b",
                        "Observation/o1",
                        "Observation/o2",
                        "Observation/o3",
                        "Observation/o4",
                        "Observation/o5",
                        "Organization/org",
                        "Organization/parent",
                        "Practitioner/doc",
                        "Group/g");
        assertThat(ids(all).get(0)).isEqualTo("Patient/p");
        assertThat(all.at("/entry/0/search/mode").asText()).isEqualTo("match");
        assertThat(all.at("/type").asText()).isEqualTo("searchset");
        assertThat(server.get("Patient/never/$everything").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("F2 $everything in pages: the same set, each once")
    void patientEverythingInPages() {
        List<String> whole = ids(server.get("Patient/p/$everything").json());
        List<String> paged = new ArrayList<>();
        String next = "Patient/p/$everything?_count=3";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = server.get(next).json();
            assertThat(page.path("entry").size()).isBetween(1, 3);
            paged.addAll(ids(page));
            next = link(page, "next");
            pages++;
        }
        assertThat(paged).containsExactlyElementsOf(whole);
        assertThat(pages).isEqualTo(5);
        assertThat(server.get("Patient/p/$everything?_count=0").status()).isEqualTo(400);
        assertThat(server.get("Patient/p/$everything?_page=x").status()).isEqualTo(400);
        Answer misspelt = server.get("Patient/p/$everything?strt=2020");
        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.text()).contains("did you mean 'start'?");
        assertThat(server.get("Patient/p/$everything?strt=2020", "Prefer", "handling=lenient")
                        .status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("F2 $everything of all patients, in pages: what each of them has, and no page twice the same")
    void everythingOfAllPatients() {
        TreeSet<String> each = new TreeSet<>();
        for (String patient : List.of("p", "other", "stranger")) {
            each.addAll(ids(server.get("Patient/" + patient + "/$everything").json()));
        }
        JsonNode whole = server.get("Patient/$everything").json();
        assertThat(ids(whole)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(each);
        for (int count : List.of(1, 4, 7)) {
            TreeSet<String> paged = new TreeSet<>();
            String next = "Patient/$everything?_count=" + count;
            for (int pages = 0; !next.isEmpty(); pages++) {
                assertThat(pages).isLessThan(60);
                JsonNode page = server.get(next).json();
                assertThat(ids(page)).hasSizeBetween(1, count).doesNotHaveDuplicates();
                paged.addAll(ids(page));
                next = link(page, "next");
            }
            assertThat(paged).as("_count=" + count).isEqualTo(each);
        }
        assertThat(ids(server.get("Patient/$everything?_type=Observation&start=2022-01-01&end=2022-06-01")
                        .json()))
                .containsExactlyInAnyOrder("Observation/o2", "Observation/foreign");
        assertThat(server.get("Patient/$everything?_page=x").status()).isEqualTo(400);
        assertThat(server.get("Encounter/$everything").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("F4 $meta of a type and of the system")
    void metaOfATypeAndOfAll() {
        put(
                "{'resourceType':'Basic','id':'m1','meta':{'tag':[{'system':'http://t','code':'one'}]},'code':{'text':'x'}}");
        put(
                "{'resourceType':'Basic','id':'m2','meta':{'profile':['http://example.org/p'],'security':[{'system':'http://s','code':'R'}],'tag':[{'system':'http://t','code':'one'},{'system':'http://t','code':'two'}]},'code':{'text':'x'}}");
        put("{'resourceType':'Location','id':'m3','meta':{'tag':[{'system':'http://t','code':'three'}]}}");
        put("{'resourceType':'Location','id':'m4','meta':{'tag':[{'system':'http://t','code':'four'}]}}");
        assertThat(server.delete("Location/m4").status()).isEqualTo(204);
        put(
                "{'resourceType':'Basic','id':'m5','meta':{'security':[{'system':'http://s','code':'r'}],'tag':[{'system':'http://t','code':'ONE'}]},'code':{'text':'x'}}");
        JsonNode basic = server.get("Basic/$meta").json().at("/parameter/0/valueMeta");
        assertThat(codes(basic.path("tag")))
                .as("case tells labels apart")
                .containsExactlyInAnyOrder("one", "ONE", "two");
        assertThat(codes(basic.path("security"))).containsExactlyInAnyOrder("R", "r");
        assertThat(basic.at("/profile/0").asText()).isEqualTo("http://example.org/p");
        assertThat(codes(server.get("$meta").json().at("/parameter/0/valueMeta/tag")))
                .containsExactlyInAnyOrder("one", "ONE", "two", "three");
    }

    private static List<String> codes(JsonNode codings) {
        List<String> codes = new ArrayList<>();
        codings.forEach(coding -> codes.add(coding.path("code").asText()));
        return codes;
    }

    @Test
    @DisplayName("F2 $everything with start, end, _type and _since")
    void patientEverythingNarrowed() {
        assertThat(ids(server.get("Patient/p/$everything?_type=Observation&start=2022-01-01&end=2024-06-01")
                        .json()))
                .containsExactlyInAnyOrder("Observation/o2", "Observation/o3", "Observation/o4");
        assertThat(ids(server.get("Patient/p/$everything?_type=Patient,Practitioner")
                        .json()))
                .containsExactly("Patient/p", "Patient/other", "Practitioner/doc");
        assertThat(ids(server.get("Patient/p/$everything?_since=2999-01-01").json()))
                .isEmpty();
        assertThat(server.get("Patient/p/$everything?_type=Nonsense").status()).isEqualTo(400);
        assertThat(server.get("Patient/p/$everything?start=tomorrow").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("F3 $everything of an encounter and of a group")
    void encounterAndGroupEverything() {
        assertThat(ids(server.get("Encounter/e/$everything").json()))
                .contains("Encounter/e", "Observation/o1", "Patient/p", "Practitioner/doc")
                .doesNotContain("DocumentReference/d", "Observation/foreign");
        assertThat(ids(server.get("Group/g/$everything").json()))
                .contains(
                        "Group/g",
                        "Patient/p",
                        "Patient/stranger",
                        "Observation/o1",
                        "Observation/foreign",
                        "Binary/b");
    }

    @Test
    @DisplayName("F6 $lastn")
    void lastN() {
        assertThat(ids(server.get("Observation/$lastn?patient=p").json()))
                .containsExactly("Observation/o5", "Observation/o4");
        assertThat(ids(server.get("Observation/$lastn?subject=Patient/p&max=2&code=s%7Codd")
                        .json()))
                .containsExactly("Observation/o5", "Observation/o3");
        assertThat(server.get("Observation/$lastn").status()).isEqualTo(400);
        assertThat(server.get("Observation/$lastn?patient=p&max=0").status()).isEqualTo(400);
        assertThat(server.get("Patient/$lastn?patient=p").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("F7 $stats")
    void stats() {
        JsonNode answer = server.get(
                        "Observation/$stats?subject=Patient/p&code=odd&system=s&statistic=average&statistic=count&statistic=median&statistic=std-dev&include=true")
                .json();
        JsonNode components = answer.at("/parameter/0/resource/component");
        assertThat(components.at("/0/valueQuantity/value").asDouble()).isEqualTo(3);
        assertThat(components.at("/0/valueQuantity/unit").asText()).isEqualTo("kg");
        assertThat(components.at("/1/valueQuantity/value").asInt()).isEqualTo(3);
        assertThat(components.at("/2/valueQuantity/value").asDouble()).isEqualTo(3);
        assertThat(components.at("/3/valueQuantity/value").asDouble()).isEqualTo(2);
        assertThat(answer.path("parameter")).hasSize(4);
        assertThat(server.get("Observation/$stats?subject=Patient/p&code=odd&statistic=magic")
                        .status())
                .isEqualTo(422);
        assertThat(server.get("Observation/$stats?subject=Patient/p&statistic=count")
                        .status())
                .isEqualTo(400);
        assertThat(server.get("Observation/$stats?subject=Patient/p&code=none&statistic=average")
                        .json()
                        .at("/parameter/0/resource/component/0/dataAbsentReason/coding/0/code")
                        .asText())
                .isEqualTo("not-applicable");
    }

    @Test
    @DisplayName("A18 $expunge, where an administrator allows it")
    void expunge() {
        put("{'resourceType':'Patient','id':'x'}");
        put("{'resourceType':'Patient','id':'x','active':true}");
        Answer history = server.post("Patient/x/$expunge", flag("expungePreviousVersions"));
        assertThat(history.json().at("/parameter/0/valueInteger").asInt()).isEqualTo(1);
        assertThat(server.get("Patient/x/_history/1").status()).isEqualTo(404);
        assertThat(server.post("Patient/x/$expunge", flag("expungeDeletedResources"))
                        .json()
                        .at("/parameter/0/valueInteger")
                        .asInt())
                .isZero();
        assertThat(server.post("Patient/x/$expunge", flag("expungeEverything"))
                        .json()
                        .at("/parameter/0/valueInteger")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get("Patient/x").status()).isEqualTo(404);
        assertThat(server.post("Patient/p/$expunge", flag("nothing")).status()).isEqualTo(400);
    }

    private static String flag(String name) {
        return ("{'resourceType':'Parameters','parameter':[{'name':'" + name + "','valueBoolean':true}]}")
                .replace('\'', '"');
    }

    private static void put(String resource) {
        String path = resource.replaceAll("^\\{'resourceType':'(\\w+)','id':'(\\w+)'.*", "$1/$2");
        Answer answer = server.put(path, resource.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    }

    private static List<String> ids(JsonNode bundle) {
        List<String> ids = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            ids.add(entry.at("/resource/resourceType").asText() + "/"
                    + entry.at("/resource/id").asText());
        }
        return ids;
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

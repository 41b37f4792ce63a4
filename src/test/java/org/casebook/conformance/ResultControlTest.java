package org.casebook.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.casebook.server.TestServer;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of a search and what shapes its answer, over HTTP: rows B5 to B9, D15, E13 to E17 and E26, A35. */
class ResultControlTest {
    private static final String SUBSETTED = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue|SUBSETTED";

    @TempDir
    static Path data;

    static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.empty(data);
        IntStream.range(0, 11).forEach(i -> put(patient("p" + i, "male")));
        put(patient("other", "female"));
        put(
                "{'resourceType':'Condition','id':'c','code':{'coding':[{'system':'s','code':'ha125','display':'Migraine with aura'}],"
                        + "'text':'Headache'},'subject':{'reference':'Patient/p0'}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String patient(String id, String gender) {
        return "{'resourceType':'Patient','id':'" + id + "','text':{'status':'generated','div':'<div xmlns=\\u0022"
                + "http://www.w3.org/1999/xhtml\\u0022>x</div>'},'active':true,'name':[{'family':'F'}],'gender':'"
                + gender
                + "','photo':[{'title':'t'}],'contact':[{'name':{'family':'C'}}]}";
    }

    private static void put(String resource) {
        JsonNode tree = SearchPageData.tree(resource);
        String path = tree.get("resourceType").asText() + "/" + tree.get("id").asText();
        assertThat(server.put(path, tree.toString()).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("B5 an unknown parameter or modifier is an error that names the nearest; A35 handling=strict too")
    void unknownIsRefused() {
        for (String query :
                List.of("gendr=male", "gender:exact=male", "_cuont=1", "name:nt=x", "_has:Observation:patint:code=x")) {
            for (String prefer : List.of("handling=strict", "return=minimal")) {
                Answer answer = server.get("Patient?" + query, "Prefer", prefer);
                assertThat(answer.status()).as(query).isEqualTo(400);
                assertThat(answer.json().at("/issue/0/code").asText()).isEqualTo("not-supported");
            }
        }
        assertThat(server.get("Patient?gendr=male").text()).contains("did you mean 'gender'");
    }

    @Test
    @DisplayName("B6, A35 handling=lenient: left out, said in an outcome entry, and gone from the self link")
    void unknownIsReported() {
        JsonNode bundle = server.get("Patient?gendr=x&gender=female&name:nt=y", "Prefer", "handling=lenient")
                .json();
        assertThat(bundle.path("total").asInt()).isEqualTo(1);
        assertThat(link(bundle, "self")).isEqualTo(server.base() + "/Patient?gender=female");
        JsonNode outcome = bundle.at("/entry/1");
        assertThat(outcome.at("/search/mode").asText()).isEqualTo("outcome");
        assertThat(outcome.at("/resource/resourceType").asText()).isEqualTo("OperationOutcome");
        assertThat(outcome.at("/resource/issue")).hasSize(2);
        assertThat(server.get("Patient?birthdate=x", "Prefer", "handling=lenient")
                        .status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("B7 self and next, B8 first, previous and last: absolute links that lead through the whole and back")
    void pages() {
        JsonNode first = server.get("Patient?gender=male&_sort=_id&_count=4").json();
        assertThat(link(first, "self")).isEqualTo(server.base() + "/Patient?gender=male&_sort=_id&_count=4");
        assertThat(link(first, "previous")).isEmpty();
        JsonNode second = server.get(link(first, "next")).json();
        JsonNode last = server.get(link(second, "next")).json();
        assertThat(link(last, "next")).isEmpty();
        List<String> all = new ArrayList<>(ids(first));
        all.addAll(ids(second));
        all.addAll(ids(last));
        assertThat(all).containsExactly("p0", "p1", "p10", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9");
        assertThat(ids(server.get(link(first, "last")).json())).isEqualTo(ids(last));
        assertThat(ids(server.get(link(last, "previous")).json())).isEqualTo(ids(second));
        assertThat(ids(server.get(link(last, "first")).json())).isEqualTo(ids(first));
        for (JsonNode page : List.of(first, second, last)) {
            assertThat(page.path("total").asInt()).isEqualTo(11);
        }
        assertThat(server.get(link(first, "next").replace("male", "female")).status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("B9 a page link finds its place after writes")
    void pagesAfterWrites() {
        for (int i = 0; i < 6; i++) {
            put("{'resourceType':'Basic','id':'b" + i + "','code':{'text':'x'}}");
        }
        JsonNode first = server.get("Basic?_sort=_id&_count=2").json();
        put("{'resourceType':'Basic','id':'a','code':{'text':'x'}}");
        server.delete("Basic/b1");
        server.delete("Basic/b2");
        assertThat(ids(server.get(link(first, "next")).json())).containsExactly("b3", "b4");
    }

    @Test
    @DisplayName("D15 :code-text and :text-advanced")
    void textModifiersOfR5() {
        assertThat(total("Condition?code:code-text=ha1")).isEqualTo(1);
        assertThat(total("Condition?code:code-text=a125")).isZero();
        assertThat(total("Condition?code:text-advanced=aura%20migraine")).isEqualTo(1);
        assertThat(total("Condition?code:text-advanced=aur")).isZero();
    }

    @Test
    @DisplayName("E13 _count: 0 is the count alone; too large is cut and said; wrong is refused")
    void count() {
        JsonNode none = server.get("Patient?_count=0").json();
        assertThat(none.path("total").asInt()).isEqualTo(12);
        assertThat(none.has("entry")).isFalse();
        assertThat(server.get("Patient?_count=2147483647").text()).contains("at most 1000");
        assertThat(server.get("Patient?_count=-1").status()).isEqualTo(400);
        assertThat(server.get("Patient?_count=two").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("E14 _total, E15 total is there by default")
    void totals() {
        assertThat(server.get("Patient?_count=1").json().path("total").asInt()).isEqualTo(12);
        assertThat(server.get("Patient?_count=1&_total=accurate")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(12);
        assertThat(server.get("Patient?_count=1&_total=estimate")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(12);
        assertThat(server.get("Patient?_count=1&_total=none").json().has("total"))
                .isFalse();
        assertThat(server.get("Patient?_total=some").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("E16 _summary in each of its forms, marked SUBSETTED")
    void summary() {
        JsonNode summary = one("_summary=true");
        assertThat(summary.has("name")).isTrue();
        assertThat(summary.has("text") || summary.has("photo") || summary.has("contact"))
                .isFalse();
        JsonNode text = one("_summary=text");
        assertThat(text.has("text")).isTrue();
        assertThat(text.has("name")).isFalse();
        JsonNode withoutText = one("_summary=data");
        assertThat(withoutText.has("photo")).isTrue();
        assertThat(withoutText.has("text")).isFalse();
        for (JsonNode part : List.of(summary, text, withoutText)) {
            assertThat(tags(part)).containsExactly(SUBSETTED);
        }
        assertThat(tags(one("_summary=false"))).isEmpty();
        JsonNode count = server.get("Patient?_summary=count").json();
        assertThat(count.path("total").asInt()).isEqualTo(12);
        assertThat(count.has("entry")).isFalse();
        assertThat(server.get("Patient?_summary=all").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("E17 _elements: those, what is mandatory, and SUBSETTED; the stored resource keeps its tags")
    void elements() {
        JsonNode part = one("_elements=gender,contact");
        assertThat(part.has("gender") && part.has("contact")).isTrue();
        assertThat(part.has("name") || part.has("photo") || part.has("text")).isFalse();
        assertThat(tags(part)).containsExactly(SUBSETTED);
        assertThat(tags(server.get("Patient/other").json())).isEmpty();
    }

    @Test
    @DisplayName("E26 _explain adds the plan, the statements and the time as an outcome entry")
    void explain() {
        JsonNode entry =
                server.get("Patient?gender=female&_explain=true").json().at("/entry/1");
        assertThat(entry.at("/search/mode").asText()).isEqualTo("outcome");
        assertThat(entry.at("/resource/issue").toString()).contains("start from", "select", "rows in");
    }

    private static int total(String query) {
        return server.get(query).json().path("total").asInt(-1);
    }

    private static JsonNode one(String control) {
        JsonNode bundle = server.get("Patient?gender=female&" + control).json();
        assertThat(bundle.path("entry")).hasSize(1);
        return bundle.at("/entry/0/resource");
    }

    private static List<String> tags(JsonNode resource) {
        return StreamSupport.stream(resource.at("/meta/tag").spliterator(), false)
                .map(t -> t.path("system").asText() + "|" + t.path("code").asText())
                .toList();
    }

    private static List<String> ids(JsonNode bundle) {
        return StreamSupport.stream(bundle.path("entry").spliterator(), false)
                .map(e -> e.at("/resource/id").asText())
                .toList();
    }

    private static String link(JsonNode bundle, String relation) {
        return StreamSupport.stream(bundle.path("link").spliterator(), false)
                .filter(l -> l.path("relation").asText().equals(relation))
                .map(l -> l.path("url").asText())
                .findFirst()
                .orElse("");
    }
}

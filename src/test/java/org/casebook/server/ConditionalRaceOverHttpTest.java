package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casebook.jdbc.TestDatabase;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows A10, A11, A15, A16, A29: 64 clients send the same conditional interaction over HTTP at the same moment. There is
 * one resource afterwards, everybody has been given it by 200 or 201, and nobody has seen an error. Eight rounds by
 * default; {@code -Dcasebook.race.rounds=50} for the long form.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"H2", "POSTGRESQL"})
@Timeout(1200)
class ConditionalRaceOverHttpTest {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = Integer.getInteger("casebook.race.rounds", 8);
    private final TestDatabase kind;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @TempDir
    Path folder;

    private TestServer server;

    ConditionalRaceOverHttpTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        Map<String, String> settings = new HashMap<>(Map.of("empty", "true", "slow-request", "60000"));
        if (kind == TestDatabase.POSTGRESQL) {
            settings.put("database", kind.create(folder).url());
        }
        server = TestServer.with(folder, settings);
    }

    @AfterEach
    void close() {
        clients.shutdownNow();
        server.close();
    }

    @Test
    @DisplayName("A10 conditional creates, updates, patches and deletes, alone and in transactions, at the same time")
    void oneWinnerWhateverTheShape() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String value = "round-" + round;
            switch (round % 8) {
                case 0 -> oneId(value, race(client -> create(value)));
                case 1 -> oneId(value, race(client -> update(value)));
                case 2 -> oneId(value, race(client -> transaction(value, client)));
                case 3 -> oneId(value, race(client -> client % 2 == 0 ? create(value) : transaction(value, client)));
                case 4 -> oneId(value, race(client -> client % 2 == 0 ? create(value) : update(value)));
                case 5 -> chained(value);
                case 6 -> patched(value);
                default -> deleted(value);
            }
        }
    }

    /** A new Organization, and a new Patient that points to it, each only if it is not there. */
    private void chained(String value) throws Exception {
        List<Answer> answers = race(client -> server.post(
                "",
                json("{'resourceType':'Bundle','type':'transaction','entry':["
                        + "{'fullUrl':'urn:uuid:0e5c0ef4-0000-4000-8000-000000000001','resource':{'resourceType':'Organization','identifier':[{'system':'http://s','value':'"
                        + value
                        + "'}]},'request':{'method':'POST','url':'Organization','ifNoneExist':'identifier=http://s|"
                        + value
                        + "'}},{'resource':{'resourceType':'Patient','identifier':[{'system':'http://s','value':'"
                        + value
                        + "'}],'managingOrganization':{'reference':'urn:uuid:0e5c0ef4-0000-4000-8000-000000000001'}},'request':{'method':'POST','url':'Patient','ifNoneExist':'identifier=http://s|"
                        + value + "'}}]}")));
        oneId(value, answers);
        JsonNode organizations = found("Organization", value);
        assertThat(organizations.path("total").asInt()).isEqualTo(1);
        assertThat(found("Patient", value)
                        .at("/entry/0/resource/managingOrganization/reference")
                        .asText())
                .isEqualTo("Organization/"
                        + organizations.at("/entry/0/resource/id").asText());
    }

    /** Each client adds its own telephone number to the one match: none of the 64 may be lost. */
    private void patched(String value) throws Exception {
        assertThat(create(value).status()).isEqualTo(201);
        String telecom =
                "{'resourceType':'Parameters','parameter':[{'name':'operation','part':[{'name':'type','valueCode':'add'},{'name':'path','valueString':'Patient'},{'name':'name','valueString':'telecom'},{'name':'value','valueContactPoint':{'system':'phone','value':'%d'}}]}]}";
        oneId(
                value,
                race(client ->
                        server.send("PATCH", "Patient?identifier=http://s|" + value, json(telecom.formatted(client)))));
        assertThat(found("Patient", value).at("/entry/0/resource/telecom")).hasSize(CLIENTS);
        assertThat(found("Patient", value)
                        .at("/entry/0/resource/meta/versionId")
                        .asInt())
                .isEqualTo(CLIENTS + 1);
    }

    /** One client deletes, the others find nothing to delete: success for all. */
    private void deleted(String value) throws Exception {
        String location = create(value).header("Location");
        List<Answer> answers = race(client -> server.delete("Patient?identifier=http://s|" + value));
        assertThat(answers).as(value).allMatch(answer -> answer.status() == 200 || answer.status() == 204);
        assertThat(answers.stream().filter(answer -> answer.status() == 200))
                .as(value)
                .hasSize(1);
        assertThat(found("Patient", value).path("total").asInt()).isZero();
        assertThat(server.get(location.substring(0, location.indexOf("/_history")))
                        .status())
                .isEqualTo(410);
    }

    @FunctionalInterface
    private interface Client {
        Answer call(int number);
    }

    private List<Answer> race(Client client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Future<Answer>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int number = i;
            results.add(clients.submit(() -> {
                start.await();
                return client.call(number);
            }));
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> result : results) {
            answers.add(result.get());
        }
        return answers;
    }

    private void oneId(String value, List<Answer> answers) {
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 201));
        JsonNode found = found("Patient", value);
        assertThat(found.path("total").asInt()).as(value).isEqualTo(1);
        String id = found.at("/entry/0/resource/id").asText();
        assertThat(answers.stream().map(ConditionalRaceOverHttpTest::id).distinct())
                .as(value)
                .containsExactly(id);
        assertThat(found("Patient", value).at("/entry/0/fullUrl").asText()).endsWith("/Patient/" + id);
    }

    /** Of the patient in the answer: the resource itself, or the entry of a transaction that is about a patient. */
    private static String id(Answer answer) {
        JsonNode body = answer.json();
        if (!body.path("resourceType").asText().equals("Bundle")) {
            return body.path("id").asText();
        }
        for (JsonNode entry : body.path("entry")) {
            assertThat(entry.at("/response/status").asText()).matches("20[01].*");
            String location = entry.at("/response/location").asText();
            if (location.contains("Patient/")) {
                return location.replaceAll(".*Patient/([^/]+)/.*", "$1");
            }
        }
        throw new AssertionError(answer.text());
    }

    private JsonNode found(String type, String value) {
        return server.get(type + "?identifier=http://s|" + value).json();
    }

    private Answer create(String value) {
        return server.post("Patient", patient(value), "If-None-Exist", "identifier=http://s|" + value);
    }

    private Answer update(String value) {
        return server.put("Patient?identifier=http://s|" + value, patient(value));
    }

    private Answer transaction(String value, int client) {
        return server.post(
                "",
                json(
                        "{'resourceType':'Bundle','type':'transaction','entry':["
                                + "{'fullUrl':'urn:uuid:0e5c0ef4-0000-4000-8000-000000000001','resource':"
                                + patient(value)
                                + ",'request':{'method':'POST','url':'Patient','ifNoneExist':'identifier=http://s|"
                                + value + "'}},"
                                + "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'" + client
                                + "'},'subject':{'reference':'urn:uuid:0e5c0ef4-0000-4000-8000-000000000001'}},'request':{'method':'POST','url':'Observation'}}]}"));
    }

    private static String patient(String value) {
        return json("{'resourceType':'Patient','identifier':[{'system':'http://s','value':'" + value + "'}]}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}

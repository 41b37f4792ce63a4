package org.casebook.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.casebook.interaction.ScannedStore.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.casebook.fhir.ResourceKey;
import org.casebook.interaction.bundle.BundleCall;
import org.casebook.jdbc.DatabaseTest;
import org.casebook.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 clients send the same conditional interaction at the same moment, 50 times over, in several shapes: there is one
 * resource afterwards, everybody has been given it, and nobody has seen an error.
 */
@DatabaseTest
@Timeout(300)
class ConditionalRaceTest {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 50;
    private final TestDatabase kind;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    @TempDir
    Path folder;

    private ScannedStore store;

    ConditionalRaceTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        store = new ScannedStore(kind, folder);
    }

    @AfterEach
    void close() {
        clients.shutdownNow();
        store.close();
    }

    @Test
    void oneWinnerWhateverTheShape() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String value = "round-" + round;
            List<ResourceKey> given = switch (round % 5) {
                case 0 -> race(client -> () -> create(value));
                case 1 -> race(client -> () -> update(value));
                case 2 -> race(client -> () -> transaction(value, client));
                case 3 -> race(client -> () -> client % 2 == 0 ? create(value) : transaction(value, client));
                default -> race(client -> () -> client % 2 == 0 ? update(value) : create(value));
            };
            assertThat(given).as("round " + round).hasSize(CLIENTS);
            assertThat(given.stream().distinct()).as("round " + round).hasSize(1);
        }
        assertThat(store.all("Patient")).hasSize(ROUNDS);
    }

    private interface Client {
        Callable<ResourceKey> call(int number);
    }

    /** What each client was given; whatever one of them throws fails the test. */
    private List<ResourceKey> race(Client client) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        List<Future<ResourceKey>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Callable<ResourceKey> call = client.call(i);
            results.add(clients.submit(() -> {
                start.await();
                return call.call();
            }));
        }
        List<ResourceKey> given = new ArrayList<>();
        for (Future<ResourceKey> result : results) {
            given.add(result.get());
        }
        return given;
    }

    private ResourceKey create(String value) {
        Written written = store.create().run(patient(value), Criteria.of("Patient", "identifier=s%7C" + value));
        assertThat(written.status()).isIn(200, 201);
        return written.stored().key();
    }

    private ResourceKey update(String value) {
        Criteria criteria = Criteria.of("Patient", "identifier=s|" + value);
        return store.update()
                .run(criteria, patient(value), Preconditions.NONE)
                .stored()
                .key();
    }

    private ResourceKey transaction(String value, int client) {
        ObjectNode bundle = json("{'resourceType':'Bundle','type':'transaction','entry':["
                + "{'fullUrl':'urn:uuid:p','resource':{'resourceType':'Patient','identifier':[{'system':'s','value':'"
                + value
                + "'}]},'request':{'method':'POST','url':'Patient','ifNoneExist':'identifier=s|" + value + "'}},"
                + "{'resource':{'resourceType':'Observation','status':'final','code':{'text':'" + client
                + "'},'subject':{'reference':'urn:uuid:p'}},'request':{'method':'POST','url':'Observation'}}]}");
        BundleCall call = new BundleCall("http://localhost", BundleCall.Return.MINIMAL, request -> {
            throw new IllegalStateException();
        });
        ObjectNode answer = store.bundles().run(bundle, List.of(), call).toTree();
        String[] location = answer.at("/entry/0/response/location").asText().split("/");
        return new ResourceKey(location[0], location[1]);
    }

    private static ObjectNode patient(String value) {
        return json("{'resourceType':'Patient','identifier':[{'system':'s','value':'" + value + "'}]}");
    }
}

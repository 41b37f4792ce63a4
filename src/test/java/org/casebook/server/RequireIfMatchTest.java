package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.casebook.server.TestServer.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A6: where the setting asks for it, whoever changes a resource must say which version they have read. */
class RequireIfMatchTest {
    private static final String PATCH = "[{\"op\":\"add\",\"path\":\"/gender\",\"value\":\"other\"}]";

    @TempDir
    Path data;

    private TestServer server;

    @Test
    @DisplayName("A6 If-Match required: alone, conditional and in transactions")
    void changesMustNameTheirVersion() {
        try (TestServer started = TestServer.with(data, Map.of("empty", "true", "require-if-match", "true"))) {
            server = started;
            assertThat(put(true).status()).as("nothing was there to be read").isEqualTo(201);
            assertThat(put(false).status()).isEqualTo(412);
            assertThat(put(false, "If-Match", "W/\"1\"").status()).isEqualTo(200);
            assertThat(put(true, "If-Match", "W/\"1\"").status()).isEqualTo(412);
            assertThat(server.put("Patient?_id=x", patient(true)).status()).isEqualTo(412);

            assertThat(patch().status()).isEqualTo(412);
            assertThat(patch("If-Match", "W/\"2\"").status()).isEqualTo(200);

            assertThat(transaction("PUT", patient(true), "").status()).isEqualTo(412);
            assertThat(transaction("PUT", patient(true), ",\"ifMatch\":\"W/\\\"3\\\"\"")
                            .status())
                    .isEqualTo(200);
            String binary =
                    "{\"resourceType\":\"Binary\",\"contentType\":\"application/json-patch+json\",\"data\":\"W10=\"}";
            Answer refused = transaction("PATCH", binary, "");
            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.firstIssue()).contains("Bundle.entry[0]");
            assertThat(server.get("Patient/x").header("ETag")).isEqualTo("W/\"4\"");
        }
    }

    private static String patient(boolean active) {
        return "{\"resourceType\":\"Patient\",\"id\":\"x\",\"active\":" + active + "}";
    }

    private Answer put(boolean active, String... headers) {
        return server.put("Patient/x", patient(active), headers);
    }

    private Answer patch(String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json-patch+json";
        return server.send("PATCH", "Patient/x", PATCH, all);
    }

    private Answer transaction(String method, String resource, String conditions) {
        return server.post(
                "",
                "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":" + resource
                        + ",\"request\":{\"method\":\"" + method + "\",\"url\":\"Patient/x\"" + conditions + "}}]}");
    }
}

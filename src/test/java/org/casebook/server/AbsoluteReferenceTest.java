package org.casebook.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An absolute reference below the server's own address is one to its own resource (R4 section 2.3.0.1), set up or not. */
class AbsoluteReferenceTest {

    @Test
    void leadsToTheOwnResource(@TempDir Path data) throws IOException {
        String port = Integer.toString(freePort());
        try (TestServer server = TestServer.with(data, Map.of("empty", "true", "port", port))) {
            server.put("Patient/1", "{\"resourceType\":\"Patient\",\"id\":\"1\",\"gender\":\"female\"}");
            server.put("Observation/o", observation("o", "http://localhost:" + port + "/fhir/Patient/1"));
            server.put("Observation/p", observation("p", "http://elsewhere.org:" + port + "/fhir/Patient/1"));
            assertFound(server, "Observation?subject=Patient/1");
            assertFound(server, "Observation?subject.gender=female");
            assertFound(server, "Observation?subject=" + server.base() + "/Patient/1");
            assertFound(server, "Patient/1/Observation");
            assertThat(server.get("Observation?_id=o&_include=Observation:subject")
                            .text())
                    .contains("female");
        }
    }

    private static void assertFound(TestServer server, String query) {
        assertThat(server.get(query).text()).as(query).contains("Observation/o").doesNotContain("Observation/p");
    }

    private static String observation(String id, String subject) {
        return "{\"resourceType\":\"Observation\",\"id\":\"" + id
                + "\",\"status\":\"final\",\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"" + subject + "\"}}";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.http.CapabilityProvider.Software;

/** R4 section 3.1.0.9, {@code mode=terminology}: what the server can say about codes. */
final class TerminologyCapabilitiesProvider {
    private final List<String> codeSystems;
    private final Software software;

    TerminologyCapabilitiesProvider(List<String> codeSystems, Software software) {
        this.codeSystems = List.copyOf(codeSystems);
        this.software = software;
    }

    ObjectNode statement(String base, Instant time, List<Operation> operations) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "TerminologyCapabilities");
        statement.put("id", "casebook-terminology");
        statement.put("url", base + "/metadata?mode=terminology");
        statement.put("version", software.version());
        statement.put("name", "CasebookTerminology");
        statement.put("status", "active");
        statement.put("date", time.toString());
        statement.put("description", "The code systems whose codes are known here, without the network.");
        statement.put("kind", "instance");
        statement.putObject("software").put("name", "Casebook").put("version", software.version());
        statement.putObject("implementation").put("description", "Casebook").put("url", base);
        if (!codeSystems.isEmpty()) {
            codeSystems.forEach(
                    url -> statement.withArray("codeSystem").addObject().put("uri", url));
        }
        if (offers(operations, "expand")) {
            statement.putObject("expansion").put("hierarchical", false).put("paging", false);
        }
        if (offers(operations, "validate-code")) {
            statement.putObject("validateCode").put("translations", false);
        }
        statement.put("codeSearch", "explicit");
        return statement;
    }

    private static boolean offers(List<Operation> operations, String operation) {
        return operations.stream().anyMatch(o -> o.name().equals(operation));
    }
}

package org.casebook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.http.CapabilityProvider.Software;

/** R4 section 3.1.0.9, {@code mode=terminology}: what the server can say about codes. */
final class TerminologyCapabilitiesProvider {
    private final List<String> codeSystems;
    private final List<Operation> operations;
    private final Software software;

    TerminologyCapabilitiesProvider(List<String> codeSystems, List<Operation> operations, Software software) {
        this.codeSystems = List.copyOf(codeSystems);
        this.operations = operations;
        this.software = software;
    }

    ObjectNode statement(String base) {
        ObjectNode statement = Json.object();
        statement.put("resourceType", "TerminologyCapabilities");
        statement.put("id", "casebook-terminology");
        statement.put("url", base + "/metadata?mode=terminology");
        statement.put("version", software.version());
        statement.put("name", "CasebookTerminology");
        statement.put("status", "active");
        statement.put("date", software.date());
        statement.put("description", "The code systems whose codes are known here, without the network.");
        statement.put("kind", "instance");
        statement.putObject("software").put("name", "Casebook").put("version", software.version());
        statement.putObject("implementation").put("description", "Casebook").put("url", base);
        if (!codeSystems.isEmpty()) {
            codeSystems.forEach(
                    url -> statement.withArray("codeSystem").addObject().put("uri", url));
        }
        if (offers("expand")) {
            statement.putObject("expansion").put("hierarchical", false).put("paging", false);
        }
        if (offers("validate-code")) {
            statement.putObject("validateCode").put("translations", false);
        }
        statement.put("codeSearch", "explicit");
        return statement;
    }

    private boolean offers(String operation) {
        return operations.stream().anyMatch(o -> o.name().equals(operation));
    }
}

package org.casebook.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import org.casebook.http.CapabilityProvider.Profiles;
import org.casebook.validation.CaseLibrary;

/** The shipped profiles by the resource type that they constrain. */
final class SuppliedProfiles {
    private SuppliedProfiles() {}

    static Profiles read() {
        Map<String, List<String>> byType = CaseLibrary.shipped().definitions("StructureDefinition").stream()
                .filter(d -> d.path("derivation").asText().equals("constraint"))
                .collect(groupingBy(
                        d -> d.path("type").asText(), mapping(d -> d.path("url").asText(), toList())));
        return type -> byType.getOrDefault(type, List.of());
    }
}

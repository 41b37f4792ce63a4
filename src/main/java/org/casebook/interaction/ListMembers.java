package org.casebook.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.casebook.fhir.Json;
import org.casebook.fhir.LocalReference;
import org.casebook.fhir.ResourceKey;
import org.casebook.store.StoredResource;

/** The resources that a List names and has not taken out again (R4 List.entry). */
final class ListMembers {
    private ListMembers() {}

    static List<ResourceKey> of(StoredResource list) {
        List<ResourceKey> members = new ArrayList<>();
        for (JsonNode entry : Json.stored(list.content()).path("entry")) {
            if (!entry.path("deleted").asBoolean()) {
                LocalReference.parse(entry.path("item").path("reference").asText(), "")
                        .ifPresent(members::add);
            }
        }
        return members;
    }
}

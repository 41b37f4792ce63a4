// Stands here until the structure checker and XML land.
package org.casebook.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;

public record CheckedResource(ObjectNode r) {
    public ObjectNode orThrow() {
        return r;
    }
}

// Stands here until the structure checker and XML land.
package org.casebook.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;

public class Subset {
    public static ObjectNode summary(ObjectNode n, String m) {
        return n;
    }

    public static ObjectNode elements(ObjectNode n, java.util.List<String> e) {
        return n;
    }
}

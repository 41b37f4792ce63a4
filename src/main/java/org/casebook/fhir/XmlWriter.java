// Stands here until the structure checker and XML land.
package org.casebook.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;

public class XmlWriter {
    public static byte[] write(ObjectNode n) {
        return null;
    }

    public static byte[] writePretty(ObjectNode n) {
        return null;
    }
}

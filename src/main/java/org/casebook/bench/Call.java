package org.casebook.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request.
 *
 * @param path behind the base address, with its query
 * @param body empty for none
 */
record Call(String method, String path, byte[] body) {
    private static final byte[] NONE = {};

    static Call get(String path) {
        return new Call("GET", path, NONE);
    }

    /** The bytes on the wire. HAPI's JPA server answers a repeated search from memory unless {@code no-cache} is sent. */
    byte[] toBytes(Address address) {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(address.path())
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(address.host())
                .append(':')
                .append(address.port())
                .append("\r\nAccept: application/fhir+json\r\nCache-Control: no-cache\r\n");
        if (body.length > 0) {
            head.append("Content-Type: application/fhir+json\r\nContent-Length: ")
                    .append(body.length)
                    .append("\r\n");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}

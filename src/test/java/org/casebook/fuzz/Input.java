package org.casebook.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request as it goes over the wire.
 *
 * @param kind what was tried, for the report
 * @param whole whether it is a complete request, so that an answer must come
 */
public record Input(String kind, String method, byte[] bytes, boolean whole) {
    private static final int SHOWN = 3_000;

    /** A request with a well-formed frame; what is in it may be anything. */
    public static Input of(String kind, String method, String target, List<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(" /fhir/").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return new Input(kind, method, all.toByteArray(), true);
    }

    /** Bytes that need not be a request at all. */
    static Input raw(String text) {
        String method = text.startsWith("HEAD ") ? "HEAD" : "RAW";
        return new Input("raw", method, text.getBytes(StandardCharsets.ISO_8859_1), false);
    }

    @Override
    public String toString() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return kind + ": "
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "… (" + text.length() + " bytes)" : text);
    }
}

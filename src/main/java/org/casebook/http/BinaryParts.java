package org.casebook.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/**
 * What the stored JSON of a Binary says, without a tree and with its data still where it is.
 *
 * @param json the whole
 * @param from where the text of data begins; the same as {@code to} where there is none
 */
record BinaryParts(String contentType, Optional<String> securityContext, byte[] json, int from, int to) {
    private static final boolean[] BASE64 = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .chars()
                .forEach(c -> BASE64[c] = true);
    }

    static BinaryParts of(byte[] json) {
        try (JsonParser parser = Json.parser(json)) {
            return read(json, parser);
        } catch (IOException e) {
            throw new UncheckedIOException("stored resource is not readable", e);
        }
    }

    private static BinaryParts read(byte[] json, JsonParser parser) throws IOException {
        String type = null;
        String context = null;
        int from = 0;
        int to = 0;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.VALUE_STRING) {
                from = (int) parser.currentTokenLocation().getByteOffset() + 1;
                to = end(json, from);
            } else if (name.equals("contentType")) {
                type = parser.getText();
            } else if (name.equals("securityContext")) {
                context = reference(parser);
            } else {
                parser.skipChildren();
            }
        }
        return new BinaryParts(
                type == null ? BinaryContent.DEFAULT_TYPE : type, Optional.ofNullable(context), json, from, to);
    }

    private static @Nullable String reference(JsonParser parser) throws IOException {
        String reference = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("reference");
            parser.nextToken();
            if (wanted) {
                reference = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return reference;
    }

    private static int end(byte[] json, int from) {
        int at = from;
        while (json[at] != '"') {
            at++;
        }
        return at;
    }

    /** Decoded on its way to the client; base64 with white space inside, which R4 allows, is decoded before. */
    FhirResponse.Body content() {
        int end = to;
        while (end > from && json[end - 1] == '=') {
            end--;
        }
        int padding = to - end;
        for (int i = from; i < end; i++) {
            if (json[i] < 0 || !BASE64[json[i]]) {
                return decoded();
            }
        }
        return (to - from) % 4 == 0 && padding < 3
                ? new FhirResponse.Encoded(contentType, json, from, to, (to - from) / 4 * 3 - padding)
                : decoded();
    }

    /** The text may have escapes, too. */
    private FhirResponse.Body decoded() {
        String data = Json.stored(json).path("data").asText("");
        return new FhirResponse.Raw(contentType, Base64.getMimeDecoder().decode(data));
    }
}

package org.casebook.fhirpath;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** encode, decode, escape and unescape of N2 (additional string functions). */
final class EncodingFunctions {
    private EncodingFunctions() {}

    static void register(Map<String, Function> functions) {
        functions.put("encode", coded(EncodingFunctions::encode));
        functions.put("decode", coded(EncodingFunctions::decode));
        functions.put("escape", coded(EncodingFunctions::escape));
        functions.put("unescape", coded(EncodingFunctions::unescape));
    }

    private static Function coded(BinaryOperator<@Nullable String> body) {
        return Function.of(1, (scope, input, arguments) -> {
            String text = Functions.text("the text", input);
            String format = Functions.text("the format", arguments.get(0).eval(scope));
            return text == null || format == null ? List.of() : Functions.text(body.apply(text, format));
        });
    }

    private static @Nullable String encode(String text, String format) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (format) {
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            case "urlbase64" -> Base64.getUrlEncoder().encodeToString(bytes);
            default -> null;
        };
    }

    private static @Nullable String decode(String text, String format) {
        try {
            byte[] bytes = switch (format) {
                case "hex" -> HexFormat.of().parseHex(text);
                case "base64" -> Base64.getDecoder().decode(text);
                case "urlbase64" -> Base64.getUrlDecoder().decode(text);
                default -> null;
            };
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw FhirPathException.evaluation("the text is not " + format + ": " + e.getMessage());
        }
    }

    private static @Nullable String escape(String text, String format) {
        return switch (format) {
            case "html" ->
                text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;");
            case "json" -> new String(JsonStringEncoder.getInstance().quoteAsString(text));
            default -> null;
        };
    }

    private static @Nullable String unescape(String text, String format) {
        return switch (format) {
            case "html" ->
                text.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&");
            case "json" -> unescapeJson(text);
            default -> null;
        };
    }

    private static String unescapeJson(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char next = text.charAt(++i);
            if (next == 'u' && i + 4 < text.length()) {
                out.append((char) HexFormat.fromHexDigits(text, i + 1, i + 5));
                i += 4;
            } else {
                out.append(control(next));
            }
        }
        return out.toString();
    }

    private static char control(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'b' -> '\b';
            default -> c;
        };
    }
}

package org.casebook.fuzz;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.casebook.fhir.Json;

/** Makes requests of every kind. */
final class Inputs {
    private static final byte[] NONE = {};
    private static final String JSON = "Content-Type: application/fhir+json";
    private static final String[][] HEADERS = {
        {
            "Accept",
            "application/fhir+xml",
            "text/html",
            "x/y",
            "*/*;q=",
            "application/fhir+json; fhirVersion=9.0",
            "text/csv",
            "application/fhir+json;q=NaN",
            ",",
            ";"
        },
        {
            "Prefer",
            "return=minimal",
            "return=OperationOutcome",
            "return=x",
            "handling=lenient",
            "handling=strict,return=representation",
            "=",
            ";;"
        },
        {"If-Match", "W/\"1\"", "*", "1", "W/\"x\"", "\"", "W/\"99999999999999999999\"", "W/"},
        {"If-None-Match", "W/\"1\"", "*", "x", "W/\"1\", W/\"2\""},
        {"If-Modified-Since", "x", "Sat, 29 Oct 1994 19:43:31 GMT", "Sat, 99 Oct 1994", "9999-12-31"},
        {"If-None-Exist", "_id=x", "identifier=a|b", "?", "name=%zz", "_sort=x", "Patient?name=x"},
        {"Content-Encoding", "gzip", "deflate", "x", "identity", "gzip, gzip"},
        {
            "Content-Type",
            "application/fhir+xml",
            "application/json-patch+json",
            "application/xml-patch+xml",
            "text/plain",
            "x",
            "application/fhir+json; charset=UTF-16",
            ";",
            "application/x-www-form-urlencoded",
            "multipart/form-data"
        },
        {"X-Request-ID", "a", "\u00e9", "<script>", "x".repeat(300), "a b"},
        {"X-Forwarded-Host", "evil", "a:b:c", "[::1", ""},
        {"Forwarded", "for=x;host=y;proto=z", ";;=", "host=\"", "for"},
        {"Range", "bytes=0-1", "bytes=x", "x"},
        {"Origin", "null", "http://x", "x"},
        {"Cookie", "a=b; $Version=1", "\"", "=;=;"},
        {"Expect", "100-continue", "x"},
        {"Accept-Charset", "x"},
        {"Accept-Language", "x-", "*", "de;q=x"},
        {"Upgrade", "h2c", "websocket"},
        {"Connection", "close", "keep-alive", "upgrade", "x"},
        {"Transfer-Encoding", "chunked", "x", "gzip, chunked"},
        {"Content-Location", "x"},
        {"X-Provenance", "{}", "{\"resourceType\":\"Provenance\"}", "x"}
    };
    private static final String[] RAW = {
        "GET",
        "GET /fhir/metadata",
        "GET  /fhir/metadata HTTP/1.1",
        "GET /fhir/metadata HTTP/9.9",
        "GET /fhir/metadata HTTP/1.0",
        "get /fhir/Patient HTTP/1.1",
        "BREW /fhir/Patient HTTP/1.1",
        "GET\t/fhir HTTP/1.1",
        "GET http://x/fhir/Patient HTTP/1.1",
        "GET fhir HTTP/1.1",
        "GET /fhir/Patient?\0 HTTP/1.1",
        "GET /fhir/%00 HTTP/1.1",
        "GET /fhir/../../etc/passwd HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT x:1 HTTP/1.1",
        "TRACE /fhir HTTP/1.1",
        "GET /fhir/" + "a".repeat(40_000) + " HTTP/1.1",
        "GET /" + "\u00ff" + " HTTP/1.1",
        "PRI * HTTP/2.0",
        "\u0016\u0003\u0001\u0002",
        "HEAD /fhir/Patient HTTP/1.1",
        "GET /\\..\\ HTTP/1.1",
        "GET /nowhere HTTP/1.1",
        "GET /fhir/;/../x HTTP/1.1",
        ""
    };
    private static final String[] LINES = {
        "Host: localhost",
        "Host",
        "Host: a\r\nHost: b",
        "Host: [::1",
        "Host: x y",
        ": x",
        " folded: x",
        "X: " + "a".repeat(40_000),
        "X\0: y",
        "Content-Length: -1",
        "Content-Length: x",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Transfer-Encoding: chunked, chunked",
        "Content-Length: 10",
        "X: \u0001",
        "Connection: close",
        "Expect: 100-continue",
        "A:b\nC:d",
        "\u00e9: \u00e9"
    };
    private static final String[] TAILS = {
        "\r\n",
        "\r\n\r\n",
        "\n\n",
        "\r\n\r\nabc",
        "\r\n\r\nZZ\r\nabc",
        "\r\n\r\n3\r\n{}",
        "\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        "\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        ""
    };

    private final Corpus corpus;
    private final Bodies bodies;
    private final Queries queries;

    Inputs(Corpus corpus) {
        this.corpus = corpus;
        this.bodies = new Bodies(corpus);
        this.queries = new Queries(corpus);
    }

    Input next(Random random) {
        Chance chance = new Chance(random);
        int kind = chance.below(100);
        if (kind < 20) {
            return jsonBody(chance);
        } else if (kind < 30) {
            return xmlBody(chance);
        } else if (kind < 60) {
            return query(chance);
        } else if (kind < 72) {
            return patch(chance);
        } else if (kind < 82) {
            return Input.of("bundle", "POST", "", headers(chance, JSON), bodies.bundle(chance));
        } else if (kind < 88) {
            return graphQl(chance);
        } else if (kind < 92) {
            String operation =
                    (chance.in(50) ? "" : chance.in(50) ? corpus.key(chance) + "/" : corpus.type(chance) + "/")
                            + chance.of(corpus.operations());
            return Input.of("operation", "POST", operation, headers(chance, JSON), bodies.parameters(chance));
        } else if (kind < 97) {
            return headerFuzz(chance);
        }
        return Input.raw(chance.of(RAW) + "\r\n" + chance.of(LINES) + "\r\n" + chance.of(LINES) + chance.of(TAILS));
    }

    private Input jsonBody(Chance chance) {
        byte[] body = bodies.json(chance);
        return switch (chance.in(10) ? 0 : 1 + chance.below(7)) {
            case 0 -> Input.of("json $validate", "POST", type(body) + "/$validate", headers(chance, JSON), body);
            case 1 -> Input.of("json convert", "POST", "$convert", headers(chance, JSON), body);
            case 2, 3, 4 ->
                Input.of("json update", "PUT", type(body) + "/" + id(chance, body), headers(chance, JSON), body);
            default -> Input.of("json create", "POST", type(body), headers(chance, JSON), body);
        };
    }

    /** Mostly the type that the body names, so that the refusal is not only about that. */
    private static String type(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        var matcher = java.util.regex.Pattern.compile("\"resourceType\":\"([A-Z][A-Za-z]{2,40})\"")
                .matcher(text);
        return matcher.find() ? matcher.group(1) : "Patient";
    }

    private static String id(Chance chance, byte[] body) {
        try {
            if (Json.read(body) instanceof ObjectNode resource
                    && resource.path("id").isTextual()
                    && chance.in(90)) {
                return Queries.escaped(chance, resource.path("id").asText());
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            // A body that is no JSON has no id; any will do.
        }
        return chance.of("fuzz-1", "fuzz-2", "x.y", "a b", "%20", "1");
    }

    private Input xmlBody(Chance chance) {
        byte[] body = bodies.xml(chance);
        var matcher =
                java.util.regex.Pattern.compile("<([A-Z][A-Za-z]+)").matcher(new String(body, StandardCharsets.UTF_8));
        String type = matcher.find() ? matcher.group(1) : "Patient";
        boolean update = chance.in(40);
        String target = update ? corpus.key(chance) : chance.in(10) ? type + "/$validate" : type;
        return Input.of(
                "xml", update ? "PUT" : "POST", target, headers(chance, "Content-Type: application/fhir+xml"), body);
    }

    private Input query(Chance chance) {
        String target = queries.target(chance);
        if (chance.in(10)) {
            int question = target.indexOf('?');
            byte[] form = question < 0 ? NONE : target.substring(question + 1).getBytes(StandardCharsets.ISO_8859_1);
            String path = question < 0 ? target : target.substring(0, question);
            return Input.of(
                    "form",
                    "POST",
                    path + "/_search",
                    headers(chance, "Content-Type: application/x-www-form-urlencoded"),
                    form);
        }
        return Input.of(
                "query", chance.in(95) ? "GET" : chance.of("HEAD", "DELETE", "OPTIONS"), target, headers(chance), NONE);
    }

    private Input patch(Chance chance) {
        String target =
                chance.in(85) ? corpus.key(chance) : corpus.type(chance) + "?" + chance.of("_id=x", "name=x", "");
        return switch (chance.below(3)) {
            case 0 ->
                Input.of(
                        "json patch",
                        "PATCH",
                        target,
                        headers(chance, "Content-Type: application/json-patch+json"),
                        bodies.jsonPatch(chance));
            case 1 ->
                Input.of(
                        "xml patch",
                        "PATCH",
                        target,
                        headers(chance, "Content-Type: application/xml-patch+xml"),
                        bodies.xmlPatch(chance));
            default -> Input.of("fhirpath patch", "PATCH", target, headers(chance, JSON), bodies.fhirPathPatch(chance));
        };
    }

    private Input graphQl(Chance chance) {
        String query = bodies.graphQl(chance);
        String at = chance.in(30) ? corpus.key(chance) + "/" : "";
        if (chance.in(30) && query.length() < 2_000) {
            return Input.of(
                    "graphql", "GET", at + "$graphql?query=" + Queries.escaped(chance, query), headers(chance), NONE);
        }
        if (chance.in(30)) {
            ObjectNode json = Json.object().put("query", query);
            json.set(chance.of("variables", "operationName"), Odd.value(chance));
            return Input.of(
                    "graphql",
                    "POST",
                    at + "$graphql",
                    headers(chance, "Content-Type: application/json"),
                    Json.write(json));
        }
        return Input.of(
                "graphql",
                "POST",
                at + "$graphql",
                headers(chance, "Content-Type: application/graphql"),
                query.getBytes(StandardCharsets.UTF_8));
    }

    /** A good request with odd headers. */
    private Input headerFuzz(Chance chance) {
        List<String> headers = new ArrayList<>();
        for (int n = 1 + chance.few(); n > 0; n--) {
            String[] header = chance.of(HEADERS);
            String value = chance.in(85) ? header[1 + chance.below(header.length - 1)] : clean(Odd.text(chance));
            // Two lengths of one body are for raw input.
            if (!header[0].equals("Transfer-Encoding")) {
                headers.add(header[0] + ": " + value);
            }
        }
        if (chance.in(60)) {
            return Input.of("headers", "GET", chance.in(50) ? corpus.key(chance) : "Patient?_count=1", headers, NONE);
        }
        byte[] body = Json.write(chance.of(corpus.resources()));
        if (headers.contains("Content-Encoding: gzip") && chance.in(70)) {
            body = chance.in(50) ? Bodies.gzip(body) : Mutation.bytes(chance, Bodies.gzip(body));
        }
        headers.add(JSON);
        return Input.of(
                "headers", chance.of("POST", "PUT"), chance.in(50) ? type(body) : corpus.key(chance), headers, body);
    }

    private static List<String> headers(Chance chance, String... fixed) {
        List<String> headers = new ArrayList<>(List.of(fixed));
        if (chance.in(10)) {
            String[] header = chance.of(HEADERS);
            if (!header[0].startsWith("Content-") && !header[0].equals("Transfer-Encoding")) {
                headers.add(header[0] + ": " + header[1 + chance.below(header.length - 1)]);
            }
        }
        return headers;
    }

    private static String clean(String text) {
        String line = text.replaceAll("[\\r\\n\\x00]", "");
        return line.length() > 5_000 ? line.substring(0, 5_000) : line;
    }
}

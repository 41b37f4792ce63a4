package org.casebook.fuzz;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.casebook.fhir.Json;

/** Bodies: resources in JSON and XML, bundles, patches, GraphQL. */
record Bodies(Corpus corpus) {
    private static final String[] PATHS = {
        "/name/0/family",
        "/birthDate",
        "/id",
        "/meta/versionId",
        "/resourceType",
        "/name/-",
        "/name/99999999999",
        "",
        "/",
        "/a~2b",
        "/~",
        "/identifier",
        "/text/div",
        "/contained/0",
        "/extension/0/url",
        "/name/0/given/0",
        "/code/coding/0"
    };
    private static final String[] FHIRPATH = {
        "Patient.name",
        "Patient",
        "Patient.birthDate",
        "Patient.name[0].given[0]",
        "Patient.identifier",
        "Observation.code.coding",
        "Patient.name.where(use='official')",
        "Patient.repeat(name)",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')",
        "Patient.descendants().descendants().descendants()",
        "resolve()",
        "%resource",
        "Patient.name.select(given | family).aggregate($total & $this)",
        "1/0",
        "Patient.name[-1]",
        "{}",
        "Patient.contained[0]",
        "Patient.extension('x').value",
        "'x'.replaceMatches('(.*)*','$9')",
        "Patient.birthDate + 9999999 years",
        "2147483648",
        "@2020-13-01",
        "Patient.name.trace('x')",
        "now()",
        "'a'.repeat($this)",
        "1 'mg' + 1 'kg'",
        "9.9999999999999999999999e999"
    };
    private static final String[] XPATHS = {
        "f:Patient/f:name/f:family/@value",
        "/f:Patient/f:birthDate",
        "f:Patient/f:name[1]",
        "//f:name",
        "count(//*)",
        "f:Patient/@id",
        "f:Patient/f:text",
        "/",
        "",
        "id('x')",
        "document('file:///etc/passwd')",
        "f:Patient/f:name[position()=last()+1]",
        "string-length(//*)>0",
        "f:Patient/text()",
        "x:y",
        "/f:Patient/f:name[//*[//*[//*]]]"
    };
    private static final String[] GRAPHQL = {
        "{ Patient(id: \"vitale-2009-p1\") { id name { family given } } }",
        "{ PatientList(gender: \"female\") { id birthDate } }",
        "{ name { given @flatten } }",
        "{ PatientConnection(_count: 1) { count edges { resource { id } } } }",
        "query q($x: String = \"a\") { PatientList(name: $x) { id } }",
        "{ ObservationList(_count: 2) { subject { resource { ... on Patient { id } } } } }",
        "fragment f on Patient { id ...f } { PatientList { ...f } }",
        "{ Patient(id: \"x\") { a: id b: name(use: \"official\") { text } @include(if: true) } }",
        "mutation { x }",
        "{ PatientList { id @slice(path: \"$index\") } }"
    };

    byte[] json(Chance chance) {
        ObjectNode resource = chance.in(5)
                ? chance.of(corpus.resources())
                : Mutation.tree(chance, chance.of(corpus.resources()), corpus.resources());
        return maybeBroken(chance, Json.write(resource));
    }

    byte[] xml(Chance chance) {
        String xml = chance.of(corpus.xml());
        if (chance.in(8)) {
            xml =
                    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                            + xml.replaceFirst("value=\"[^\"]*\"", "value=\"&" + chance.of("a", "b", "f", "z") + ";\"");
        }
        if (chance.in(5)) {
            int depth = chance.of(50, 250, 5_000);
            xml = xml.replaceFirst("</[A-Za-z]+>$", "")
                    + "<extension url=\"x\">".repeat(depth)
                    + "</extension>".repeat(depth)
                    + xml.substring(xml.lastIndexOf("</"));
        }
        return Mutation.bytes(chance, xml.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bundle(Chance chance) {
        if (chance.in(1)) {
            return Json.write(Mutation.tree(chance, chance.of(corpus.bundles()), corpus.resources()));
        }
        ObjectNode bundle = Json.object()
                .put("resourceType", "Bundle")
                .put("type", chance.in(95) ? chance.of("transaction", "batch") : Odd.text(chance));
        ArrayNode entries = bundle.putArray("entry");
        for (int n = chance.few(); n > 0; n--) {
            entries.add(entry(chance));
        }
        return maybeBroken(
                chance, Json.write(chance.in(40) ? Mutation.tree(chance, bundle, corpus.resources()) : bundle));
    }

    private ObjectNode entry(Chance chance) {
        ObjectNode entry = Json.object();
        if (chance.in(80)) {
            entry.put(
                    "fullUrl",
                    chance.in(60)
                            ? "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e30094500" + chance.below(4)
                            : Odd.text(chance));
        }
        ObjectNode resource = chance.of(corpus.resources());
        ObjectNode request = entry.putObject("request");
        String method = chance.of("POST", "PUT", "GET", "DELETE", "PATCH", "HEAD", "POST", "PUT");
        request.put("method", method);
        String type = resource.path("resourceType").asText();
        request.put(
                "url",
                switch (method) {
                    case "POST" -> type;
                    case "GET" -> new Queries(corpus).target(chance);
                    default ->
                        chance.in(70)
                                ? corpus.key(chance)
                                : type + "?"
                                        + chance.of("_id=x", "identifier=a|b", "name=", "_sort=x", Odd.text(chance));
                });
        if (chance.in(15)) {
            request.put(
                    chance.of("ifMatch", "ifNoneMatch", "ifModifiedSince", "ifNoneExist"),
                    chance.in(50) ? Odd.text(chance) : chance.of("W/\"1\"", "*", "_id=x", "identifier=a|b"));
        }
        if (!method.equals("GET") && !method.equals("DELETE") || chance.in(5)) {
            entry.set(
                    "resource",
                    chance.in(50) ? resource.deepCopy() : Mutation.tree(chance, resource, corpus.resources()));
        }
        return entry;
    }

    byte[] jsonPatch(Chance chance) {
        ArrayNode patch = Json.NODES.arrayNode();
        for (int n = chance.few(); n > 0; n--) {
            ObjectNode operation = patch.addObject();
            operation.put(
                    "op",
                    chance.in(90) ? chance.of("add", "remove", "replace", "move", "copy", "test") : Odd.text(chance));
            operation.put("path", chance.in(85) ? chance.of(PATHS) : "/" + Odd.text(chance));
            if (chance.in(70)) {
                operation.set("value", Odd.value(chance));
            }
            if (chance.in(40)) {
                operation.put("from", chance.of(PATHS));
            }
        }
        return maybeBroken(chance, Json.write(patch));
    }

    byte[] xmlPatch(Chance chance) {
        StringBuilder patch = new StringBuilder("<diff xmlns:f=\"http://hl7.org/fhir\">");
        for (int n = chance.few(); n > 0; n--) {
            String name = chance.of("add", "replace", "remove", "x");
            patch.append('<')
                    .append(name)
                    .append(" sel=\"")
                    .append(chance.of(XPATHS).replace("\"", "&quot;"))
                    .append('"');
            if (chance.in(40)) {
                patch.append(' ')
                        .append(chance.of(
                                "pos=\"after\"",
                                "pos=\"x\"",
                                "type=\"@value\"",
                                "ws=\"both\"",
                                "type=\"namespace::p\""));
            }
            patch.append('>')
                    .append(chance.of(
                            "x",
                            "<f:name/>",
                            "<name xmlns=\"http://hl7.org/fhir\"><family value=\"x\"/></name>",
                            "",
                            "<!--c-->",
                            "&amp;"))
                    .append("</")
                    .append(name)
                    .append('>');
        }
        byte[] bytes = patch.append("</diff>").toString().getBytes(StandardCharsets.UTF_8);
        return chance.in(40) ? Mutation.bytes(chance, bytes) : bytes;
    }

    byte[] fhirPathPatch(Chance chance) {
        ObjectNode parameters = Json.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        for (int n = chance.few(); n > 0; n--) {
            ArrayNode parts = list.addObject().put("name", "operation").putArray("part");
            parts.addObject()
                    .put("name", "type")
                    .put("valueCode", chance.of("add", "insert", "delete", "replace", "move", "x"));
            String path = chance.of(FHIRPATH);
            parts.addObject()
                    .put("name", "path")
                    .put("valueString", chance.in(60) ? path : Mutation.text(chance, path));
            parts.addObject()
                    .put("name", "name")
                    .put("valueString", chance.of("birthDate", "name", "x", "id", "extension"));
            if (chance.in(70)) {
                parts.addObject()
                        .put("name", "value")
                        .set(
                                chance.of("valueString", "valueDate", "valueHumanName", "valueQuantity", "part"),
                                Odd.value(chance));
            }
            if (chance.in(30)) {
                parts.addObject()
                        .put("name", chance.of("index", "source", "destination"))
                        .set("valueInteger", Odd.value(chance));
            }
        }
        return maybeBroken(
                chance, Json.write(chance.in(30) ? Mutation.tree(chance, parameters, corpus.resources()) : parameters));
    }

    String graphQl(Chance chance) {
        String query = chance.of(GRAPHQL);
        if (chance.in(3)) {
            query = "{ Patient(id: \"vitale-2009-p1\") " + "{ name ".repeat(chance.of(10, 300, 5_000));
        }
        return chance.in(25) ? query : Mutation.text(chance, query);
    }

    byte[] parameters(Chance chance) {
        ObjectNode parameters = Json.object().put("resourceType", "Parameters");
        ArrayNode list = parameters.putArray("parameter");
        for (int n = chance.few(); n > 0; n--) {
            ObjectNode parameter = list.addObject()
                    .put(
                            "name",
                            chance.in(80)
                                    ? chance.of(
                                            "resource",
                                            "mode",
                                            "profile",
                                            "base",
                                            "other",
                                            "meta",
                                            "code",
                                            "url",
                                            "start")
                                    : Odd.text(chance));
            if (chance.in(50)) {
                parameter.set("resource", Mutation.tree(chance, chance.of(corpus.resources()), corpus.resources()));
            } else {
                parameter.set(
                        chance.of("valueString", "valueCode", "valueUri", "valueMeta", "valueCoding", "valueX", "part"),
                        Odd.value(chance));
            }
        }
        return maybeBroken(chance, Json.write(parameters));
    }

    private static byte[] maybeBroken(Chance chance, byte[] good) {
        return chance.in(25) ? Mutation.bytes(chance, good) : good;
    }

    static byte[] gzip(byte[] plain) {
        var out = new java.io.ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

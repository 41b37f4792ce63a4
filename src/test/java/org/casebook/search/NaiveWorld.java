package org.casebook.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.casebook.search.NaiveValues.Quantity;
import org.casebook.search.NaiveValues.Span;
import org.casebook.search.NaiveValues.Token;

/** A few dozen generated resources that are nearly alike, and their values by hand: no search parameter is evaluated. */
final class NaiveWorld {
    static final List<String> WORDS = List.of(
            "Müller",
            "muller-son",
            "Son",
            "SON",
            "Sonny",
            "Carlson",
            "O'Hara",
            "Eve",
            "éve",
            "Evelyn",
            "a,b",
            "a$b|c",
            "x\\y");
    static final List<String> SYSTEMS = List.of("http://a", "http://b", "");
    static final List<String> CODES = List.of("x", "X", "xy", "y", "z|1");
    static final List<String> NUMBERS = List.of(
            "100", "100.0", "99.5", "99.995", "100.4", "100.5", "95", "104.9", "105", "-5", "0", "0.0054", "5.4",
            "5.45");
    static final List<String> DATES = List.of(
            "2013",
            "2013-01",
            "2013-01-14",
            "2013-01-14T10:00:00Z",
            "2013-01-14T10:00:00.500Z",
            "2013-01-15T01:00:00+02:00",
            "2013-01-15",
            "2013-02",
            "2012",
            "2013-01-14T23:30:00-05:00",
            "2012-12-31T23:59:59Z",
            "2015-06-15");
    static final List<String> URLS = List.of(
            "http://acme.org/fhir",
            "http://acme.org/fhir/",
            "http://acme.org/fhir/ValueSet/1",
            "http://acme.org/fhir/ValueSet/12",
            "urn:oid:1.2.3",
            "http://acme.org/FHIR/ValueSet/1");

    private final Random random;
    private final List<String> texts = new ArrayList<>();
    final List<ObjectNode> resources;

    NaiveWorld(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            organization(i);
        }
        for (int i = 0; i < 14; i++) {
            patient(i);
        }
        for (int i = 0; i < 40; i++) {
            observation(i);
        }
        for (int i = 0; i < 14; i++) {
            texts.add("{'resourceType':'RiskAssessment','id':'r" + i
                    + "','status':'final','subject':{'reference':'Patient/p"
                    + random.nextInt(14) + "'}"
                    + some(",'prediction':[{'probabilityDecimal':" + pick(NUMBERS)
                            + some("},{'probabilityDecimal':" + pick(NUMBERS)) + "}]")
                    + "}");
        }
        for (int i = 0; i < 8; i++) {
            texts.add("{'resourceType':'ValueSet','id':'v" + i + "','status':'active'"
                    + some(",'url':'" + pick(URLS) + "'") + "}");
        }
        resources = texts.stream()
                .map(text -> SearchStore.tree(
                        text.replace("\\", "\\\\").replace("O'H", "O\\u0027H").replace('\'', '"')))
                .toList();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Three times in four. */
    private String some(String text) {
        return random.nextInt(4) > 0 ? text : "";
    }

    private void organization(int i) {
        texts.add("{'resourceType':'Organization','id':'o" + i + "','name':'" + pick(WORDS) + "'"
                + (i > 0 ? some(",'partOf':{'reference':'Organization/o" + random.nextInt(i) + "'}") : "") + "}");
    }

    private void patient(int i) {
        texts.add("{'resourceType':'Patient','id':'p" + i + "'"
                + some(",'name':[{'family':'" + pick(WORDS) + "','given':['" + pick(WORDS) + "']}"
                        + some(",{'given':['" + pick(WORDS) + "']}") + "]")
                + some(",'identifier':[" + coded("value") + some("," + coded("value")) + "]")
                + some(",'birthDate':'" + pick(DATES).substring(0, 4)
                        + some("-0" + (1 + random.nextInt(2)) + some("-14")) + "'")
                + some(",'managingOrganization':{'reference':'Organization/o" + random.nextInt(4) + "'}") + "}");
    }

    private String coded(String element) {
        String system = pick(SYSTEMS);
        return "{" + (system.isEmpty() ? "" : "'system':'" + system + "',") + "'" + element + "':'" + pick(CODES)
                + "'}";
    }

    private void observation(int i) {
        texts.add("{'resourceType':'Observation','id':'b" + i + "','status':'" + pick(List.of("final", "amended"))
                + "','code':{'coding':["
                + coded("code") + some("," + coded("code")) + "]}"
                + some(",'subject':{'reference':'" + subject() + "'}")
                + some(",'valueQuantity':" + quantity())
                + some(",'effective"
                        + (random.nextBoolean() ? "DateTime':'" + pick(DATES) + "'" : "Period':" + period()))
                + some(",'component':[" + component() + "," + component() + "]") + "}");
    }

    private String subject() {
        return switch (random.nextInt(8)) {
            case 0 -> "http://other.org/fhir/Patient/p1";
            case 1 -> "Patient/p" + random.nextInt(14) + "/_history/1";
            default -> "Patient/p" + random.nextInt(16);
        };
    }

    private String component() {
        return "{'code':{'coding':[" + coded("code") + "]}" + some(",'valueQuantity':" + quantity()) + "}";
    }

    private String quantity() {
        String unit = pick(List.of("kg", "g", "mg", "mmol"));
        String value = "{'value':" + pick(NUMBERS);
        return switch (random.nextInt(4)) {
            case 0 -> value + ",'unit':'" + unit + "'}";
            case 1 -> value + ",'system':'http://own','code':'" + unit + "'}";
            default -> value + ",'unit':'u','system':'" + NaiveValues.UCUM + "','code':'" + unit + "'}";
        };
    }

    /** Its end is not before its start: a period that ends before it begins is refused. */
    private String period() {
        return switch (random.nextInt(3)) {
            case 0 -> "{'start':'" + pick(DATES) + "'}";
            case 1 -> "{'end':'" + pick(DATES) + "'}";
            default -> "{'start':'" + pick(DATES) + "','end':'" + pick(List.of("2015-06-15", "2015-06", "2016")) + "'}";
        };
    }

    List<ObjectNode> of(String type, Predicate<ObjectNode> wanted) {
        return resources.stream()
                .filter(r -> r.get("resourceType").asText().equals(type))
                .filter(wanted)
                .toList();
    }

    static String key(ObjectNode resource) {
        return resource.get("resourceType").asText() + "/" + resource.get("id").asText();
    }

    static Stream<JsonNode> nodes(JsonNode parent, String... path) {
        Stream<JsonNode> nodes = Stream.of(parent);
        for (String step : path) {
            nodes = nodes.map(n -> n.path(step))
                    .flatMap(n ->
                            n.isArray() ? java.util.stream.StreamSupport.stream(n.spliterator(), false) : Stream.of(n))
                    .filter(n -> !n.isMissingNode());
        }
        return nodes;
    }

    static List<String> strings(ObjectNode resource, String... path) {
        return nodes(resource, path).map(JsonNode::asText).toList();
    }

    static List<Token> tokens(Stream<JsonNode> codings, String element) {
        return codings.map(c ->
                        new Token(c.path("system").textValue(), c.path(element).textValue()))
                .toList();
    }

    static List<Quantity> quantities(Stream<JsonNode> nodes) {
        return nodes.map(q -> new Quantity(
                        new BigDecimal(q.path("value").asText()),
                        q.path("unit").textValue(),
                        q.path("system").textValue(),
                        q.path("code").textValue()))
                .toList();
    }

    /** effectiveDateTime, or effectivePeriod with open ends at the ends of time. */
    static List<Span> effective(ObjectNode observation) {
        List<Span> spans = new ArrayList<>();
        nodes(observation, "effectiveDateTime").forEach(n -> spans.add(Span.of(n.asText())));
        nodes(observation, "effectivePeriod")
                .forEach(n -> spans.add(new Span(
                        n.has("start") ? Span.of(n.get("start").asText()).low() : Instant.MIN,
                        n.has("end") ? Span.of(n.get("end").asText()).high() : Instant.MAX)));
        return spans;
    }

    /** The resource of this world that a reference leads to, whatever version it names. */
    List<ObjectNode> targets(ObjectNode resource, String element) {
        return nodes(resource, element, "reference")
                .map(n -> n.asText().replaceFirst("/_history/.*", ""))
                .flatMap(reference -> resources.stream().filter(r -> key(r).equals(reference)))
                .toList();
    }
}

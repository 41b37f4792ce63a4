package org.casebook.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.casebook.search.NaiveValues.Quantity;
import org.casebook.search.NaiveValues.Span;
import org.casebook.search.NaiveValues.Token;

/** Makes a query at random together with what it means by the R4 search page, asked of one resource after the other. */
final class NaiveQuery {
    private static final List<String> PREFIXES = List.of("eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap");
    private final NaiveWorld world;
    private final Random random;

    NaiveQuery(NaiveWorld world, Random random) {
        this.world = world;
        this.random = random;
    }

    /** A part of a query: {@code name=value}, escaped for a URL, and its meaning. */
    record Term(String name, String value, Predicate<ObjectNode> meaning) {

        /** A parameter has one modifier: with {@code :missing} it has no other. */
        Term withOneModifier() {
            return name.endsWith(":missing")
                    ? new Term(name.replaceFirst(":[a-z]+:missing", ":missing"), value, meaning)
                    : this;
        }

        @Override
        public String toString() {
            return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    Term term(String type) {
        return switch (type) {
            case "Patient" -> patient();
            case "Observation" -> observation();
            case "Organization" -> organization();
            case "RiskAssessment" -> riskAssessment();
            default -> uri();
        };
    }

    private Term patient() {
        return switch (random.nextInt(8)) {
            case 0 -> string("family", r -> NaiveWorld.strings(r, "name", "family"));
            case 1 -> string("given", r -> NaiveWorld.strings(r, "name", "given"));
            case 2 -> token("identifier", r -> NaiveWorld.tokens(NaiveWorld.nodes(r, "identifier"), "value"));
            case 3 ->
                date(
                        "birthdate",
                        r -> NaiveWorld.strings(r, "birthDate").stream()
                                .map(Span::of)
                                .toList());
            case 4 -> chain("organization", "managingOrganization", "Organization", organization());
            case 5 -> reference("organization", "managingOrganization", "Organization/o" + random.nextInt(5));
            case 6 -> has("Observation", random.nextBoolean() ? "patient" : "subject", "subject", observationValue());
            default -> has("RiskAssessment", "patient", "subject", number());
        };
    }

    private Term observation() {
        return switch (random.nextInt(5)) {
            case 0 -> chain("subject:Patient", "subject", "Patient", patient());
            case 1 -> chain("patient", "subject", "Patient", patient());
            case 2 -> reference("subject", "subject", "Patient/p" + random.nextInt(16));
            default -> observationValue();
        };
    }

    private Term observationValue() {
        return switch (random.nextInt(6)) {
            case 0 -> token("code", NaiveQuery::codes);
            case 1 -> quantity("value-quantity", r -> NaiveWorld.quantities(NaiveWorld.nodes(r, "valueQuantity")));
            case 2 -> date("date", NaiveWorld::effective);
            case 3 -> composite();
            case 4 -> components();
            default ->
                token(
                        "status",
                        r -> List.of(new Token(
                                "http://hl7.org/fhir/observation-status",
                                r.path("status").asText())));
        };
    }

    private static List<Token> codes(ObjectNode observation) {
        return NaiveWorld.tokens(NaiveWorld.nodes(observation, "code", "coding"), "code");
    }

    private Term organization() {
        return switch (random.nextInt(3)) {
            case 0 -> chain("partof", "partOf", "Organization", string("name", NaiveQuery::name));
            case 1 ->
                has(
                        "Patient",
                        "organization",
                        "managingOrganization",
                        string("family", r -> NaiveWorld.strings(r, "name", "family")));
            default -> string("name", NaiveQuery::name);
        };
    }

    private static List<String> name(ObjectNode organization) {
        return NaiveWorld.strings(organization, "name");
    }

    private Term riskAssessment() {
        return random.nextInt(3) == 0 ? chain("subject:Patient", "subject", "Patient", patient()) : number();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String escaped(String value) {
        return value.replaceAll("([\\\\,$|])", "\\\\$1");
    }

    /** One value of a query: as it is written, and whether a value of a resource matches it. */
    private record Value<T>(String text, Predicate<T> matches) {}

    /** A list of one to three values, of which one must match one value of the resource. */
    private <T> Term any(
            String name, Function<ObjectNode, List<T>> values, java.util.function.Supplier<Value<T>> value) {
        if (random.nextInt(10) == 0) {
            boolean missing = random.nextBoolean();
            return new Term(
                    name + ":missing",
                    Boolean.toString(missing),
                    r -> values.apply(r).isEmpty() == missing);
        }
        List<Value<T>> list = new ArrayList<>();
        for (int i = 0; i <= (random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0); i++) {
            list.add(value.get());
        }
        return new Term(
                name,
                list.stream().map(Value::text).collect(Collectors.joining(",")),
                r -> values.apply(r).stream().anyMatch(v -> list.stream().anyMatch(l -> l.matches.test(v))));
    }

    private Term string(String name, Function<ObjectNode, List<String>> values) {
        String modifier = pick(List.of("", "", ":exact", ":contains"));
        Term term = any(modifier.isEmpty() ? name : name + modifier, values, () -> {
            String word = pick(NaiveWorld.WORDS);
            String part = modifier.equals(":contains")
                    ? word.substring(word.length() / 3)
                    : modifier.isEmpty() ? word.substring(0, 1 + random.nextInt(word.length())) : word;
            return new Value<>(escaped(part), v -> NaiveValues.string(modifier, part, v));
        });
        return term.withOneModifier();
    }

    private Term token(String name, Function<ObjectNode, List<Token>> values) {
        Term term = any(name, values, () -> {
            String code = name.equals("status")
                    ? pick(List.of("final", "amended", "entered-in-error"))
                    : pick(NaiveWorld.CODES);
            String system = name.equals("status") ? "http://hl7.org/fhir/observation-status" : pick(NaiveWorld.SYSTEMS);
            // A bar inside a code is escaped; the naive comparison cuts at the first one.
            return switch (random.nextInt(3)) {
                case 0 -> new Value<>(escaped(code), t -> code.equalsIgnoreCase(t.code()));
                case 1 ->
                    system.isEmpty()
                            ? new Value<>(
                                    "|" + escaped(code), t -> t.system() == null && code.equalsIgnoreCase(t.code()))
                            : new Value<>(system + "|", t -> system.equals(t.system()));
                default ->
                    new Value<>(
                            system + "|" + escaped(code),
                            t -> new Token(t.system(), t.code()).matches(system + "|" + code));
            };
        });
        boolean not = !term.name.endsWith(":missing") && random.nextInt(4) == 0;
        return not ? new Term(name + ":not", term.value, term.meaning.negate()) : term;
    }

    private Term date(String name, Function<ObjectNode, List<Span>> values) {
        return any(name, values, () -> {
            String prefix = pick(PREFIXES);
            String date = pick(NaiveWorld.DATES);
            String text = date.startsWith("2013-01-14T10:00:00Z") && random.nextBoolean() ? "2013-01-14T10:00Z" : date;
            boolean bare = prefix.equals("eq") && random.nextBoolean();
            return new Value<>((bare ? "" : prefix) + text, v -> NaiveValues.date(prefix, Span.of(text), v));
        });
    }

    private Term number() {
        return any(
                "probability",
                r -> NaiveWorld.nodes(r, "prediction", "probabilityDecimal")
                        .map(n -> new BigDecimal(n.asText()))
                        .toList(),
                () -> {
                    String prefix = pick(PREFIXES);
                    String number = number(pick(NaiveWorld.NUMBERS));
                    return new Value<>(prefix + number, v -> NaiveValues.number(prefix, number, BigDecimal.ONE, v));
                });
    }

    private String number(String text) {
        return text.equals("100") ? pick(List.of("100", "1e2", "100.00")) : text;
    }

    private Value<Quantity> quantity() {
        String prefix = pick(PREFIXES);
        String number = number(pick(NaiveWorld.NUMBERS));
        String code = pick(List.of("kg", "g", "mg", "mmol"));
        return switch (random.nextInt(4)) {
            case 0 -> new Value<>(prefix + number, q -> q.matches(prefix, number, null, null));
            case 1 -> new Value<>(prefix + number + "||" + code, q -> q.matches(prefix, number, null, code));
            case 2 ->
                new Value<>(
                        prefix + number + "|http://own|" + code, q -> q.matches(prefix, number, "http://own", code));
            default ->
                new Value<>(
                        prefix + number + "|" + NaiveValues.UCUM + "|" + code,
                        q -> q.matches(prefix, number, NaiveValues.UCUM, code));
        };
    }

    private Term quantity(String name, Function<ObjectNode, List<Quantity>> values) {
        return any(name, values, this::quantity);
    }

    /** Codes and quantities of one element. */
    private record Pair(List<Token> codes, List<Quantity> quantities) {}

    private Term composite() {
        return pairs(
                "code-value-quantity",
                r -> List.of(new Pair(codes(r), NaiveWorld.quantities(NaiveWorld.nodes(r, "valueQuantity")))));
    }

    private Term components() {
        return pairs(
                "component-code-value-quantity",
                r -> NaiveWorld.nodes(r, "component")
                        .map(c -> new Pair(
                                NaiveWorld.tokens(NaiveWorld.nodes(c, "code", "coding"), "code"),
                                NaiveWorld.quantities(NaiveWorld.nodes(c, "valueQuantity"))))
                        .toList());
    }

    private Term pairs(String name, Function<ObjectNode, List<Pair>> pairs) {
        String code = pick(List.of("x", "xy", "y"));
        Value<Quantity> quantity = quantity();
        return new Term(
                name,
                code + "$" + quantity.text,
                r -> pairs.apply(r).stream()
                        .anyMatch(p -> p.codes.stream().anyMatch(t -> code.equalsIgnoreCase(t.code()))
                                && p.quantities.stream().anyMatch(quantity.matches)));
    }

    private Term uri() {
        boolean below = random.nextInt(3) == 0;
        return any(below ? "url:below" : "url", r -> NaiveWorld.strings(r, "url"), () -> {
                    String url = pick(NaiveWorld.URLS);
                    BiPredicate<String, String> compare = below ? String::startsWith : String::equals;
                    return new Value<>(url, v -> compare.test(v, url));
                })
                .withOneModifier();
    }

    private Term reference(String name, String element, String target) {
        Predicate<ObjectNode> meaning = r -> NaiveWorld.nodes(r, element, "reference")
                .anyMatch(n -> n.asText().replaceFirst("/_history/.*", "").equals(target));
        String id = target.substring(target.indexOf('/') + 1);
        String type = target.substring(0, target.indexOf('/'));
        return switch (random.nextInt(4)) {
            case 0 -> new Term(name, id, meaning);
            case 1 -> new Term(name + ":" + type, id, meaning);
            case 2 -> new Term(name, SearchStore.BASE + "/" + target, meaning);
            default -> new Term(name, target, meaning);
        };
    }

    private Term chain(String name, String element, String type, Term inner) {
        return new Term(
                name + "." + inner.name,
                inner.value,
                r -> world.targets(r, element).stream()
                        .anyMatch(t -> t.get("resourceType").asText().equals(type) && inner.meaning.test(t)));
    }

    private Term has(String type, String parameter, String element, Term inner) {
        return new Term(
                "_has:" + type + ":" + parameter + ":" + inner.name,
                inner.value,
                r -> !world.of(type, other -> world.targets(other, element).contains(r) && inner.meaning.test(other))
                        .isEmpty());
    }
}

package org.casebook.fhirpath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * HL7's FHIRPath suite for R4 (935 cases). What deviates stands with its reason in suite-exceptions.txt; an exception
 * that has become wrong fails too.
 */
class FhirPathSuiteTest {
    private static final String SUITE = "/org/hl7/fhir/testcases/r4/";
    private final Map<String, ObjectNode> inputs = new HashMap<>();

    @Test
    void allCases() throws Exception {
        Map<String, String> failures = new TreeMap<>();
        List<Element> cases = cases();
        for (Element test : cases) {
            String failure = run(test);
            if (failure != null) {
                failures.merge(test.getAttribute("name"), failure, (a, b) -> a + " and " + b);
            }
        }
        Map<String, String> exceptions = exceptions();
        Map<String, String> unexplained = new LinkedHashMap<>(failures);
        unexplained.keySet().removeAll(exceptions.keySet());
        assertThat(cases).hasSize(935);
        assertThat(unexplained).as("cases that fail without explanation").isEmpty();
        assertThat(failures.keySet()).as("explained cases that pass").containsAll(exceptions.keySet());
    }

    private String run(Element test) {
        Element expression = (Element) test.getElementsByTagName("expression").item(0);
        boolean invalid = expression.hasAttribute("invalid");
        try {
            List<Item> result = evaluate(test, expression.getTextContent());
            if (expression.getAttribute("invalid").equals("semantic")
                    && hasProblems(test, expression.getTextContent())) {
                return null;
            }
            if (invalid) {
                return expression.getTextContent() + " should be refused but gives " + result;
            }
            List<String> expected = expected(test);
            List<String> actual = test.getAttribute("predicate").equals("true")
                    ? List.of("boolean:" + Truth.holds(result))
                    : result.stream().map(FhirPathSuiteTest::show).collect(Collectors.toList());
            boolean typed = !expected.isEmpty() && !expected.get(0).startsWith(":");
            List<String> compared = typed
                    ? actual
                    : actual.stream().map(FhirPathSuiteTest::untyped).toList();
            return compared.equals(expected)
                    ? null
                    : expression.getTextContent() + " should give " + expected + " but gives " + actual;
        } catch (FhirPathException e) {
            return invalid ? null : expression.getTextContent() + ": " + e.getMessage();
        }
    }

    private List<Item> evaluate(Element test, String expression) {
        String file = test.getAttribute("inputfile");
        return FhirPath.compile(expression)
                .evaluate(file.isEmpty() ? null : org.casebook.fhirpath.Element.of(input(file)));
    }

    private boolean hasProblems(Element test, String expression) {
        String type = input(test.getAttribute("inputfile")).path("resourceType").asText();
        return !FhirPath.compile(expression)
                .problems(org.casebook.fhir.Definitions.r4().type(type))
                .isEmpty();
    }

    private ObjectNode input(String file) {
        return inputs.computeIfAbsent(file, f -> Examples.resource(SUITE + f));
    }

    private static List<String> expected(Element test) {
        NodeList outputs = test.getElementsByTagName("output");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < outputs.getLength(); i++) {
            Element output = (Element) outputs.item(i);
            expected.add(output.getAttribute("type") + ":" + output.getTextContent());
        }
        return expected;
    }

    private static String show(Item item) {
        Value value = item.value();
        String text =
                value == null ? item.json().toString() : value instanceof Temporal ? value.toString() : value.text();
        String type = item.type().name();
        return (item instanceof Value && !type.equals("Quantity") ? decapitalised(type) : type) + ":" + text;
    }

    private static String decapitalised(String type) {
        return Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }

    private static String untyped(String shown) {
        return shown.substring(shown.indexOf(':'));
    }

    private static List<Element> cases() throws Exception {
        Document suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        Examples.text(SUITE + "fhirpath/tests-fhir-r4.xml").getBytes(StandardCharsets.UTF_8)));
        NodeList tests = suite.getElementsByTagName("test");
        List<Element> cases = new ArrayList<>();
        for (int i = 0; i < tests.getLength(); i++) {
            cases.add((Element) tests.item(i));
        }
        return cases;
    }

    private static Map<String, String> exceptions() {
        return Examples.text("/org/casebook/fhirpath/suite-exceptions.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s*\\|\\s*", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
}

package org.casebook.fhir.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.casebook.error.Issue;
import org.casebook.fhir.Json;
import org.casebook.fhir.OperationOutcomes;
import org.casebook.fhir.XmlWriter;
import org.casebook.fhir.structure.SpecExamples.Example;

/** Examples of the specification, broken at random: the checker must always have an answer. */
class CheckerPropertyTest {
    private static final List<Example> SOUND = SpecExamples.labelled("OK").stream()
            .filter(e -> e.bytes().length < 6_000)
            .toList();

    @Property(tries = 400)
    void neverThrowsOnABrokenTree(@ForAll long seed) {
        Random random = new Random(seed);
        ObjectNode tree = Json.stored(SOUND.get(random.nextInt(SOUND.size())).bytes());
        for (int i = 0; i < 3; i++) {
            breakSomething(tree, random);
        }
        CheckedResource checked = StructureChecker.read(Json.write(tree), null);
        assertThat(checked.issues()).allMatch(i -> i.position() != null);
        assertThat(StructureChecker.check(OperationOutcomes.of(checked.issues())))
                .isEmpty();
        assertThat(StructureChecker.check(tree)).hasSameSizeAs(checked.issues());
        if (checked.isValid()) {
            assertThat(XmlReader.read(XmlWriter.write(checked.orThrow()), null).isValid())
                    .isTrue();
        }
    }

    @Property(tries = 400)
    void neverThrowsOnBrokenBytes(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = SOUND.get(random.nextInt(SOUND.size())).bytes().clone();
        for (int i = 0; i < 2; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        List<Issue> issues = StructureChecker.read(bytes, null).issues();
        assertThat(issues).allMatch(i -> i.position() != null);
        assertThat(Json.write(OperationOutcomes.of(issues))).isNotEmpty();
        assertThat(XmlReader.read(bytes, null).isValid()).isFalse();
    }

    private static void breakSomething(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new java.util.ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            if (object.get(name).isContainerNode() && random.nextInt(4) > 0) {
                breakSomething(object.get(name), random);
            } else {
                object.set(random.nextBoolean() ? name : "_" + name, something(random));
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            if (array.get(index).isContainerNode() && random.nextInt(4) > 0) {
                breakSomething(array.get(index), random);
            } else {
                array.set(index, something(random));
            }
        }
    }

    private static JsonNode something(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Json.object();
            case 1 -> Json.NODES.arrayNode();
            case 2 -> Json.NODES.arrayNode().addNull().add(Json.object().put("id", "x"));
            case 3 -> Json.NODES.nullNode();
            case 4 -> Json.NODES.textNode("");
            case 5 -> Json.NODES.numberNode(random.nextInt());
            case 6 -> Json.NODES.booleanNode(random.nextBoolean());
            case 7 -> Json.object().put("resourceType", "Patient").put("reference", "#x");
            default -> Json.NODES.textNode("x" + (char) random.nextInt(0xD800));
        };
    }
}

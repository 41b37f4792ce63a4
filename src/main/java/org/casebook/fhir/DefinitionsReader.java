package org.casebook.fhir;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casebook.fhir.ElementDefinition.Binding;
import org.casebook.fhir.ElementDefinition.Cardinality;
import org.casebook.fhir.ElementDefinition.Flags;
import org.casebook.fhir.TypeDefinition.Kind;

/**
 * Reads the lines that the build has compiled. Columns are parted by tabs:
 *
 * <pre>
 * I  key  expression  human  source                          an invariant; the first has the number 0
 * T  name  kind  base  abstract  invariants                  a type; its elements follow; numbers parted by commas
 * E  name  types(targets)|…  min  max  flags  value-set  invariants
 *                                                            an element; flags s(ummary) m(odifier) a(ttribute)
 * R  url  type                                               a profile of R4's own; its rules follow
 * N  path  min  max  invariants                              what a profile wants at a path
 * V  value-set  closed|open                                  a required value set; its codes follow
 * C  system  code…
 * P  compartment                                             its members follow
 * M  type  search-parameter…
 * </pre>
 */
final class DefinitionsReader {
    private final Map<String, TypeDefinition> types = new LinkedHashMap<>();
    private final Map<TypeDefinition, List<String[]>> elementLines = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> valueSets = new HashMap<>();
    private final Map<String, RequiredCodes> requiredCodes = new HashMap<>();
    private final Map<String, Map<String, List<String>>> compartments = new HashMap<>();
    private final List<Invariant> invariants = new ArrayList<>();
    private final Map<String, Profile> profiles = new HashMap<>();

    private DefinitionsReader() {}

    static Definitions read() {
        try (InputStream in = DefinitionsReader.class.getResourceAsStream("r4-definitions.txt")) {
            if (in == null) {
                throw new IllegalStateException("r4-definitions.txt is missing: the build has not compiled it");
            }
            return new DefinitionsReader().read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Definitions read(String text) {
        List<String[]> elements = new ArrayList<>();
        Map<String, Set<String>> systems = new LinkedHashMap<>();
        Map<String, List<String>> members = new HashMap<>();
        List<Profile.Rule> rules = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] columns = line.split("\t", -1);
            switch (columns[0]) {
                case "I" -> invariants.add(new Invariant(columns[1], columns[2], columns[3], columns[4]));
                case "R" -> profiles.put(columns[1], new Profile(columns[1], columns[2], rules = new ArrayList<>()));
                case "N" -> rules.add(rule(columns));
                case "T" -> elementLines.put(type(columns), elements = new ArrayList<>());
                case "E" -> elements.add(columns);
                case "V" -> systems = openValueSet(columns);
                case "C" -> systems.put(columns[1], Set.of(rest(columns)));
                case "P" -> compartments.put(columns[1], members = new HashMap<>());
                case "M" -> members.put(columns[1], List.of(rest(columns)));
                default -> throw new IllegalStateException("unknown line: " + line);
            }
        }
        valueSets.forEach((url, codes) -> requiredCodes.put(url, new RequiredCodes(url, codes)));
        elementLines.forEach(this::complete);
        Map<String, Compartment> byCode = new HashMap<>();
        compartments.forEach((code, types) -> byCode.put(code, new Compartment(code, Map.copyOf(types))));
        return new Definitions(types, byCode, profiles);
    }

    private Profile.Rule rule(String[] columns) {
        return new Profile.Rule(columns[1], Integer.parseInt(columns[2]), max(columns[3]), numbered(columns, 4));
    }

    private static int max(String text) {
        return text.equals("*") ? ElementDefinition.UNBOUNDED : Integer.parseInt(text);
    }

    /** The last column; lines that an older build has left have none. */
    private List<Invariant> numbered(String[] columns, int at) {
        String numbers = columns.length > at ? columns[at] : "";
        return numbers.isEmpty()
                ? List.of()
                : Arrays.stream(numbers.split(","))
                        .map(number -> invariants.get(Integer.parseInt(number)))
                        .toList();
    }

    private static String[] rest(String[] columns) {
        return Arrays.copyOfRange(columns, 2, columns.length);
    }

    private TypeDefinition type(String[] columns) {
        Kind kind = switch (columns[2]) {
            case "resource" -> Kind.RESOURCE;
            case "primitive-type" -> Kind.PRIMITIVE;
            case "backbone" -> Kind.BACKBONE;
            default -> Kind.COMPLEX;
        };
        TypeDefinition type =
                new TypeDefinition(columns[1], kind, columns[3], columns[4].equals("true"), numbered(columns, 5));
        types.put(type.name(), type);
        return type;
    }

    private Map<String, Set<String>> openValueSet(String[] columns) {
        Map<String, Set<String>> systems = new LinkedHashMap<>();
        if (columns[2].equals("closed")) {
            valueSets.put(columns[1], systems);
        }
        return systems;
    }

    private void complete(TypeDefinition type, List<String[]> lines) {
        List<ElementDefinition> elements = new ArrayList<>();
        for (int order = 0; order < lines.size(); order++) {
            String[] columns = lines.get(order);
            // xhtml.extension is there with a maximum of 0: it must not be used.
            if (!columns[4].equals("0")) {
                addElements(type, columns, order, elements);
            }
        }
        type.complete(elements);
    }

    private void addElements(TypeDefinition owner, String[] columns, int order, List<ElementDefinition> into) {
        boolean choice = columns[1].endsWith("[x]");
        String baseName = choice ? columns[1].substring(0, columns[1].length() - 3) : columns[1];
        Cardinality cardinality = new Cardinality(Integer.parseInt(columns[3]), max(columns[4]));
        String letters = columns[5];
        Flags flags = new Flags(letters.contains("s"), letters.contains("m"), letters.contains("a"));
        Binding binding = new Binding(columns[6].isEmpty() ? null : columns[6], requiredCodes.get(columns[6]));
        List<Invariant> own = numbered(columns, 7);
        for (String typeAndTargets : columns[2].split("\\|")) {
            int bracket = typeAndTargets.indexOf('(');
            String typeName = bracket < 0 ? typeAndTargets : typeAndTargets.substring(0, bracket);
            into.add(new ElementDefinition(
                    owner,
                    baseName,
                    named(typeName),
                    choice,
                    order,
                    cardinality,
                    flags,
                    targets(bracket < 0 ? "" : typeAndTargets.substring(bracket + 1, typeAndTargets.length() - 1)),
                    binding,
                    own));
        }
    }

    private static List<String> targets(String list) {
        return list.isEmpty() || list.contains("Resource,") || list.equals("Resource")
                ? List.of()
                : List.of(list.split(","));
    }

    private TypeDefinition named(String name) {
        TypeDefinition type = types.get(name);
        if (type == null) {
            throw new IllegalStateException("no type " + name);
        }
        return type;
    }
}

package org.casebook.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casebook.error.Issue;
import org.casebook.error.IssueType;
import org.casebook.error.Nearest;
import org.casebook.fhir.ResourceKey;
import org.casebook.jdbc.Sql;

/**
 * Lists by what they are for (R4 section 3.1.1.5.7): {@code AllergyIntolerance?patient=42&_list=$current-allergies}.
 * Such a list is the newest current List of the patient that has the code of its function.
 */
final class FunctionalLists {
    private static final String SYSTEM = "http://terminology.hl7.org/CodeSystem/list-example-use-codes";
    private static final String DRUG_ALLERGIES = "$current-drug-allergies";
    private static final Map<String, String> CODES = new TreeMap<>(Map.of(
            "$current-problems",
            "problems",
            "$current-medications",
            "medications",
            "$current-allergies",
            "allergies",
            DRUG_ALLERGIES,
            "allergies"));
    private static final List<String> PATIENT = List.of("patient", "patient:Patient", "subject", "subject:Patient");

    private final Drivers drivers;
    private final SearchRequest request;
    private final Map<String, Optional<String>> found = new HashMap<>();

    FunctionalLists(Drivers drivers, SearchRequest request) {
        this.drivers = drivers;
        this.request = request;
    }

    /** @param items the number that leads the list of the items of Lists */
    Criterion criterion(Vocabulary vocabulary, Scope scope, int items, String name) {
        String code = CODES.get(name);
        if (code == null) {
            throw InvalidSearch.of(
                    IssueType.NOT_SUPPORTED,
                    "_list",
                    "there is no list '" + name + "'" + Nearest.hint(name, CODES.keySet()) + " There are "
                            + String.join(", ", CODES.keySet()));
        }
        if (name.equals(DRUG_ALLERGIES) && !scope.type().equals("AllergyIntolerance")) {
            return new ConstantCriterion(false, name + " is of AllergyIntolerance");
        }
        List<String> patients = patients();
        if (patients.isEmpty()) {
            throw InvalidSearch.of(
                    IssueType.REQUIRED,
                    "_list",
                    "'" + name + "' is a list of one patient: name the patient by id, as in patient=42&_list=" + name);
        }
        List<String> ids = newest(vocabulary, patients, name, code);
        if (ids.isEmpty()) {
            return new ConstantCriterion(false, "there is no " + name);
        }
        Criterion listed = new ListCriterion(scope.type(), items, ids);
        return name.equals(DRUG_ALLERGIES)
                ? new AllCriterion(
                        List.of(listed, new CriterionParser(vocabulary).parse(scope, "category", "medication")))
                : listed;
    }

    private List<String> patients() {
        ResourceKey compartment = request.compartment();
        if (compartment != null && compartment.type().equals("Patient")) {
            return List.of(compartment.id());
        }
        return request.parameters().stream()
                .filter(parameter -> PATIENT.contains(parameter.name()))
                .findFirst()
                .map(parameter -> Arrays.stream(parameter.value().split(","))
                        .flatMap(this::patient)
                        .toList())
                .orElse(List.of());
    }

    /** An id, with or without its type and this server's address. */
    private Stream<String> patient(String value) {
        String local = value.startsWith(request.base() + "/")
                ? value.substring(request.base().length() + 1)
                : value;
        String id = local.startsWith("Patient/") ? local.substring("Patient/".length()) : local;
        return id.matches("[A-Za-z0-9.-]{1,64}") ? Stream.of(id) : Stream.empty();
    }

    private List<String> newest(Vocabulary vocabulary, List<String> patients, String name, String code) {
        List<String> ids = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (String patient : patients) {
            Optional<String> id = found.computeIfAbsent(patient + " " + code, key -> newest(vocabulary, patient, code));
            id.ifPresent(ids::add);
            if (id.isEmpty()) {
                without.add("Patient/" + patient);
            }
        }
        if (!without.isEmpty()) {
            String who = without.stream().collect(Collectors.joining(", "));
            vocabulary
                    .hints()
                    .add(Issue.warning(
                            IssueType.NOT_FOUND,
                            "There is no List with status current and code " + code + " (" + SYSTEM + ") of " + who
                                    + ": nothing is known of " + name + ".",
                            InvalidSearch.expression("_list")));
        }
        return ids;
    }

    private Optional<String> newest(Vocabulary vocabulary, String patient, String code) {
        CriterionParser parser = new CriterionParser(vocabulary);
        Scope list = new Scope("List", false, 0);
        List<Criterion> criteria = List.of(
                parser.parse(list, "patient", "Patient/" + patient),
                parser.parse(list, "status", "current"),
                parser.parse(list, "code", SYSTEM + "|" + code));
        return new TypePlan(drivers, "List", false, criteria)
                .part(Order.newestFirst(), new Cut(null, false, 1)).stream()
                        .findFirst()
                        .flatMap(found -> drivers.session()
                                .first(
                                        Sql.of("select id from resource where pid = ?", found.pid()),
                                        row -> row.getString(1)));
    }
}

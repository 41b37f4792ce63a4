package org.casebook.fhir;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of R4 (4.0.1), compiled by the build from HL7's own StructureDefinitions. */
public final class Definitions {
    private static final class Holder {
        static final Definitions R4 = DefinitionsReader.read();
    }

    private final Map<String, TypeDefinition> types;
    private final Map<String, Compartment> compartments;
    private final Map<String, Profile> profiles;
    private final List<String> resourceTypes;
    private final Set<String> resourceTypeSet;

    Definitions(
            Map<String, TypeDefinition> types, Map<String, Compartment> compartments, Map<String, Profile> profiles) {
        this.types = Map.copyOf(types);
        this.compartments = Map.copyOf(compartments);
        this.profiles = Map.copyOf(profiles);
        this.resourceTypes = types.values().stream()
                .filter(t -> t.isResource() && !t.isAbstract())
                .map(TypeDefinition::name)
                .sorted()
                .toList();
        this.resourceTypeSet = Set.copyOf(resourceTypes);
    }

    /** R4; read once. */
    public static Definitions r4() {
        return Holder.R4;
    }

    /** The type of a name that is known to exist: {@code Patient}, {@code HumanName}, {@code Patient.contact}. */
    public TypeDefinition type(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("R4 has no type " + name));
    }

    public Optional<TypeDefinition> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The element of a path by JSON names: {@code Observation.valueQuantity.value}. */
    public Optional<ElementDefinition> element(String path) {
        String[] steps = path.split("\\.");
        Optional<TypeDefinition> type = find(steps[0]);
        Optional<ElementDefinition> element = Optional.empty();
        for (int i = 1; i < steps.length; i++) {
            String step = steps[i];
            element = type.map(t -> t.element(step));
            type = element.map(ElementDefinition::type);
        }
        return element;
    }

    /** The 146 concrete resource types, sorted. */
    public List<String> resourceTypes() {
        return resourceTypes;
    }

    public boolean isResourceType(String name) {
        return resourceTypeSet.contains(name);
    }

    /** Device, Encounter, Patient, Practitioner, RelatedPerson. */
    public Map<String, Compartment> compartments() {
        return compartments;
    }

    /** One of the profiles that R4 itself defines on resources, by its URL without version. */
    public Optional<Profile> profile(String url) {
        return Optional.ofNullable(profiles.get(url));
    }
}

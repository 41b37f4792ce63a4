package org.casebook.interaction.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.casebook.fhir.Definitions;
import org.casebook.fhir.TypeDefinition;
import org.casebook.interaction.patch.PatchPath.Step;

/** Follows a {@link PatchPath} through a resource. */
final class PlaceFinder {
    private static final List<String> ANY_RESOURCE = List.of("Resource", "DomainResource");

    private PlaceFinder() {}

    static List<Place> find(ObjectNode resource, PatchPath path) {
        List<Place> places = List.of(Place.root(resource));
        List<Step> steps = path.steps();
        for (int i = 0; i < steps.size(); i++) {
            places = i == 0 && namesRoot(places.get(0), steps.get(0)) ? places : follow(places, steps.get(i), path);
        }
        return places;
    }

    private static boolean namesRoot(Place root, Step step) {
        return step instanceof Step.Name name
                && (name.name().equals(root.type().name()) || ANY_RESOURCE.contains(name.name()));
    }

    private static List<Place> follow(List<Place> places, Step step, PatchPath path) {
        if (step instanceof Step.Name name) {
            return children(places, name.name(), path);
        } else if (step instanceof Step.Index index) {
            return places.stream().skip(index.index()).limit(1).toList();
        } else if (step instanceof Step.First) {
            return places.stream().limit(1).toList();
        } else if (step instanceof Step.Last) {
            return places.stream().skip(Math.max(0, places.size() - 1)).toList();
        } else if (step instanceof Step.Where where) {
            Criterion criterion = Criterion.compile(where.criterion(), path);
            return places.stream().filter(criterion::holds).toList();
        } else if (step instanceof Step.OfType type) {
            return places.stream().filter(p -> isA(p.type(), type.type())).toList();
        }
        String url = ((Step.Extension) step).url();
        return places.stream()
                .flatMap(p -> p.children("extension").stream())
                .filter(p ->
                        p.holder() != null && p.holder().path("url").asText().equals(url))
                .toList();
    }

    private static List<Place> children(List<Place> places, String name, PatchPath path) {
        for (Place place : places) {
            if (place.elements(name).isEmpty()) {
                throw PatchError.inapplicable("FHIRPath Patch: '" + path.text() + "': "
                        + place.type().name() + " has no element '" + name + "'");
            }
        }
        return places.stream().flatMap(p -> p.children(name).stream()).toList();
    }

    private static boolean isA(TypeDefinition type, String name) {
        return Stream.iterate(
                        type.name(),
                        n -> !n.isEmpty(),
                        n -> Definitions.r4().find(n).map(TypeDefinition::base).orElse(""))
                .anyMatch(name::equals);
    }
}

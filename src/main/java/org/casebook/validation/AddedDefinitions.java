package org.casebook.validation;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.casebook.fhir.Definitions;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * The definitions that clients have stored, ready for HL7's validator: profiles with a snapshot, made from their
 * differential where they have none (R4 section 5.1.0.13). One that cannot be used is left out with the reason, for HL7's
 * validator would stumble over it with whatever resource.
 */
final class AddedDefinitions {
    private static final int MOST_BASES = 100;
    private static final String NO_ROOM =
            "there are more definitions than this server has memory for; remove some, or raise definition-memory.";

    private final Ground ground;
    private final PrePopulatedValidationSupport usable;
    private final IValidationSupport lookup;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Unusable> unusable = new LinkedHashMap<>();

    private record Waiting(String key, StructureDefinition profile) {}

    /**
     * A stored profile that is not used.
     *
     * @param key where it is kept, such as {@code StructureDefinition/my-patient}
     */
    record Unusable(String key, String reason) {}

    AddedDefinitions(Ground ground, List<Definition> definitions) {
        this.ground = ground;
        this.usable = ground.nothing();
        this.lookup = ground.growing(usable);
        definitions.stream().filter(d -> !ground.isOfR4(d.name())).forEach(this::read);
        // A differential may go into an extension, so these come first.
        List<String> urls = new ArrayList<>(waiting.keySet());
        urls.sort(Comparator.comparing(
                url -> waiting.get(url).profile().getKind() == StructureDefinition.StructureDefinitionKind.RESOURCE));
        urls.forEach(this::settle);
    }

    IValidationSupport support() {
        return usable;
    }

    /** By URL. */
    Map<String, Unusable> unusable() {
        return unusable;
    }

    private void read(Definition definition) {
        String url = definition.name().url();
        if (!definition.hasContent()) {
            unusable.put(url, new Unusable(definition.key(), NO_ROOM));
            return;
        }
        try {
            IBaseResource resource = ground.parse(definition.content());
            if (resource instanceof StructureDefinition profile) {
                waiting.put(url, new Waiting(definition.key(), profile));
            } else {
                usable.addResource(resource);
            }
        } catch (RuntimeException e) {
            unusable.put(url, new Unusable(definition.key(), "HAPI cannot read it: " + e.getMessage()));
        }
    }

    /** What it stands on comes first. */
    private void settle(String url) {
        Waiting next = waiting.remove(url);
        if (next == null) {
            return;
        }
        underWay.add(url);
        String problem = problem(next.profile());
        underWay.remove(url);
        if (problem.isEmpty()) {
            problem = added(next.profile());
        }
        if (!problem.isEmpty()) {
            unusable.put(url, new Unusable(next.key(), problem));
        }
    }

    /** Empty where it can be a profile of something that is known. */
    private String problem(StructureDefinition profile) {
        if (Definitions.r4().find(String.valueOf(profile.getType())).isEmpty()) {
            return "its type '" + profile.getType() + "' is not a type of R4.";
        }
        if (!profile.hasBaseDefinition()) {
            return "it has no baseDefinition.";
        }
        if (underWay.size() > MOST_BASES) {
            return "it stands on more than " + MOST_BASES + " profiles.";
        }
        String base = ProfileRules.withoutVersion(profile.getBaseDefinition());
        settle(base);
        if (underWay.contains(base)) {
            return "its baseDefinition " + base + " stands on itself.";
        }
        if (unusable.containsKey(base)) {
            return "its baseDefinition " + base + " cannot be used either: "
                    + unusable.get(base).reason();
        }
        if (!(lookup.fetchStructureDefinition(base) instanceof StructureDefinition found)) {
            return "its baseDefinition " + base + " is not known here; store it as well.";
        }
        // HAPI would look for exactly this version, and R4's definitions are here in one version only.
        profile.setBaseDefinition(base);
        return !profile.getType().equals(found.getType()) && !found.getAbstract()
                ? "its type is " + profile.getType() + ", but that of its baseDefinition is " + found.getType() + "."
                : "";
    }

    private String added(StructureDefinition profile) {
        try {
            StructureDefinition whole = profile.getSnapshot().isEmpty() ? withSnapshot(profile) : profile;
            String astray = astray(whole);
            if (!astray.isEmpty()) {
                return "its differential constrains " + astray + ", which its base does not have.";
            }
            usable.addResource(whole);
            return "";
        } catch (RuntimeException e) {
            return "no snapshot can be made of its differential: " + reason(e);
        }
    }

    /** The path of an element that the snapshot does not have: HL7's generator leaves it out without a word. */
    private static String astray(StructureDefinition profile) {
        Set<String> paths = profile.getSnapshot().getElement().stream()
                .map(ElementDefinition::getPath)
                .collect(Collectors.toSet());
        return profile.getDifferential().getElement().stream()
                .map(ElementDefinition::getPath)
                .filter(path -> !paths.contains(path) && !isChoice(path, paths))
                .findFirst()
                .orElse("");
    }

    /** A differential may name value[x] as valueQuantity, and go on below it. */
    private static boolean isChoice(String path, Set<String> paths) {
        return paths.stream()
                .anyMatch(
                        choice -> choice.endsWith("[x]") && path.startsWith(choice.substring(0, choice.length() - 3)));
    }

    private StructureDefinition withSnapshot(StructureDefinition profile) {
        return (StructureDefinition) lookup.generateSnapshot(
                new ValidationSupportContext(lookup), profile, profile.getUrl(), "", profile.getName());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceFirst("^HAPI-\\d+: ", "");
    }
}

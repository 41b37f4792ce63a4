package org.casebook.fhir;

import java.util.List;
import java.util.Map;

/**
 * A compartment of R4 (CompartmentDefinition).
 *
 * @param code the type of its centre, such as {@code Patient}
 * @param members resource type to the search parameters that put a resource into it
 */
public record Compartment(String code, Map<String, List<String>> members) {}

package org.casebook.validation;

import java.util.ArrayList;
import java.util.List;
import org.casebook.error.Position;
import org.casebook.fhir.structure.TextPlaces;

/**
 * The text that was sent, and where in its tree the resource stands that is validated: at the root, or inside
 * Parameters.
 *
 * @param bytes the text, JSON or XML
 * @param root names and indexes from the root of the text to the resource
 */
public record SourceText(byte[] bytes, List<Object> root) {

    /** A text that is the resource. */
    public static SourceText of(byte[] bytes) {
        return new SourceText(bytes, List.of());
    }

    List<Position> places(List<List<Object>> paths) {
        return TextPlaces.of(bytes, paths.stream().map(this::fromRoot).toList());
    }

    private List<Object> fromRoot(List<Object> path) {
        List<Object> whole = new ArrayList<>(root);
        whole.addAll(path);
        return whole;
    }
}

package org.casebook.index;

import java.util.List;

/**
 * One tuple of values from the same element (R4 section 3.1.1.4.16), in the order of the parameter's components. A
 * component with several values gives several tuples.
 */
public record CompositeValue(List<IndexValue> values) implements IndexValue {
    public CompositeValue {
        values = List.copyOf(values);
    }
}

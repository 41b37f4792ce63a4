package org.casebook.store;

import java.util.Collection;
import java.util.List;
import org.casebook.fhir.ResourceKey;

/** Of what a history is told (R4 section 3.1.0.11). */
public sealed interface HistoryScope {

    /** Every resource. */
    record System() implements HistoryScope {}

    /** All resources of a type. */
    record Type(String type) implements HistoryScope {}

    /** These resources: the one of an instance history, or those of a list. */
    record Resources(Collection<ResourceKey> keys) implements HistoryScope {
        public Resources {
            keys = List.copyOf(keys);
        }
    }
}
